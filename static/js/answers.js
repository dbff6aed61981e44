// What a person answers: ticks that exclude each other, what the site sends back, and what is
// said when it sends nothing. A danger sign then leads to help at once; anything else stays as it
// is, with plain words. All of it stands in components/failed.html: it needs no network.
// For htmx, for session.js, and for a form that nobody else sends.
const [SOON, LATER] = [3000, 15000];  // how long a list of signs may wait, and any other page
const CALM = ["", "none", "no"];  // answers that tell of no sign, as in sw.js
const SIGN_IN = "/accounts/login/";
const find = (name, under = document) => under.querySelector(name);
const all = (name, under = document) => [...under.querySelectorAll(name)];
const say = (words) => { find("#live").textContent = words; };

// "None of these" excludes the others, and they exclude it. The server checks it again.
document.addEventListener("change", ({ target }) => {
  if (target.type !== "checkbox" || !target.checked) return;
  const alone = "alone" in target.dataset;
  for (const other of all("input[type=checkbox]", target.closest("fieldset") ?? target)) {
    if (other !== target && other.name === target.name && (alone || "alone" in other.dataset)) other.checked = false;
  }
});

// --- what is shown ------------------------------------------------------------------------------

// why: "away" (no line), "silent" (no answer, or a broken one), "refused" (any other), or "kept":
// the answer was taken, and only the page after it does not come.
export function failed(form, submitter, why) {
  if (!find("#failed") || find(".alarm")) return;
  if (form) delete form.dataset.sent;  // the next tap is a new try (page.js)
  const signs = form ? ticked(form, submitter) : [];
  find(".failed")?.remove();
  if (signs.length) alarm(signs, why);
  else note(form, submitter, why === "kept" ? "silent" : why);
}

// The lines of a list of danger signs that are ticked, or the one that was tapped.
export function ticked({ elements, dataset: { signs = "" } }, submitter = pressed) {
  const names = signs.trim().split(" ");
  const given = (one) => one === submitter || one.type === "hidden" || one.checked;
  return [...elements].filter((one) => names.includes(one.name) && given(one) && !CALM.includes(one.value));
}

// A sign in its own words. "Yes" beside a line says nothing alone, nor does "not sure".
function wordsOf(one) {
  if (one.type === "hidden" || "alone" in one.dataset) return "";
  const row = one.name.includes(".") ? find("legend", one.closest("fieldset")) : find(".choice__text", one.closest("label") ?? one);
  return (row ?? one).textContent.trim();
}

function alarm(signs, why) {
  const box = copy(".alarm");
  const heading = find("h1", box);
  const words = signs.map(wordsOf).filter(Boolean);
  if (words.length) find("[data-told]", box).textContent = words.join("; ");
  find("[data-unkept]", box).hidden = why === "kept";
  const main = find("main");
  const rest = [...main.children].filter((one) => !one.hidden);
  const { title } = document;
  find("button", box).addEventListener("click", () => {  // all is as it was
    box.remove();
    for (const one of rest) one.hidden = false;
    document.title = title;
    find("main :is([data-focus], h1)").focus();
  });
  for (const one of rest) one.hidden = true;
  main.prepend(box);
  document.title = heading.textContent;
  heading.focus();
  scrollTo(0, 0);
  say(`${heading.textContent}. ${find("a", box).textContent}`);
}

