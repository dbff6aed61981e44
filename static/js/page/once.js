// A double tap sends an entry once: for so long the same key is not sent again. A danger sign that
// was not told before is no double tap: whoever tapped "None of these" by mistake is heard at once.
import { submitterOf } from "./pressed.js";
import { ticked } from "./signs.js";

const A_DOUBLE_TAP = 2000;

const sent = new WeakMap(); // of each form: its key, and the signs that were told with it

// Before htmx sees it.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const { key } = form.elements;
    if (!key) return;
    const submitter = submitterOf(form, event);
    const signs = ticked(form, submitter).map(({ name, value }) => `${name} ${value}`);
    const before = sent.get(form);
    const isSameKey = before?.key === key.value;
    if (isSameKey && signs.every((sign) => before.signs.includes(sign))) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const now = { key: key.value, signs };
    sent.set(form, now);
    setTimeout(() => sent.get(form) === now && sendAgain(form), A_DOUBLE_TAP);
  },
  true,
);

export function sendAgain(form) {
  sent.delete(form);
}
