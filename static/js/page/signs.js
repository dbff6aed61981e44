// Which danger signs a form tells of.
import { find } from "../dom.js";

// Answers that tell of no sign; as in sw_posts.js.
const CALM = ["", "none", "no"];

// The lines of a list of danger signs that are ticked, or the one that was tapped.
export function ticked(form, submitter) {
  const names = (form.dataset.signs ?? "").trim().split(" ");
  const given = (one) => one === submitter || one.type === "hidden" || one.checked;
  return [...form.elements].filter(
    (one) => names.includes(one.name) && given(one) && !CALM.includes(one.value),
  );
}

// A sign in its own words. "Yes" beside a line says nothing alone, nor does "not sure".
export function wordsOf(one) {
  if (one.type === "hidden" || "alone" in one.dataset) return "";
  const row = one.name.includes(".")
    ? find("legend", one.closest("fieldset"))
    : find(".choice__text", one.closest("label") ?? one);
  return (row ?? one).textContent.trim();
}
