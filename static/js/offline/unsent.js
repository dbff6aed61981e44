// What waits, in sight. A user's words are shown to that user only; to nobody, that some wait.
import { all, find } from "../dom.js";
import { isUser, may, owner } from "./owner.js";
import { DRAFT, read } from "./queue.js";

// Since this page was opened.
export const sent = [];

// before: the element it is put before, and the focus goes to it; away: the sign-in is over.
export function showUnsent({ before, away = false } = {}) {
  const box = find("#unsent")?.content.cloneNode(true);
  if (!box) return; // a player that has its network
  const old = find(".unsent");
  const mine = read((one) => one.owner === owner || !isUser(one.owner));
  const others = !isUser(owner) && read().length > mine.length;
  fillBox(box, mine, others, away);
  // No longer true.
  for (const none of all(".empty, [data-lost]")) none.hidden = sent.length;
  if (mine.length || sent.length || others || away) {
    const place = before ?? old ?? find("main > * > *");
    place.before(box);
  }
  old?.remove();
  if (before) find(".unsent h2").focus();
}

function fillBox(box, mine, others, away) {
  const row = find("li", box);
  const rows = [...mine, ...sent].map((entry) => rowOf(row.cloneNode(true), entry));
  find("ul", box).replaceChildren(...rows);
  find("h2", box).hidden = !mine.length && !others;
  find("[data-away]", box).hidden = !away && !others;
  const signIn = find("[data-away] a", box);
  const next = encodeURIComponent(location.pathname);
  signIn.setAttribute("href", `${signIn.getAttribute("href")}?next=${next}`);
  const waits = mine.some((one) => !one.why);
  find("[data-on]", box)?.toggleAttribute("hidden", !sent.length || waits);
}

function rowOf(row, entry) {
  const link = find("[data-what]", row);
  link.textContent = wordsOf(row.dataset[entry.kind], entry);
  if (entry.url || entry.kind === DRAFT) link.href = entry.url ?? entry.page;
  find("[data-why]", row).textContent = entry.why ?? "";
  find("[data-mine]", row).hidden = may(entry.owner, owner);
  find("[data-drop]", row).hidden = Boolean(entry.url);
  for (const button of all("button", row)) button.value = entry.key;
  return row;
}

// pattern: as in components/unsent.html, with {when}, {name} and {pain}.
function wordsOf(pattern, entry) {
  const moment = new Date(entry.at);
  const parts = {
    when: moment.toLocaleString([], { dateStyle: "medium", timeStyle: "short" }),
    name: entry.name,
    pain: entry.fields.find(([name]) => name === "pain")?.[1],
  };
  return pattern.replace(/{(\w+)}/g, (_, part) => parts[part]);
}
