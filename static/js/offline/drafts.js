// A form is kept first. Then it goes as ever, at once unless the line or the sign-in is in doubt.
import { all, find } from "../dom.js";
import { may, owner } from "./owner.js";
import { DRAFT, drop, isDraftOf, put, read, write } from "./queue.js";
import { lastWord, who } from "./server.js";
import { load, save } from "./storage.js";
import { showUnsent } from "./unsent.js";

// So long the last word of the server counts.
const STANDS = 20_000;

addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-keep], [data-leave]")) return;
  const entry = entryOf(form);
  const isKept = Boolean(form.dataset.keep);
  if (isKept) put({ ...entry, form: form.action, page: location.pathname });
  if (isKept && isClear()) {
    letGo(form, entry);
  } else {
    event.preventDefault();
    askFirst(form, entry);
  }
});

function entryOf(form) {
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const hasPain = fields.some(([name]) => name === "pain");
  const key = form.elements.key?.value || crypto.randomUUID();
  return { key, kind: hasPain ? form.dataset.keep : DRAFT, fields };
}

function isClear() {
  const line = lastWord();
  if (!navigator.onLine) return false;
  if (!line) return true;
  return isMine(line) && Date.now() - line.at < STANDS;
}

const isMine = (line) => line.token && may(owner, line.owner);

async function askFirst(form, entry) {
  const line = await who();
  if (isMine(line)) {
    letGo(form, entry);
    form.submit();
    return;
  }
  if (entry.kind === "reading") {
    // It waits: the next one is another.
    form.reset();
    form.elements.key.value = crypto.randomUUID();
  }
  showUnsent({ before: form, away: Boolean(line.token) });
}

function letGo(form, entry) {
  if (form.dataset.keep) {
    save("trying", [entry.key, location.href.split("#")[0]], sessionStorage);
  } else {
    // Signing out: what is this person's goes with it.
    write(read((one) => one.owner !== owner));
    save("run");
  }
  const token = form.elements.csrfmiddlewaretoken;
  token.value = lastWord()?.token ?? token.value;
}

// Only the page that follows a form says that it arrived: saved, or shown again with what is wrong.
export function forgetWhatArrived() {
  const [tried, from] = load("trying", sessionStorage) ?? [];
  save("trying", undefined, sessionStorage);
  const follows = document.referrer === from;
  if (follows && find("main :is(.undo, [data-saved], [data-keep] [role=alert])")) drop(tried);
}

// What was typed comes back into its form.
export function fill() {
  for (const form of all("form[data-keep]")) {
    const [draft] = read(isDraftOf(form.action));
    if (draft) fillIn(form, draft.fields);
  }
}

function fillIn(form, fields) {
  for (const input of form.elements) {
    const own = fields.filter(([name]) => name === input.name);
    const values = own.map(([, value]) => value);
    if (/radio|checkbox/.test(input.type)) input.checked = values.includes(input.value);
    else if (values.length) input.value = values[0];
    if (values.some(Boolean)) input.closest("details")?.setAttribute("open", "");
  }
}
