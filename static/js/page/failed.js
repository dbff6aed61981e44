// What is said when an answer does not get through. A danger sign then leads to help at once;
// anything else stays as it is, with plain words. All of it stands in components/failed.html: it
// needs no network.
import { all, find, say } from "../dom.js";
import { sendAgain } from "./once.js";
import { ticked, wordsOf } from "./signs.js";

// why: "away" (no line), "silent" (no answer, or a broken one), "refused" (any other), or "kept":
// the answer was taken, and only the page after it does not come.
export function failed(form, submitter, why) {
  if (!find("#failed") || find(".alarm")) return;
  if (form) sendAgain(form); // the next tap is a new try
  const signs = form ? ticked(form, submitter) : [];
  find(".failed")?.remove();
  if (signs.length) {
    alarm(signs, why);
  } else {
    note(form, submitter, why === "kept" ? "silent" : why);
  }
}

export function whyLost() {
  return navigator.onLine ? "silent" : "away";
}

function alarm(signs, why) {
  const box = copy(".alarm");
  const heading = find("h1", box);
  const words = signs.map(wordsOf).filter(Boolean);
  if (words.length) find("[data-told]", box).textContent = words.join("; ");
  find("[data-unkept]", box).hidden = why === "kept";
  putInPlaceOfAll(box);
  document.title = heading.textContent;
  heading.focus();
  scrollTo(0, 0);
  say(`${heading.textContent}. ${find("a", box).textContent}`);
}

function putInPlaceOfAll(box) {
  const main = find("main");
  const rest = [...main.children].filter((one) => !one.hidden);
  const { title } = document;
  const byMistake = () => {
    // All is as it was.
    box.remove();
    for (const one of rest) one.hidden = false;
    document.title = title;
    find("main :is([data-focus], h1)").focus();
  };
  find("button", box).addEventListener("click", byMistake);
  for (const one of rest) one.hidden = true;
  main.prepend(box);
}

function note(form, submitter, why) {
  const box = copy(".failed");
  for (const line of all("[data-why]", box)) line.hidden = line.dataset.why !== why;
  find("[data-ticks]", box).hidden = !form?.querySelector(":checked");
  find("[data-lie]", box)?.toggleAttribute("hidden", !submitter?.matches("[data-start]"));
  const place = form?.matches(".stage, .screen form") ? form : find("main");
  place.prepend(box);
  box.focus();
  if (scrollY + box.getBoundingClientRect().bottom < innerHeight) scrollTo(0, 0);
  say(box.innerText);
}

// A part of the template, with the number that stands in the header.
function copy(name) {
  const part = document.importNode(find(name, find("#failed").content), true);
  const { href, lastChild } = find(".help");
  for (const call of all("[href='tel:']", part)) {
    call.href = href;
    call.append(` ${lastChild.textContent.trim()}`);
  }
  return part;
}

// The floor has no style for the alarm: it is fetched before it is needed, behind all else.
addEventListener("load", () => {
  const sheet = find("#failed")?.content.querySelector("link");
  if (sheet) setTimeout(() => fetch(sheet.href).catch(() => {}));
});
