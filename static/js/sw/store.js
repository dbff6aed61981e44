// What is kept: for everybody alike, and for whoever looked at a plan.

export const CORE = `core-${kept.release}`; // the same for everybody
export const MINE = "mine"; // the last plan, and when the danger signs were passed

export function found(path, cacheName) {
  return caches.match(path, { ignoreVary: true, cacheName });
}

export async function fetchCore() {
  const core = await caches.open(CORE);
  const pages = kept.pages.map((path) => new Request(path, { cache: "no-cache" }));
  await core.addAll([...pages, ...kept.files]);
}
