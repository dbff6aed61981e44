// Small helps for every page. Each one may be missing without breaking anything.
"use strict";
// What helps without a network comes last: it must not slow the first page.
const keepHelp = () => navigator.serviceWorker?.register("/sw.js").catch(() => {});
addEventListener("load", () => setTimeout(keepHelp, 500));

// The time zone chooses the emergency number and the hours of a plan.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && /^[\w+\-/]+$/.test(zone)) {
  const known = document.cookie.includes("tz=");
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `tz=${zone}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  const ask = () => fetch("/country/here/").then((answer) => answer.json()).then((parts) => {
    for (const place of document.querySelectorAll("[data-call]")) {
      place.innerHTML = parts[place.dataset.call] ?? place.innerHTML;
    }
  }).catch(() => {});
  // The very first page was made without the zone: ask for the right number, on a page that
  // loads more than this script at the first touch.
  if (!known && document.querySelector("script[src*=htmx], [href*=diary], [href*=plan]")) addEventListener("pointerdown", ask, { once: true });
  else if (!known) ask();
}
// "None of these" excludes the others, and they exclude it. The server checks it again.
document.addEventListener("change", ({ target }) => {
  if (target.type !== "checkbox" || !target.checked) return;
  const alone = "alone" in target.dataset;
  for (const other of target.closest("fieldset")?.querySelectorAll("input[type=checkbox]") ?? []) {
    const same = other !== target && other.name === target.name;
    if (same && (alone || "alone" in other.dataset)) other.checked = false;
  }
});

// A button marked data-share opens the phone's own share sheet, where there is one.
for (const button of document.querySelectorAll("[data-share]")) button.hidden = !navigator.share;
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-share]");
  if (!button || !navigator.share) return;
  const url = new URL(button.dataset.share || location.href, location.href).href;
  navigator.share({ title: document.title, url }).catch(() => {});
});

// A double tap on an entry sends it once: two first ones without a cookie would be two guests.
addEventListener("submit", (event) => {
  const { dataset, elements } = event.target;
  if (dataset.sent) event.preventDefault();
  else if (elements.key) setTimeout(() => delete dataset.sent, dataset.sent = 2000);
});

// After a swap: the new heading has the focus, and is read out once.
const live = document.getElementById("live");
document.addEventListener("htmx:afterSettle", ({ target }) => {
  const marked = target.querySelector("[role=alert]") ?? target.querySelector("[data-focus]");
  if (!marked) return;
  marked.focus({ preventScroll: true });
  scrollTo(0, 0);
  if (live && marked.dataset.focus) live.textContent = marked.dataset.focus;
});
document.addEventListener("htmx:sendError", () => {
  if (live) live.textContent = document.body.dataset.offline || "Not sent. You seem to be offline.";
});
