// The way to the last plan stands only where a plan is kept.
for (const way of document.querySelectorAll("[data-kept]")) {
  self.caches?.match(way.dataset.kept, { ignoreVary: true }).then((found) => { way.hidden = !found; });
}
