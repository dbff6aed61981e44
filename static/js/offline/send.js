// Sent one by one, in one tab, each with a fresh form token: its key makes a second time harmless.
import { find } from "../dom.js";
import { may, owner } from "./owner.js";
import { change, DRAFT, drop, read } from "./queue.js";
import { settleLeftRun } from "./runner.js";
import { json, who } from "./server.js";
import { sent, showUnsent } from "./unsent.js";

export function send() {
  return navigator.locks.request("unsent", { ifAvailable: true }, sendAll);
}

async function sendAll(lock) {
  if (!lock) return; // another tab is at it
  settleLeftRun();
  const canGo = (one) => one.kind !== DRAFT && !one.why && may(one.owner, owner);
  for (const entry of read(canGo)) await sendOne(entry);
  const isOver = sent.some((one) => one.kind === "session");
  if (isOver && find("#session") && !find("#unsent")) location.reload();
}

async function sendOne(entry) {
  const here = await who();
  if (!here.token || !may(entry.owner, here.owner)) return;
  const told = await json("/offline/keep/", { method: "POST", body: bodyOf(entry, here.token) });
  if (told.url) {
    drop(entry.key);
    sent.push({ ...entry, ...told });
  } else if (told.why) {
    change(entry.key, told);
  }
  showUnsent();
}

function bodyOf(entry, token) {
  const own = {
    owner: entry.owner,
    key: entry.key,
    kind: entry.kind,
    noted: entry.at,
    zone_there: entry.zone,
    csrfmiddlewaretoken: token,
  };
  const fields = entry.fields.filter(([name]) => !(name in own));
  return new URLSearchParams([...fields, ...Object.entries(own)]);
}
