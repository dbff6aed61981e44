// The time zone chooses the emergency number and the hours of a plan.
import { all } from "../dom.js";

const A_YEAR = 365 * 24 * 3600;

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && /^[\w+\-/]+$/.test(zone)) {
  const known = document.cookie.includes("tz=");
  remember(zone);
  // The very first page was made without the zone.
  if (!known) correctNumbers();
}

function remember(value) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `tz=${value}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax${secure}`;
}

async function correctNumbers() {
  try {
    const answer = await fetch("/country/here/");
    const parts = await answer.json();
    for (const place of all("[data-call]")) {
      place.innerHTML = parts[place.dataset.call] ?? place.innerHTML;
    }
  } catch {
    // The number for any place stays.
  }
}
