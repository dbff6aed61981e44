// The service worker: what helps is there without a network, and what is personal leaves
// with its owner. The server puts `kept` in front: the release and its addresses.
const CORE = `core-${kept.release}`;  // the same for everybody
const MINE = "mine";  // the last plan, and when the danger signs were passed
// As on the server: how long an answer to the danger list counts, and how long a guest's are kept.
const [FRESH, LONGEST, PATIENCE] = [12 * 3600e3, 30 * 24 * 3600e3, 4000];  // a dead network must not stand before help
const [SAVED, TYPE] = ["X-Saved", { "Content-Type": "text/html; charset=utf-8" }];
const late = () => new Promise((done, fail) => setTimeout(fail, PATIENCE));
const find = (path, cache) => caches.match(path, { ignoreVary: true, cacheName: cache });

addEventListener("install", (event) => event.waitUntil(install()));
async function install() {
  const core = await caches.open(CORE);
  await core.addAll([...kept.pages.map((path) => new Request(path, { cache: "no-cache" })), ...kept.files]);
  await self.skipWaiting();
}

addEventListener("activate", (event) => event.waitUntil(activate()));
async function activate() {
  for (const name of await caches.keys()) if (![CORE, MINE].includes(name)) await caches.delete(name);
  await self.clients.claim();
  // The very first page was loaded before this worker: it may be the plan.
  const paths = (await self.clients.matchAll({ type: "window" })).map((one) => new URL(one.url).pathname);
  if (paths.includes(kept.plan) || paths.includes(kept.outcome)) await keepPlan();
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST") event.respondWith(post(event, pathname));
  else if (request.method !== "GET") return;
  else if (kept.pages.includes(pathname)) event.respondWith(help(event, pathname));
  else if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (pathname.startsWith("/static/")) event.respondWith(find(request).then((file) => file ?? fetch(request)));
});

// A page for everybody: from the network while it answers, else as it was kept.
async function help(event, path) {
  const before = await find(path, CORE);
  const answer = fetch(event.request).then(async (fresh) => {
    if (fresh.ok && !fresh.redirected) await (await caches.open(CORE)).put(path, fresh.clone());
    return fresh;
  });
  if (path === kept.positions) event.waitUntil(passed());
  if (!before) return answer;
  event.waitUntil(answer.catch(() => {}));
  return (await Promise.race([answer.catch(() => {}), late().catch(() => {})])) ?? before;
}

async function page(event, path) {
  try {
    const answer = await fetch(event.request);
    if ([kept.plan, kept.outcome].includes(path)) event.waitUntil(keepPlan(path === kept.plan ? answer.clone() : undefined));
    return answer;
  } catch {
    return (path === kept.plan && await lastPlan()) || (await find(kept.list, CORE)) || Response.error();
  }
}

// --- what a person sends --------------------------------------------------------------------
async function post(event, path, { request } = event) {
  const to = whereTo(path, new URLSearchParams(await request.clone().text()));
  if (kept.doors.some((door) => path.startsWith(door))) await forget();  // in, out or erased: another person
  try {
    const answer = await Promise.race(to === kept.emergency ? [fetch(request), late()] : [fetch(request)]);
    if (kept.weighed.includes(path)) event.waitUntil(find(kept.plan, MINE).then((plan) => plan && forget().then(() => keepPlan())));
    else if (path.startsWith(kept.check) || path.startsWith(kept.ask) || kept.danger[path]) await forget();  // other answers
    else if (path === kept.country) event.waitUntil(install());
    return answer;
  } catch (error) {
    if (!to && request.mode !== "navigate") throw error;
    if (request.headers.has("HX-Request")) return new Response("", { headers: { "HX-Redirect": to } });
    return Response.redirect(to || kept.list, 303);
  }
}

// Offline nobody can weigh an answer: every danger line that is ticked leads to help.
function whereTo(path, fields) {
  const list = fields.getAll("danger-now");  // also asked in a check-in
  const screen = kept.danger[path] ?? (path === kept.now || list.length ? "danger-now" : fields.get("asked"));
  if (!screen || ![...Object.values(kept.danger), ...kept.details].includes(screen)) return "";
  const own = ["csrfmiddlewaretoken", "key", "asked", "lines", "next", "seen", "after", "more", "nothing", "back"];
  const values = list.length ? list : [...fields].filter(([name]) => !own.includes(name)).map(([, value]) => value);
  if (values.some((value) => !["", "none", "no"].includes(value))) return kept.emergency;
  return path === kept.now && values.length ? kept.positions : kept.list;
}

// --- the last plan ------------------------------------------------------------------------------
let owners = 0;  // counts sign-ins and sign-outs, so that a slow answer is not kept for the next person
const forget = () => { owners += 1; return caches.delete(MINE); };
async function keepPlan(answer) {
  const owner = owners;
  const page = answer ?? await fetch(kept.plan).catch(() => undefined);
  if (page?.redirected || page?.type === "opaqueredirect") await forget();  // there is none now
  if (!page?.ok || page.redirected) return;
  const words = await page.text();
  const files = [...words.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(([, path]) => path);
  if (owner !== owners) return;
  const mine = await caches.open(MINE);
  await mine.put(kept.plan, new Response(words, { headers: { ...TYPE, [SAVED]: String(Date.now()) } }));
  await mine.addAll(files).catch(() => {});
}

const passed = async () => (await find(kept.plan, MINE)) && (await caches.open(MINE)).put(kept.positions, new Response(String(Date.now())));

// The plan as it was, with the hour it is from; the danger signs first when that is long ago.
async function lastPlan() {
  const [plan, list, last] = await Promise.all([find(kept.plan, MINE), find(kept.list, CORE), find(kept.positions, MINE)]);
  if (!plan || !list) return undefined;
  const saved = Number(plan.headers.get(SAVED));
  if (Date.now() - saved > LONGEST) return void await forget();
  if (Date.now() - Math.max(saved, Number(await last?.text() ?? 0)) > FRESH) return undefined;
  const words = await plan.text();
  const [, note = ""] = /<template id="saved">(.*?)<\/template>/s.exec(await list.text()) ?? [];
  const when = new Date(saved).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  return new Response(words.replace(/<main[^>]*>/, (main) => main + note.replace("{when}", when)), { headers: TYPE });
}
