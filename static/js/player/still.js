// A drawing that moves can be held still.
import { all, find } from "../dom.js";

export function showStop() {
  for (const button of all("[data-stop]")) button.hidden = false;
}

addEventListener("click", (event) => {
  const stop = event.target.closest("[data-stop]");
  if (!stop) return;
  const still = stop.getAttribute("aria-pressed") !== "true";
  const drawing = find("svg", stop.parentElement);
  stop.setAttribute("aria-pressed", still);
  if (still) drawing.pauseAnimations();
  else drawing.unpauseAnimations();
});
