// The text turned for someone who lies on a side: it is remembered.
import { all } from "../dom.js";
import { recall, remember } from "./memory.js";

const NEXT = { "": "right", right: "left", left: "" };
const turn = recall("turn", { way: "" });

function showTurn() {
  const { dataset } = document.documentElement;
  if (turn.way) dataset.turned = turn.way;
  else delete dataset.turned;
  for (const button of all("[data-turn]")) {
    button.hidden = false;
    button.ariaPressed = String(turn.way !== "");
  }
}

addEventListener("click", (event) => {
  if (!event.target.closest("[data-turn]")) return;
  turn.way = NEXT[turn.way];
  remember("turn", turn);
  showTurn();
});

showTurn();
