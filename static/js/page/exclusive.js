// "None of these" excludes the other lines, and they exclude it. The server checks it again.
import { all } from "../dom.js";

document.addEventListener("change", ({ target }) => {
  if (target.type !== "checkbox" || !target.checked) return;
  const group = target.closest("fieldset") ?? target;
  for (const other of all("input[type=checkbox]", group)) {
    if (other !== target && excludeEachOther(target, other)) other.checked = false;
  }
});

function excludeEachOther(one, other) {
  return one.name === other.name && ("alone" in one.dataset || "alone" in other.dataset);
}
