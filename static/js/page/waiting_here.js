// What waits on this phone is bound to its owner. The script that sends it (offline.js) comes
// only when something waits, or when a form whose entries it keeps is touched.
import { find } from "../dom.js";

const { owner, keeper } = document.body.dataset;

try {
  rememberOwner();
  if (navigator.locks) bringKeeper();
} catch {
  // A browser that keeps nothing: its forms go as ever.
}

function rememberOwner() {
  const before = localStorage.getItem("owner") ?? "";
  if (owner !== undefined) localStorage.setItem("owner", owner);
  const hasLeft = before.startsWith("u") && owner !== undefined && owner !== before;
  if (hasLeft) caches.delete("mine");
}

function bringKeeper() {
  if (localStorage.getItem("unsent") || localStorage.getItem("run")) {
    import(keeper);
  } else if (find("form[data-keep]")) {
    for (const touch of ["pointerdown", "focusin"]) {
      addEventListener(touch, () => import(keeper), { once: true });
    }
  }
}
