// The service worker: what helps is there without a network, and what is personal leaves
// with its owner. The server puts `kept` in front: the release and its addresses.
const CORE = `core-${kept.release}`;  // the same for everybody
const MINE = "mine";  // the last plan, and when the danger signs were passed
// As on the server: how long an answer to the danger list counts, and how long a guest's are kept.
const [FRESH, LONGEST] = [12 * 3600e3, 30 * 24 * 3600e3];
// What does not answer must not stand before help. A tap on the danger list has less time: the
// page itself gives up after 3 s (patience.js).
const [PATIENCE, TAPPED] = [4000, 2500];
const STILL = 10e3;  // so long after a silence a page that is kept comes at once
const [SAVED, TYPE] = ["X-Saved", { "Content-Type": "text/html; charset=utf-8" }];
const CALM = ["", "none", "no"];  // answers that tell of no sign, as in signs.js
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

// --- a site that does not answer ------------------------------------------------------------
let silent = 0;  // when it did not answer last
const pause = (time) => new Promise((done) => setTimeout(done, time));
const broken = ({ status }) => status >= 500;

// The answer, or nothing where it failed or did not come in time. It may still come.
async function inTime(answer, time, wrong = broken) {
  const lost = answer.catch(() => {});
  const found = await (time === undefined ? lost : Promise.race([lost, pause(time)]));
  const works = found && !wrong(found);
  silent = works ? 0 : Date.now();
  return works ? found : undefined;
}

// A page as it was kept. It holds the words for each cause; those that are true are shown.
async function asKept(page) {
  const why = navigator.onLine ? "silent" : "away";
  const headers = new Headers(page.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);  // no longer true
  const words = await page.text();
  return new Response(words.replaceAll(`data-why="${why}" hidden`, `data-why="${why}"`), { headers });
}

// A page for everybody: from the network while that answers, else as it was kept.
async function help(event, path) {
  const before = await find(path, CORE);
  const answer = fetch(event.request).then(async (fresh) => {
    if (fresh.ok && !fresh.redirected) await (await caches.open(CORE)).put(path, fresh.clone());
    if (fresh.ok) silent = 0;
    return fresh;
  });
  if (path === kept.positions) event.waitUntil(passed());
  if (!before) return answer;
  event.waitUntil(answer.catch(() => {}));  // what comes late is kept for the next time
  const time = Date.now() - silent < STILL ? 0 : PATIENCE;
  return (await inTime(answer, time, ({ status }) => status >= 400)) ?? asKept(before);
}

// Any other page. The ways to help do not wait for a site that does not answer.
async function page(event, path) {
  const answer = fetch(event.request);
  const list = await find(kept.list, CORE);
  if ([kept.plan, kept.outcome].includes(path)) {
    event.waitUntil(answer.then((fresh) => keepPlan(path === kept.plan ? fresh.clone() : undefined), () => {}));
  }
  const found = await (list && kept.prompt.includes(path) ? inTime(answer, PATIENCE) : answer.catch(() => {}));
  if (found) return found;
  const instead = (path === kept.plan && await lastPlan()) || list;
  return instead ? asKept(instead) : answer;
}

// --- what a person sends: always once --------------------------------------------------------
async function post(event, path, { request } = event) {
  const to = whereTo(path, new URLSearchParams(await request.clone().text()));
  if (kept.doors.some((door) => path.startsWith(door))) await forget();  // in, out or erased: another person
  const answer = fetch(request).then(async (found) => { await sent(event, path); return found; });
  event.waitUntil(answer.catch(() => {}));  // also what comes late has its effect
  const alarm = to === kept.emergency;
  const swapped = request.headers.has("HX-Request");
  const native = request.mode === "navigate";
  const desk = request.headers.get("HX-Target") === "screen";
  if (desk && !alarm) return answer;  // the page says it, and what is ticked stays ticked
  const time = alarm || to === kept.positions ? TAPPED : to && native ? PATIENCE : undefined;
  const found = await inTime(answer, time, alarm ? unkept : to === kept.positions ? broken : () => false);
  if (found) return found;
  if (!to && !native) return answer;
  if (swapped) return new Response("", { headers: { "HX-Redirect": to } });
  return Response.redirect(to || kept.list, 303);
}

// A danger sign that met anything but its own page: a wrong form token, a sign-in, an error.
function unkept({ status, redirected, url }) {
  return (status >= 400 && status !== 422) || (redirected && new URL(url).pathname === kept.signIn);
}

async function sent(event, path) {
  if (kept.weighed.includes(path)) event.waitUntil(find(kept.plan, MINE).then((plan) => plan && forget().then(() => keepPlan())));
  else if (path.startsWith(kept.check) || path.startsWith(kept.ask) || kept.danger[path]) await forget();  // other answers
  else if (path === kept.country) event.waitUntil(install());
}

// Offline nobody can weigh an answer: every danger line that is ticked leads to help.
function whereTo(path, fields) {
  // The first list is also asked in a check-in, there line by line too.
  const list = [...fields].filter(([name]) => name.split(".")[0] === kept.first).map(([, value]) => value);
  const screen = kept.danger[path] ?? (path === kept.now || list.length ? kept.first : fields.get("asked"));
  if (!screen || ![...Object.values(kept.danger), ...kept.details].includes(screen)) return "";
  const own = ["csrfmiddlewaretoken", "key", "asked", "lines", "next", "seen", "after", "more", "nothing", "back"];
  const values = list.length ? list : [...fields].filter(([name]) => !own.includes(name)).map(([, value]) => value);
  if (values.some((value) => !CALM.includes(value))) return kept.emergency;
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
