// Small helps; each may be missing.
"use strict";
// Last: it must not slow the first page.
addEventListener("load", () => setTimeout(() => navigator.serviceWorker?.register("/sw.js").catch(() => {}), 500));

// What waits here is bound to its owner; offline.js comes when something waits or a form is touched.
const { owner, keeper, answers } = document.body.dataset;
try {
  const was = localStorage.getItem("owner") ?? "";
  if (owner !== undefined) localStorage.setItem("owner", owner);
  if (was.startsWith("u") && ![was, undefined].includes(owner)) caches.delete("mine");
  if (navigator.locks && (localStorage.getItem("unsent") || localStorage.getItem("run"))) import(keeper);
  else if (navigator.locks && document.querySelector("form[data-keep]")) for (const touch of ["pointerdown", "focusin"]) addEventListener(touch, () => import(keeper), { once: true });
} catch { /* a browser that keeps nothing: forms go as ever */ }

// What asks has its own script, from the first moment.
if (document.querySelector("#failed, [data-alone]")) import(answers).catch(() => {});

// The time zone chooses the emergency number and the hours of a plan.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && /^[\w+\-/]+$/.test(zone)) {
  const known = () => { try { return document.cookie.includes("tz="); } catch { return false; } };
  const tell = () => { try { document.cookie = `tz=${zone}; Path=/; Max-Age=31536000; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`; } catch { /* refused */ } };
  const ask = () => fetch(`/country/here/?tz=${zone}`).then((answer) => answer.json()).then((parts) => {
    for (const place of document.querySelectorAll("[data-call]")) place.innerHTML = parts[place.dataset.call] ?? place.innerHTML;
  }).catch(() => {});
  // The very first page was made without the zone. A page that loads more asks at the first touch.
  const more = document.querySelector("script[src*=htmx], [href*=diary]");
  const late = !known();
  tell();
  if (late && known() && more) for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, ask, { once: true });
  else if (late) ask();
  // Cookies may be cleared while a page is open, or be refused altogether.
  addEventListener("submit", tell, true);
  for (const shown of ["shown", "htmx:afterSettle"]) addEventListener(shown, () => known() || ask());
}
// A double tap sends an entry once.
addEventListener("submit", (event) => {
  const { dataset, elements } = event.target;
  if (dataset.sent) event.preventDefault();
  else if (elements.key) setTimeout(() => delete dataset.sent, dataset.sent = 2000);
});
