// htmx, the one way in which parts of a page are replaced, comes after the first paint. What is
// sent before it is there is held until it is: a page that were left meanwhile would lose what a
// tap unlocks, which is sound.
import { find } from "../dom.js";
import { failed, whyLost } from "./failed.js";
import { arrived, wait } from "./patience.js";
import { press, submitterOf } from "./pressed.js";
import { ticked } from "./signs.js";

const SWAPPED = "[data-hx-boost], [data-hx-post]";
const CONFIG = {
  // Both would break the policy for scripts and styles.
  allowEval: false,
  includeIndicatorStyles: false,
  // No page is kept in the browser's storage: it may be someone's own. Back asks anew (swap.js).
  historyCacheSize: 0,
  // Each part is complete when it is put in; where it stands is decided in swap.js.
  defaultSettleDelay: 0,
  scrollIntoViewOnBoost: false,
  // What is wrong with an answer is decided in swap.js, before htmx looks at its status.
  responseHandling: [
    { code: "204", swap: false },
    { code: "...", swap: true },
  ],
};

let coming;
let held;
let isMissing = false; // it could not be loaded

if (find(SWAPPED)) afterFirstPaint(fetchHtmx);

function afterFirstPaint(deed) {
  const eye = new PerformanceObserver(() => {
    eye.disconnect();
    deed();
  });
  eye.observe({ type: "paint", buffered: true });
}

function fetchHtmx() {
  if (coming || window.htmx) return;
  if (document.readyState !== "complete") {
    // Before that htmx would wait for an event that may be over.
    addEventListener("load", fetchHtmx, { once: true });
    return;
  }
  coming = document.createElement("script");
  coming.src = document.body.dataset.htmx;
  coming.addEventListener("load", letGo);
  coming.addEventListener("error", doWithout);
  document.head.append(configuration(), coming);
}

function configuration() {
  const meta = document.createElement("meta");
  meta.name = "htmx-config";
  meta.content = JSON.stringify(CONFIG);
  return meta;
}

// At the window, before anybody else hears of it: what is held does not count as sent (once.js).
addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const submitter = submitterOf(form, event);
    if (window.htmx || !form.matches(SWAPPED)) return;
    const calm = !ticked(form, submitter).length;
    // It was held before, and nothing came: the browser sends it by itself.
    if (calm && (isMissing || find(".failed"))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held = { form, submitter };
    wait(form, submitter);
    fetchHtmx();
  },
  true,
);

function letGo() {
  const { form, submitter } = held ?? {};
  held = undefined;
  if (form?.isConnected) press(form, submitter);
}

function doWithout() {
  coming = undefined;
  isMissing = true;
  if (!held) return;
  const { form, submitter } = held;
  held = undefined;
  arrived();
  failed(form, submitter, whyLost());
  // A danger sign has its page now. Anything else goes by itself while there is a line.
  if (!find(".alarm") && navigator.onLine) press(form, submitter);
}
