// What is kept: for everybody alike, and for whoever looked at a plan.

import { pause } from "./patience.js";

export const CORE = `core-${kept.release}`; // the same for everybody
export const MINE = "mine"; // the last plan, and when the danger signs were passed

const STORAGE_PATIENCE = 1000;

// What comes of a deed in the phone's storage. Where that fails, or does not answer in time, it is
// as if nothing were kept: a broken storage must not stand before a site that works.
export function attempt(deed) {
  return Promise.race([deed.catch(() => {}), pause(STORAGE_PATIENCE)]);
}

export function found(path, cacheName) {
  return attempt(caches.match(path, { ignoreVary: true, cacheName }));
}

export async function fetchCore() {
  const core = await caches.open(CORE);
  const pages = kept.pages.map((path) => new Request(path, { cache: "no-cache" }));
  await core.addAll([...pages, ...kept.files]);
}
