// Keeps help on the phone: registers the service worker, and shows what it has kept.
const { serviceWorker } = navigator;
serviceWorker?.register("/sw.js").catch(() => {});

// The way to the last plan stands only where a plan is kept.
for (const way of document.querySelectorAll("[data-kept]")) {
  self.caches?.match(way.dataset.kept, { ignoreVary: true }).then((found) => { way.hidden = !found; });
}
