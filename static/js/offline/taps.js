// What the buttons of a page without a network do.
import { find } from "../dom.js";
import { fill } from "./drafts.js";
import { owner } from "./owner.js";
import { change, drop } from "./queue.js";
import { answer, finish, isRunning, runner, showRun, start } from "./runner.js";
import { send } from "./send.js";
import { showUnsent } from "./unsent.js";

addEventListener("click", ({ target }) => {
  if (isRunning() && target.closest("[data-ended]")) finish({ effect: "worse" });
  const button = target.closest("button");
  if (!button || !doDeed(button)) return;
  if (runner()) {
    showRun();
    find("[data-ask]:not([hidden]) [tabindex]", runner())?.focus();
  }
  const ended = button.closest("[data-ask]") && !isRunning();
  showUnsent(ended ? { before: runner() } : {});
  send();
});

// Whether it was one of ours.
function doDeed(button) {
  const { dataset, value } = button;
  const asked = button.closest("[data-ask]");
  if ("begin" in dataset) {
    start(dataset.begin, dataset.name);
  } else if (asked) {
    answer(asked.dataset.ask, value);
  } else if ("drop" in dataset) {
    drop(value);
  } else if ("mine" in dataset) {
    change(value, { owner });
    fill();
  } else {
    return false;
  }
  return true;
}
