// How a running step looks: the time left, the ring around it, and the pace of what is done.
import { all, find } from "../dom.js";

export const SECOND = 1000;
const TEN_MINUTES = 600;
const AN_HOUR = 3600;

export function put(name, words) {
  for (const spot of all(name)) spot.textContent = words;
}

// 9:58, 59:58 or 1:59:58.
function clock(seconds) {
  const whole = new Date(seconds * SECOND).toISOString();
  if (seconds < TEN_MINUTES) return whole.slice(15, 19);
  return whole.slice(seconds < AN_HOUR ? 14 : 12, 19);
}

// left: whole seconds; now: by the server's clock, in milliseconds.
export function showTime(step, left, now) {
  const since = step.seconds - Math.max(0, step.end - now) / SECOND;
  const hundredths = (100 * since) / step.seconds;
  put("[data-left]", clock(left));
  find(".ring__arc")?.setAttribute("stroke-dashoffset", Math.min(100, Math.max(0, hundredths)));
  const cue = find("[data-cue]");
  if (cue && step.count) showPace(cue, step, Math.max(0, since));
}

// A round is the seconds of going and those of coming back.
function showPace(cue, step, since) {
  const [there, back] = step.pace;
  const round = there + back;
  if (!round) return;
  if (step.breathe) {
    showBreath(cue, since % round < there);
  } else {
    const number = 1 + Math.floor(since / round);
    cue.textContent = `${Math.min(step.count, number)} / ${step.count}`;
  }
}

function showBreath(cue, inwards) {
  const { classList } = find("[data-ring]");
  cue.textContent = inwards ? cue.dataset.in : cue.dataset.out;
  classList.toggle("ring--in", inwards);
  classList.toggle("ring--out", !inwards);
}
