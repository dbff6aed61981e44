// What could not be sent stays on this phone, bound to whose page it was, until the server says
// that it has it. page.js brings this in. A browser that cannot do it sends its forms as ever.
const { owner = localStorage.getItem("owner") ?? "" } = document.body.dataset;
const [OLD, PATIENCE, AGAIN, STANDS, DRAFT] = [30 * 24 * 3600e3, 6000, 5e3, 20e3, "draft"];
const find = (name, under = document) => under.querySelector(name);
const all = (name, under = document) => [...under.querySelectorAll(name)];
const kept = (name, store = localStorage) => JSON.parse(store.getItem(name)) ?? undefined;
const keep = (name, value, store = localStorage) => (value ? store.setItem(name, JSON.stringify(value)) : store.removeItem(name));
const read = (which = () => true) => (kept("unsent") ?? []).filter(which);
const write = (entries) => keep("unsent", entries.length && entries);
const drop = (key) => write(read((one) => one.key !== key));
const change = (key, more) => write(read().map((one) => (one.key === key ? { ...one, ...more } : one)));
const draftOf = (form) => (one) => one.kind === DRAFT && one.form === form && may(one.owner, owner);
const put = (entry) => write([...read((one) => one.key !== entry.key && !draftOf(entry.form)(one)),
  { key: crypto.randomUUID(), owner, zone: Intl.DateTimeFormat().resolvedOptions().timeZone, at: Date.now(), ...entry }]);
// As on the server: nobody may have become a guest; what a user wrote is that user's alone.
const may = (whose, now) => whose === now || (!whose && !now.startsWith("u"));
const json = (path, how) => fetch(path, { signal: AbortSignal.timeout(PATIENCE), ...how }).then((answer) => answer.json()).catch(() => false);
let line;  // what the server said last when asked whose browser this is; undefined: not yet
const who = async () => { line = { at: Date.now(), ...(navigator.onLine && await json("/offline/who/")) }; return line; };

// Sent one by one, in one tab, each with a fresh form token: its key makes a second time harmless.
const sent = [];
const send = () => navigator.locks.request("unsent", { ifAvailable: true }, async (lock) => {
  const left = lock && run?.session && !runner();  // its page; what was told counts without the last number
  if (left && run.told) finish();
  else if (left && find("#session")) keep("run", run = undefined);  // it goes on with its network
  for (const entry of lock ? read((one) => one.kind !== DRAFT && !one.why && may(one.owner, owner)) : []) {
    const here = await who();
    if (!here.token || !may(entry.owner, here.owner)) continue;
    const own = { owner: entry.owner, key: entry.key, kind: entry.kind, noted: entry.at, zone_there: entry.zone, csrfmiddlewaretoken: here.token };
    const body = new URLSearchParams([...entry.fields.filter(([name]) => !(name in own)), ...Object.entries(own)]);
    const told = await json("/offline/keep/", { method: "POST", body });
    if (told.url) { drop(entry.key); sent.push({ ...entry, ...told }); } else if (told.why) change(entry.key, told);
    show();
  }
  if (find("#session") && !find("#unsent") && sent.some((one) => one.kind === "session")) location.reload();  // it is over
});

