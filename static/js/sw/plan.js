// The last plan, as it was. It leaves with its owner.
import { attempt, CORE, found, MINE } from "./store.js";

const SAVED = "X-Saved";
const HTML = { "Content-Type": "text/html; charset=utf-8" };
const FILES = /(?:href|src)="(\/static\/[^"]+)"/g;
// As on the server: how long an answer to the danger list counts, and how long a guest's are kept.
const FRESH = 12 * 3600e3;
const LONGEST = 30 * 24 * 3600e3;

let owners = 0; // counts sign-ins and sign-outs: a slow answer is not kept for the next person

export function forget() {
  owners += 1;
  return attempt(caches.delete(MINE));
}

export async function keepPlan(answer) {
  const owner = owners;
  const page = answer ?? (await fetch(kept.plan).catch(() => undefined));
  const isGone = page?.redirected || page?.type === "opaqueredirect";
  if (isGone) await forget();
  if (isGone || !page?.ok) return;
  const words = await page.text();
  if (owner !== owners) return;
  const files = [...words.matchAll(FILES)].map(([, path]) => path);
  const mine = await caches.open(MINE);
  const headers = { ...HTML, [SAVED]: String(Date.now()) };
  await mine.put(kept.plan, new Response(words, { headers }));
  await mine.addAll(files).catch(() => {});
}

// The danger signs were passed just now.
export async function passed() {
  if (!(await found(kept.plan, MINE))) return;
  const mine = await caches.open(MINE);
  await mine.put(kept.positions, new Response(String(Date.now())));
}

// The plan as it was, with the hour it is from; nothing where the danger signs must come first.
export async function lastPlan() {
  const plan = await found(kept.plan, MINE);
  const list = await found(kept.list, CORE);
  if (!plan || !list) return undefined;
  const saved = Number(plan.headers.get(SAVED));
  if (Date.now() - saved > LONGEST) {
    await forget();
    return undefined;
  }
  if (![saved, await lastPassed()].some(isFresh)) return undefined;
  return withNote(await plan.text(), await list.text(), saved);
}

// Whether danger signs that were answered at that moment still hold. A clock that was set back since,
// as after an empty battery, tells nothing of how long that is ago.
function isFresh(answered) {
  const age = Date.now() - answered;
  return age >= 0 && age <= FRESH;
}

async function lastPassed() {
  const moment = await found(kept.positions, MINE);
  return moment ? Number(await moment.text()) : 0;
}

// The words of the note stand in the list that is kept (relief/offline.html).
function withNote(plan, list, saved) {
  const [, note = ""] = /<template id="saved">(.*?)<\/template>/s.exec(list) ?? [];
  const how = { dateStyle: "medium", timeStyle: "short" };
  const told = note.replace("{when}", new Date(saved).toLocaleString([], how));
  const words = plan.replace(/<main[^>]*>/, (main) => main + told);
  return new Response(words, { headers: HTML });
}
