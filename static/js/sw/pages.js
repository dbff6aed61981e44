// Pages that someone opens.
import { asKept, hasAnswered, inTime, isStillSilent, PATIENCE } from "./patience.js";
import { keepPlan, lastPlan, passed } from "./plan.js";
import { attempt, CORE, found } from "./store.js";

const isRefused = ({ status }) => status >= 400;

// A page for everybody: from the network while that answers, else as it was kept.
export async function help(event, path) {
  const before = await found(path, CORE);
  const answer = fetchAndKeep(event.request, path);
  if (path === kept.positions) event.waitUntil(passed());
  if (!before) return answer;
  event.waitUntil(answer.catch(() => {})); // what comes late is kept for the next time
  const time = isStillSilent() ? 0 : PATIENCE;
  return (await inTime(answer, time, isRefused)) ?? asKept(before);
}

async function fetchAndKeep(request, path) {
  const fresh = await fetch(request);
  if (fresh.ok && !fresh.redirected) await attempt(putInPlace(path, fresh.clone()));
  if (fresh.ok) hasAnswered();
  return fresh;
}

async function putInPlace(path, fresh) {
  const core = await caches.open(CORE);
  await core.put(path, fresh);
}

// Any other page. The ways to help do not wait for a site that does not answer.
export async function page(event, path) {
  const answer = fetch(event.request);
  const list = await found(kept.list, CORE);
  if ([kept.plan, kept.outcome].includes(path)) event.waitUntil(keepPlanOf(answer, path));
  const isPrompt = list && kept.prompt.includes(path);
  const response = await (isPrompt ? inTime(answer, PATIENCE) : answer.catch(() => {}));
  if (response) return response;
  const instead = (path === kept.plan && (await lastPlan())) || list;
  return instead ? asKept(instead) : answer;
}

// The plan as it comes, copied before the page is read; an outcome leads to one.
function keepPlanOf(answer, path) {
  const keep = (fresh) => keepPlan(path === kept.plan ? fresh.clone() : undefined);
  return answer.then(keep, () => {});
}
