// How long an answer may take. When nothing new is on the screen in time, the page says so; what
// comes later still counts.
import { find } from "../dom.js";
import { failed } from "./failed.js";

const FOR_SIGNS = 3000;
const FOR_ANY_OTHER = 15_000;

let timer;

export function wait(form, submitter, why = "silent") {
  arrived();
  const time = find("[data-soon]") ? FOR_SIGNS : FOR_ANY_OTHER;
  timer = setTimeout(failed, time, form, submitter, why);
}

export function arrived() {
  clearTimeout(timer);
}

addEventListener("pagehide", arrived);