function note(form, submitter, why) {
  const box = copy(".failed");
  for (const line of all("[data-why]", box)) line.hidden = line.dataset.why !== why;
  find("[data-ticks]", box).hidden = !form?.querySelector(":checked");
  find("[data-lie]", box)?.toggleAttribute("hidden", !submitter?.matches("[data-start]"));
  (form?.matches(".stage, .screen form") ? form : find("main")).prepend(box);
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
// The floor has no style for it; it is fetched before it is needed.
const sheet = find("#failed")?.content.querySelector("link");
if (sheet) fetch(sheet.href).catch(() => {});

// Browsers of before 2023 leave the pressed button out of a FormData, or do not name it at all. On
// the floor it is the sign.
let tapped, pressed;
addEventListener("click", ({ target }) => { tapped = target.closest?.("button"); }, true);
addEventListener("submit", ({ target, submitter }) => {
  pressed = submitter ?? (tapped?.form === target ? tapped : undefined);
}, true);
addEventListener("formdata", ({ target, formData }) => {
  if (pressed?.form !== target || !pressed.name || !target.matches("[data-swap], [data-signs]:not([hx-post])")) return;
  if (!formData.getAll(pressed.name).includes(pressed.value)) formData.append(pressed.name, pressed.value);
});

// --- what is on its way --------------------------------------------------------------------------

let timer;
export const arrived = () => clearTimeout(timer);
// When nothing new is on the screen in time, the page says so; what comes later still counts.
export function wait(form, submitter, why = "silent") {
  arrived();
  timer = setTimeout(failed, find("[data-soon]") ? SOON : LATER, form, submitter, why);
}
addEventListener("pagehide", arrived);

// What is wrong with an answer, in the words of failed(); nothing: it is ours to show. `reason`:
// it is the same form again, which says why it could not be kept.
function wrong(status, address, ours, reason) {
  if (!status) return whyLost();
  if (status >= 500 && !(status === 503 && reason)) return "silent";
  const signIn = new URL(address, location).pathname === SIGN_IN;  // no answer of the check
  return signIn || !ours || (status >= 400 && status !== 422 && status !== 503) ? "refused" : "";
}
const whyLost = () => (navigator.onLine ? "silent" : "away");

// A page, and whether it stands where it was asked for. Throws, with the reason in `why`.
export async function load(url, { body, signal } = {}) {
  const answer = await fetch(url, { method: body ? "POST" : "GET", body, signal }).catch((error) => {
    throw Object.assign(error, { why: whyLost(), lost: true });
  });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const reason = find("main [role=alert]", page) && find("main form", page);
  const why = wrong(answer.status, answer.url, find("#main", page), reason);
  if (why) throw Object.assign(new Error(why), { why });
  return { page, url: answer.url, moved: answer.redirected };
}

// The answer to a form, shown as it is: asking for it again would be another question.
export async function show(page) {
  const known = all("link[rel=stylesheet]").map(({ href }) => href);
  const sheets = all("link[rel=stylesheet]", page).filter(({ href }) => !known.includes(href));
  const styled = sheets.map((sheet) => new Promise((done) => { sheet.onload = sheet.onerror = done; }));
  document.head.append(...sheets);
  await Promise.race([Promise.all(styled), new Promise((done) => setTimeout(done, 500))]);
  history.pushState(null, "", location.href);  // back: to the form, made anew
  addEventListener("popstate", () => location.reload(), { once: true });
  document.title = page.title;
  document.body.replaceWith(page.body);
  say(look(find("main"))?.textContent ?? "");
  dispatchEvent(new Event("shown"));
}

// What is new has the focus, and is read out once.
export function look(part) {
  const marked = find("[role=alert]", part) ?? find("[data-focus], h1", part);
  if (!marked) return undefined;
  marked.tabIndex = -1;
  marked.focus({ preventScroll: true });
  scrollTo(0, 0);
  say(marked.dataset.focus ?? marked.textContent);
  return marked;
}

// --- htmx ----------------------------------------------------------------------------------------

const replaced = new WeakSet();  // by a newer try
document.addEventListener("htmx:beforeSend", ({ detail: { elt, xhr } }) => {
  // A lost line is met below like any other answer; htmx itself would write it to the console.
  xhr.onerror = xhr.ontimeout = xhr.onload;
  xhr.onabort = () => { replaced.add(xhr); xhr.onload(); };
  wait(elt);
});
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt, xhr } = event.detail;
  const to = xhr.getResponseHeader("HX-Redirect");
  const has = (words) => xhr.responseText.includes(words);
  const why = wrong(xhr.status, to ?? xhr.responseURL, to || has('id="screen"'), has('role="alert"'));
  if (replaced.has(xhr)) { event.preventDefault(); return; }
  arrived();
  if (why) { event.preventDefault(); failed(elt, undefined, why); } else if (to) wait(elt, undefined, "kept");
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => Object.assign(detail, { shouldSwap: true, isError: false }));
document.addEventListener("htmx:afterSwap", () => find(".alarm")?.remove());
document.addEventListener("htmx:afterSettle", ({ target }) => look(target));

// --- a form that nobody else sends ---------------------------------------------------------------

addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || !form.matches("[data-signs]:not([data-swap])")) return;
  event.preventDefault();
  wait(form, submitter);
  try {
    const { page, url, moved } = await load(form.action, { body: new URLSearchParams(new FormData(form, submitter)) });
    arrived();
    if (!moved) { show(page); return; }
    location.assign(url);
    wait(form, submitter, "kept");
  } catch ({ why }) {
    arrived();
    failed(form, submitter, why ?? "silent");
  }
});
