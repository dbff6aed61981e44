// The service worker: what helps is there without a network, and what is personal leaves
// with its owner. The server puts `kept` in front: the release and its addresses.
import { help, page } from "./sw/pages.js";
import { keepPlan } from "./sw/plan.js";
import { post } from "./sw/posts.js";
import { CORE, fetchCore, found, MINE } from "./sw/store.js";

addEventListener("install", (event) => event.waitUntil(install()));

async function install() {
  await fetchCore();
  await self.skipWaiting();
}

addEventListener("activate", (event) => event.waitUntil(activate()));

async function activate() {
  for (const name of await caches.keys()) {
    if (![CORE, MINE].includes(name)) await caches.delete(name);
  }
  await self.clients.claim();
  // The very first page was loaded before this worker: it may be the plan.
  const windows = await self.clients.matchAll({ type: "window" });
  const paths = windows.map((one) => new URL(one.url).pathname);
  if (paths.includes(kept.plan) || paths.includes(kept.outcome)) await keepPlan();
}

// From page/place.js: another time zone, so perhaps another emergency number.
addEventListener("message", (event) => event.waitUntil(fetchCore().catch(() => {})));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST") event.respondWith(post(event, pathname));
  if (request.method !== "GET") return;
  if (kept.pages.includes(pathname)) event.respondWith(help(event, pathname));
  else if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (pathname.startsWith("/static/")) event.respondWith(file(request));
});

async function file(request) {
  return (await found(request)) ?? fetch(request);
}
