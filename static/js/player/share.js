// Words handed to another app, where the browser can.
import { all } from "../dom.js";

export function showShare() {
  for (const button of all("[data-share-words]")) button.hidden = !navigator.share;
}

addEventListener("click", (event) => {
  const share = event.target.closest("[data-share-words]");
  if (share) navigator.share({ text: share.dataset.shareWords }).catch(() => {});
});
