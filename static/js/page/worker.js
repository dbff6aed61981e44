// The service worker keeps what helps without a network.

// Last: it must not slow the first page.
const AFTER_LOAD = 500;

function register() {
  navigator.serviceWorker?.register("/sw.js").catch(() => {});
}

addEventListener("load", () => setTimeout(register, AFTER_LOAD));
