// The time zone chooses the emergency number and the hours of a plan.
import { all, cookies } from "../dom.js";

const A_YEAR = 365 * 24 * 3600;

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && /^[\w+\-/]+$/.test(zone)) {
  // The very first page was made without the zone; the first one after a journey with another.
  const isElsewhere = !isKnown();
  remember();
  if (isElsewhere) {
    correctNumbers();
    // The pages that the worker keeps are from there too.
    navigator.serviceWorker?.controller?.postMessage("elsewhere");
  }
  // Cookies may be cleared while a page is open, or be refused altogether.
  addEventListener("submit", remember, true);
  addEventListener("shown", correctIfUnknown);
  addEventListener("htmx:afterSettle", correctIfUnknown);
}

function isKnown() {
  return cookies().split("; ").includes(`tz=${zone}`);
}

function remember() {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  try {
    document.cookie = `tz=${zone}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax${secure}`;
  } catch {
    // It is refused.
  }
}

function correctIfUnknown() {
  if (!isKnown()) correctNumbers();
}

async function correctNumbers() {
  try {
    const answer = await fetch(`/country/here/?tz=${zone}`);
    const parts = await answer.json();
    for (const place of all("[data-call]")) {
      place.innerHTML = parts[place.dataset.call] ?? place.innerHTML;
    }
    for (const link of all("[data-number]")) correct(link, parts.number);
  } catch {
    // The number for any place stays.
  }
}

// A call button with words of its own: the number in them, and the one it calls.
function correct(link, number) {
  const words = link.lastChild;
  words.textContent = words.textContent.replace(link.dataset.number, number);
  link.href = `tel:${number.replace(/[^\d+*#]/g, "")}`;
  link.dataset.number = number;
}
