// What a person sends: always once. Offline nobody can weigh an answer: every danger line that is
// ticked leads to help.
import { inTime, PATIENCE, TAPPED } from "./patience.js";
import { forget, keepPlan } from "./plan.js";
import { fetchCore, found, MINE } from "./store.js";

// Answers that tell of no sign; as in page/signs.js.
const CALM = ["", "none", "no"];
// Fields that are no answers.
const OWN = [
  "csrfmiddlewaretoken",
  "key",
  "asked",
  "lines",
  "next",
  "seen",
  "after",
  "more",
  "nothing",
  "back",
];

export async function post(event, path) {
  const { request } = event;
  const fields = new URLSearchParams(await request.clone().text());
  const to = whereTo(path, fields);
  // In, out or erased: another person.
  if (kept.doors.some((door) => path.startsWith(door))) await forget();
  const answer = fetchAndTell(event, path);
  event.waitUntil(answer.catch(() => {})); // also what comes late has its effect
  const isDesk = request.headers.get("HX-Target") === "screen";
  // The page says it, and what is ticked stays ticked.
  if (isDesk && to !== kept.emergency) return answer;
  const response = await inTime(answer, ...patienceWith(request, to));
  if (response) return response;
  if (!to && !isNative(request)) return answer;
  return instead(request, to || kept.list);
}

const isNative = (request) => request.mode === "navigate";

async function fetchAndTell(event, path) {
  const response = await fetch(event.request);
  await sent(event, path);
  return response;
}

// How long an answer may take, and which one is none.
function patienceWith(request, to) {
  if (to === kept.emergency) return [TAPPED, isUnkept];
  if (to === kept.positions) return [TAPPED];
  return [to && isNative(request) ? PATIENCE : undefined, () => false];
}

// htmx takes a redirect for the page itself; this one takes the whole window.
function instead(request, to) {
  if (!request.headers.has("HX-Request")) return Response.redirect(to, 303);
  return new Response("", { headers: { "HX-Redirect": to } });
}

// A danger sign that met anything but its own page: a wrong form token, a sign-in, an error.
function isUnkept({ status, redirected, url }) {
  const isError = status >= 400 && status !== 422;
  return isError || (redirected && new URL(url).pathname === kept.signIn);
}

// What an answer that arrived means for what is kept.
async function sent(event, path) {
  const isOther = path.startsWith(kept.check) || path.startsWith(kept.ask) || kept.danger[path];
  if (kept.weighed.includes(path)) event.waitUntil(keepPlanAnew());
  else if (isOther) await forget();
  else if (path === kept.country) event.waitUntil(fetchCore());
}

async function keepPlanAnew() {
  if (!(await found(kept.plan, MINE))) return;
  await forget();
  await keepPlan();
}

// The page that stands in for the site's answer; "": none does.
function whereTo(path, fields) {
  // The first list is also asked in a check-in, there line by line too.
  const list = [...fields].filter(([name]) => name.split(".")[0] === kept.first);
  const isFirst = path === kept.now || list.length > 0;
  const screen = kept.danger[path] ?? (isFirst ? kept.first : fields.get("asked"));
  const isDanger = [...Object.values(kept.danger), ...kept.details].includes(screen);
  if (!isDanger) return "";
  const answers = list.length ? list : [...fields].filter(([name]) => !OWN.includes(name));
  const values = answers.map(([, value]) => value);
  if (values.some((value) => !CALM.includes(value))) return kept.emergency;
  return path === kept.now && values.length ? kept.positions : kept.list;
}
