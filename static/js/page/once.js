// A double tap sends an entry once: for so long the same key is not sent again.
const A_DOUBLE_TAP = 2000;

// Before htmx sees it.
document.addEventListener(
  "submit",
  (event) => {
    const {
      dataset,
      elements: { key },
    } = event.target;
    if (!key) return;
    if (dataset.sent === key.value) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      dataset.sent = key.value;
      setTimeout(() => sendAgain(event.target), A_DOUBLE_TAP);
    }
  },
  true,
);

export function sendAgain(form) {
  delete form.dataset.sent;
}