// What waits, in sight. A user's words are shown to that user only; to nobody, that some wait.
function show({ before, away = false } = {}) {
  const [old, box] = [find(".unsent"), find("#unsent")?.content.cloneNode(true)];
  if (!box) return;  // a player that has its network
  const mine = read((one) => one.owner === owner || !one.owner.startsWith("u"));
  const others = !owner.startsWith("u") && read().length > mine.length;
  find("ul", box).replaceChildren(...[...mine, ...sent].map((entry) => lineOf(find("li", box).cloneNode(true), entry)));
  find("h2", box).hidden = !mine.length && !others;
  find("[data-away]", box).hidden = !away && !others;
  find("[data-away] a", box).setAttribute("href", `${find("[data-away] a", box).getAttribute("href")}?next=${encodeURIComponent(location.pathname)}`);
  find("[data-on]", box)?.toggleAttribute("hidden", !sent.length || mine.some((one) => !one.why));
  for (const none of all(".empty, [data-lost]")) none.hidden = sent.length;  // no longer true
  if (mine.length || sent.length || others || away) (before ?? old ?? find("main > * > *")).before(box);
  old?.remove();
  if (before) find(".unsent h2").focus();
}
function lineOf(row, entry) {
  const when = new Date(entry.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const parts = { when, name: entry.name, pain: entry.fields.find(([name]) => name === "pain")?.[1] };
  const words = { textContent: row.dataset[entry.kind].replace(/{(\w+)}/g, (_, part) => parts[part]) };
  Object.assign(find("[data-what]", row), words, (entry.url || entry.kind === DRAFT) && { href: entry.url ?? entry.page });
  find("[data-why]", row).textContent = entry.why ?? "";
  find("[data-mine]", row).hidden = may(entry.owner, owner);
  find("[data-drop]", row).hidden = Boolean(entry.url);
  for (const button of all("button", row)) button.value = entry.key;
  return row;
}

// A form is kept first. Then it goes as ever, at once unless the line or the sign-in is in doubt.
addEventListener("submit", async (event) => {
  const { target: form, target: { action, elements, dataset: { keep: kind } } } = event;
  if (!form.matches("[data-keep], [data-leave]")) return;
  const clear = kind && navigator.onLine && (!line || (line.token && may(owner, line.owner) && Date.now() - line.at < STANDS));
  if (!clear) event.preventDefault();
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const entry = { key: elements.key?.value || crypto.randomUUID(), kind: fields.some(([name]) => name === "pain") ? kind : DRAFT, fields };
  if (kind) put({ ...entry, form: action, page: location.pathname });
  if (clear || ((await who()).token && may(owner, line.owner))) {
    if (kind) keep("trying", [entry.key, location.href.split("#")[0]], sessionStorage);
    else { write(read((one) => one.owner !== owner)); keep("run"); }
    elements.csrfmiddlewaretoken.value = line?.token ?? elements.csrfmiddlewaretoken.value;
    return clear || form.submit();
  }
  if (entry.kind === "reading") { form.reset(); elements.key.value = crypto.randomUUID(); }
  return show({ before: form, away: Boolean(line.token) });
});
const fill = () => all("form[data-keep]").forEach(({ action, elements }) => {
  const [{ fields } = {}] = read(draftOf(action));
  for (const input of fields ? elements : []) {
    const values = fields.filter(([name]) => name === input.name).map(([, value]) => value);
    if (/radio|checkbox/.test(input.type)) input.checked = values.includes(input.value);
    else if (values.length) [input.value] = values;
    if (values.some(Boolean)) input.closest("details")?.setAttribute("open", "");
  }
});

// A position held without a network: the time comes from the clock, each tap asks the next thing.
const runner = () => find("[data-runner]");
let run = may(kept("run")?.owner ?? "", owner) ? kept("run") : undefined;
function look() {
  keep("run", run);
  for (const button of all("[data-begin]")) button.hidden = Boolean(run);
  if (run) find(`[data-begin="${run.technique}"]`)?.before(runner());
  for (const [number, ask] of all("[data-runner] [data-ask]").entries()) ask.hidden = number !== run?.asked;
}
function tap(ask, value) {
  if (ask === "note") { put({ kind: "reading", fields: [["pain", value], ["when", "now"]] }); return; }
  for (const ended of all("#session, form[data-hx-boost]")) ended.remove();  // the player's
  Object.assign(run, { told: true, asked: run.asked + 1, [ask]: value }, ask === "hold" && { at: Date.now() + (run.ahead ?? 0) });
  if (all("[data-runner] [data-ask]")[run.asked]) return;
  if (run.effect === "worse") location.assign("/offline/");
  finish();
}
function finish(more) {
  put({ kind: "session", at: run.at, name: run.name, fields: Object.entries({ ...run, ...more }) });
  keep("run", run = undefined);
}
export function takeOver(part, ahead, tapped) {  // from the player, whose network is gone
  if (!part.isConnected) return;
  for (const deed of all("#session :is(.floor__thumb, .say form), .more :is(form, .more__deeds)")) deed.remove();
  if (part.dataset.run) run = { ...JSON.parse(part.dataset.run), owner, ahead, at: Date.now() + ahead };
  part.replaceWith(part.content);
  if (tapped?.has("stop")) { find("[data-ended]").click(); return; }
  if (run?.asked === 2 && tapped?.has("felt")) tap("effect", tapped.get("felt"));  // not asked again
  else if (run?.asked === 3 && tapped) tap("after", tapped.get("pain") ?? "");  // or skipped
  look(); show();
  find("main .say[tabindex]").focus();
}
const tick = () => { for (const left of run ? all("[data-runner] [data-left]") : []) left.textContent = new Date(Date.now() + (run.ahead ?? 0) - run.start).toISOString().slice(11, 19); };
addEventListener("click", ({ target }) => {
  const { dataset: deed, value } = target.closest("button") ?? { dataset: {} };
  const { ask } = target.closest("[data-ask]")?.dataset ?? {};
  if (run && target.closest("[data-ended]")) finish({ effect: "worse" });
  if ("begin" in deed) run = { asked: 0, technique: deed.begin, name: deed.name, start: Date.now(), owner };
  else if (ask) tap(ask, value);
  else if ("drop" in deed) drop(value);
  else if ("mine" in deed) { change(value, { owner }); fill(); } else return;
  if (runner()) { look(); find("[data-ask]:not([hidden]) [tabindex]", runner())?.focus(); }
  show(ask && !run ? { before: runner() } : {});
  send();
});

// Only the page that follows a form says that it arrived: saved, or shown again with what is wrong.
const [tried, from] = kept("trying", sessionStorage) ?? [];
keep("trying", undefined, sessionStorage);
if (document.referrer === from && find("main :is(.undo, [data-saved], [data-keep] [role=alert])")) drop(tried);
write(read((one) => one.owner === owner || Date.now() - one.at < OLD));
if (runner()) { look(); setInterval(tick, 500); }
for (const way of all("[data-kept]")) caches.match(way.dataset.kept, { ignoreVary: true }).then((found) => { way.hidden = !found; });
fill(); show();
send().then(() => find("form[data-keep]") && who());
addEventListener("online", send);
setInterval(send, AGAIN);
