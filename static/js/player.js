// The player: what is running, worked out from the clock each time and never counted.
// Without it every button is a plain form.

import { all, find, say } from "./dom.js";
import { put, SECOND, showTime } from "./player/dial.js";
import { showShare } from "./player/share.js";
import { announce, showSwitches, stayAwake, unlock } from "./player/sound.js";
import { showStop } from "./player/still.js";
import "./player/turned.js";

const TICK = 250;
const A_JUMP = 900; // of this device's clock, in milliseconds
const NEXT_TRY = 5000;

let plan; // the steps until the next tap, with the end of each, by the server's clock
let ahead = 0; // the server's clock against this device's
let drift = Date.now() - performance.now(); // this device's clock against its own running time
let heard = ""; // the step that was announced last
let asked = false; // the server was asked where the session stands
let doubt = false; // this device was asleep, or its clock was set: the server says

// --- the running step ---------------------------------------------------------------------------

function begin() {
  const place = find("#session");
  showSwitches();
  showShare();
  showStop();
  asked = false;
  doubt = false;
  if (!place) {
    plan = undefined;
    heard = "";
    stayAwake(false);
    return;
  }
  plan = { ...JSON.parse(place.dataset.script), ...place.dataset };
  ahead = plan.now - Date.now();
  const news = plan.page !== heard && !isQuiet() && !plan.paused;
  if (news) announce(plan.steps[0]);
  heard = plan.page;
  tick();
}

// While a question is asked the clock only stands beside it.
const isQuiet = () => plan.quiet !== undefined;

function tick() {
  if (!find("#session")) plan = undefined; // it was ended without a network
  if (!plan || plan.paused || find(".alarm")) {
    stayAwake(false);
    return;
  }
  noticeJump();
  if (doubt && asked) return;
  const now = Date.now() + ahead;
  const step = stepAt(now);
  const timed = step.seconds !== null;
  const left = timed ? Math.max(0, Math.ceil((step.end - now) / SECOND)) : 0;
  if (String(step.index) !== heard) {
    beginStep(step);
    sync();
  } else if (timed && !left) {
    sync();
  }
  if (timed) showTime(step, left, now);
  stayAwake(timed);
}

function noticeJump() {
  const gap = Date.now() - performance.now();
  if (Math.abs(gap - drift) <= A_JUMP) return;
  drift = gap;
  doubt = true;
  asked = false;
  sync();
}

function stepAt(now) {
  const running = plan.steps.find((one) => one.seconds === null || one.end > now);
  return running ?? plan.steps.at(-1);
}

function beginStep(step) {
  heard = String(step.index);
  announce(step);
  put("[data-say]", step.say);
  put("[data-until]", "");
  if (step.title) put("[data-title]", step.title);
  for (const input of all("input[name=step]")) input.value = step.index;
}

// --- the server knows best: what another device did counts here too -------------------------------

function sync() {
  if (!window.htmx || !plan || isQuiet() || asked || find(".alarm")) return;
  asked = true;
  const how = { source: "#sync", target: "#main", swap: "outerHTML" };
  window.htmx.ajax("GET", plan.here, how);
}

document.addEventListener("unanswered", () => {
  asked = false;
  setTimeout(sync, NEXT_TRY);
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  asked = false;
  tick();
  sync();
});
addEventListener("pageshow", (event) => {
  if (event.persisted) sync();
});

// --- no network -----------------------------------------------------------------------------------

// The clock runs on here, and offline.js keeps how it ended.
document.addEventListener("cut", (event) => {
  const { tapped } = event.detail;
  const part = find("#cut");
  const hasList = navigator.serviceWorker?.controller && !tapped && !find("[data-ended]");
  if (part && navigator.locks) {
    const { keeper } = document.body.dataset;
    import(keeper).then(({ takeOver }) => takeOver(part, ahead, tapped)).catch(() => {});
  } else if (hasList) {
    location.assign("/offline/");
  } else {
    return;
  }
  event.preventDefault();
  say(document.body.dataset.offline);
});

// --- what is heard ---------------------------------------------------------------------------------

addEventListener("click", unlock);
addEventListener("submit", unlock, true);
document.addEventListener("htmx:afterSettle", begin);
document.addEventListener("shown", begin);
begin();
setInterval(tick, TICK);
