// A position held without a network: the time comes from the clock, each tap asks the next thing.
import { all, find } from "../dom.js";
import { may, owner } from "./owner.js";
import { put } from "./queue.js";
import { load, save } from "./storage.js";
import { showUnsent } from "./unsent.js";

const TICK = 500;
// The parts of offline_run.html that ask, by number: how it was, and the pain after it.
const EFFECT = 2;
const AFTER = 3;

const kept = load("run");
// What runs: its technique, its start, the part that asks now, and what was answered.
let run = may(kept?.owner ?? "", owner) ? kept : undefined;

export const runner = () => find("[data-runner]");
export const isRunning = () => Boolean(run);
const parts = () => all("[data-runner] [data-ask]");
// By the server's clock, where a player told it.
const now = () => Date.now() + (run.ahead ?? 0);

export function start(technique, name) {
  run = { asked: 0, technique, name, start: Date.now(), owner };
}

export function showRun() {
  save("run", run);
  for (const button of all("[data-begin]")) button.hidden = Boolean(run);
  if (run) find(`[data-begin="${run.technique}"]`)?.before(runner());
  for (const [number, part] of parts().entries()) part.hidden = number !== run?.asked;
}

// ask: the name of the part that was answered.
export function answer(ask, value) {
  if (ask === "note") {
    const fields = [
      ["pain", value],
      ["when", "now"],
    ];
    put({ kind: "reading", fields });
    return;
  }
  // The player's.
  for (const ended of all("#session, form[data-hx-boost]")) ended.remove();
  if (ask === "hold") run.at = now();
  Object.assign(run, { told: true, asked: run.asked + 1, [ask]: value });
  if (parts()[run.asked]) return;
  if (run.effect === "worse") location.assign("/offline/");
  finish();
}

export function finish(more) {
  const fields = Object.entries({ ...run, ...more });
  put({ kind: "session", at: run.at, name: run.name, fields });
  run = undefined;
  save("run", run);
}

// The page of what ran was left: what was told counts without the last number. What was not told
// of goes on with its network, where that is back.
export function settleLeftRun() {
  if (!run?.session || runner()) return;
  if (run.told) {
    finish();
  } else if (find("#session")) {
    run = undefined;
    save("run", run);
  }
}

// From the player, whose network is gone. ahead: the server's clock against this one; tapped: the
// fields of the form that did not go through.
export function takeOver(part, ahead, tapped) {
  if (!part.isConnected) return;
  const deeds = "#session :is(.floor__thumb, .say form), .more :is(form, .more__deeds)";
  for (const deed of all(deeds)) deed.remove();
  if (part.dataset.run) {
    run = { ...JSON.parse(part.dataset.run), owner, ahead, at: Date.now() + ahead };
  }
  part.replaceWith(part.content);
  if (tapped?.has("stop")) {
    find("[data-ended]").click();
    return;
  }
  answerWhatWasTapped(tapped);
  showRun();
  showUnsent();
  find("main .say[tabindex]").focus();
}

// It is not asked again. A pain that was skipped counts as answered too.
function answerWhatWasTapped(tapped) {
  if (run?.asked === EFFECT && tapped?.has("felt")) {
    answer("effect", tapped.get("felt"));
  } else if (run?.asked === AFTER && tapped) {
    answer("after", tapped.get("pain") ?? "");
  }
}

function showTime() {
  if (!run) return;
  const gone = new Date(now() - run.start).toISOString().slice(11, 19);
  for (const spot of all("[data-runner] [data-left]")) spot.textContent = gone;
}

setInterval(showTime, TICK);
