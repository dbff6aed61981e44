// The player: what is running, worked out from the clock each time and never counted.
// Without it every button is a plain form. Nothing here promises a sound on a locked phone.
const find = (name, under = document) => under.querySelector(name);
const all = (name, under = document) => [...under.querySelectorAll(name)];
const put = (name, words) => { for (const spot of all(name)) spot.textContent = words; };
const live = (words) => put("#live", words);

// --- what is remembered on this device -------------------------------------------------
const kept = (name, usual) => {
  try { return { ...usual, ...JSON.parse(localStorage.getItem(name)) }; } catch { return usual; }
};
const sounds = kept("sounds", { voice: !document.cookie.includes("voice=off"), bell: true, buzz: true });  // voice: as in the profile
const turn = kept("turn", { way: "" });
const keep = (name, value) => { try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* private */ } };

// --- sound: unlocked by a tap, silent when the phone is locked -----------------------------
const tapped = () => navigator.userActivation?.hasBeenActive ?? true;
let audio;
function unlock() {
  audio ??= window.AudioContext && new AudioContext();
  if (audio?.state === "suspended") audio.resume().catch(() => {});
}
function bell() {
  if (!sounds.bell || audio?.state !== "running") return;
  for (const [pitch, loud] of [[660, .22], [1324, .07]]) {
    const [tone, gain] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(loud, audio.currentTime);
    gain.gain.exponentialRampToValueAtTime(.0001, audio.currentTime + 1.6);
    tone.connect(gain).connect(audio.destination);
    tone.start(); tone.stop(audio.currentTime + 1.7);
  }
}
function announce(step) {
  const words = step.speak || step.title;
  live(words);
  bell();
  if (sounds.buzz && tapped()) navigator.vibrate?.([180, 90, 180]);
  if (!sounds.voice || !words || !tapped() || !window.speechSynthesis) return;
  speechSynthesis.cancel();
  speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(words), { lang: document.documentElement.lang, rate: .92 }));
}

let lock;
async function stayAwake(wanted) {
  if (!wanted) { lock?.release().catch(() => {}); lock = undefined; return; }
  if (!lock || lock.released) lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
}

// --- the running step ----------------------------------------------------------------------
let plan;  // the steps until the next tap, with the end of each, by the server's clock
let [ahead, drift] = [0, Date.now() - performance.now()];  // the server's clock against this one; this one's own
let heard = "";  // the step that was announced last
let [asked, doubt] = [false, false];  // where it stands now; this device was asleep or its clock was set: the server says

const clock = (seconds) => new Date(seconds * 1000).toISOString().slice([12, 14, 15][(seconds < 3600) + (seconds < 600)], 19);  // 9:58, 59:58, 1:59:58

function begin() {
  const place = find("#session");
  for (const input of all("[data-sounds] input")) input.checked = sounds[input.value];
  for (const button of all("[data-share-words]")) button.hidden = !navigator.share;
  for (const one of all("[data-stop], [data-sounds]")) one.hidden = false;
  plan = place ? { ...JSON.parse(place.dataset.script), ...place.dataset } : undefined;
  asked = doubt = false;
  if (!plan) { heard = ""; stayAwake(false); return; }
  ahead = plan.now - Date.now();
  if (plan.page !== heard && plan.quiet === undefined && !plan.paused) announce(plan.steps[0]);
  heard = plan.page;
  tick();
}

function tick() {
  plan = find("#session") && plan;  // gone: it was ended without a network
  if (!plan || plan.paused || find(".alarm")) { stayAwake(false); return; }
  const gap = Date.now() - performance.now();
  if (Math.abs(gap - drift) > 900) { drift = gap; doubt = true; asked = false; sync(); }
  if (doubt && asked) return;
  const now = Date.now() + ahead;
  const step = plan.steps.find((one) => one.seconds === null || one.end > now) ?? plan.steps.at(-1);
  const left = step.seconds === null ? 0 : Math.max(0, Math.ceil((step.end - now) / 1000));
  if (String(step.index) !== heard) {
    heard = String(step.index);
    announce(step);
    put("[data-say]", step.say); put("[data-until]", "");
    if (step.title) put("[data-title]", step.title);
    for (const input of all("input[name=step]")) input.value = step.index;
    sync();
  } else if (!left && step.seconds !== null) sync();
  if (step.seconds !== null) show(step, left, now);
  stayAwake(step.seconds !== null);
}

function show(step, left, now) {
  put("[data-left]", clock(left));
  const done = 1 - Math.max(0, step.end - now) / 1000 / step.seconds;
  find("[data-arc]")?.setAttribute("stroke-dashoffset", Math.min(100, Math.max(0, done * 100)));
  const [cue, round] = [find("[data-cue]"), step.pace[0] + step.pace[1]];
  if (!cue || !step.count || !round) return;
  const since = Math.max(0, step.seconds - (step.end - now) / 1000);
  const going = since % round < step.pace[0];
  if (step.breathe) {
    cue.textContent = going ? cue.dataset.in : cue.dataset.out;
    for (const way of ["in", "out"]) find("[data-ring]").classList.toggle(`ring--${way}`, going === (way === "in"));
  } else cue.textContent = `${Math.min(step.count, 1 + Math.floor(since / round))} / ${step.count}`;
}

// No network: the clock runs on here, and offline.js keeps how it ended. Whether it could.
function cut(tapped) {
  const part = find("#cut");
  const list = !tapped && !find("[data-ended]") && navigator.serviceWorker?.controller;
  if (part && navigator.locks) import(document.body.dataset.keeper).then(({ takeOver }) => takeOver(part, ahead, tapped)).catch(() => {});
  else if (list) location.assign("/offline/");
  else return false;
  live(document.body.dataset.offline);
  return true;
}

function sync() {  // the server knows best: what another device did counts here too
  if (way && plan && plan.quiet === undefined && !asked && !find(".alarm")) go(plan.here, { silent: asked = true });
}

// --- pages swapped into this document, so that sound stays unlocked ---------------------------
// How a page comes, and what is said when it does not. Until it is here, forms go by themselves.
let way;
import(document.body.dataset.answers).then((module) => { way = module; }).catch(() => {});
let taps = 0;  // an answer that is older than the last one is not shown
let sending;

async function go(url, { form, submitter, silent = false } = {}) {
  const body = form && new URLSearchParams(new FormData(form, submitter));
  const before = document.activeElement?.id;
  if (!silent) {
    taps += 1;
    sending?.abort();
    sending = new AbortController();
    way.wait(form, submitter);
  }
  const mine = taps;
  const late = () => mine !== taps || (silent && find(".alarm"));
  try {
    const found = await way.load(url, { body, signal: silent ? undefined : sending.signal });
    if (late()) return;
    if (!silent) way.arrived();
    if (!found.page.body.classList.contains("floor")) leave(found, form, submitter);
    else swap(found, before, silent);
  } catch (error) {
    if (late()) return;
    asked = false;
    if (!silent) lost(error, body, form, submitter);
    setTimeout(sync, 5000);
  }
}

function swap({ page, url }, before, silent) {
  const open = silent && find(".more")?.open, fresh = page.title !== document.title;
  find("main").replaceWith(document.adoptNode(find("main", page)));
  document.title = page.title;
  if (url !== location.href) history.pushState(null, "", url);
  if (open && find(".more")) find(".more").open = true;
  const same = before && document.getElementById(before);
  const news = !silent && find("main [role=alert]");
  if (news) { news.tabIndex = -1; live(news.textContent); }
  if (same || !silent) (news || same || find("[data-focus]"))?.focus({ preventScroll: Boolean(same) });
  if (!silent && (fresh || !same)) scrollTo(0, 0);
  begin();
}

// To a page that is not of the floor. What answers a form by itself is shown as it is.
function leave({ page, url, moved }, form, submitter) {
  if (form && !moved) {
    delete document.documentElement.dataset.turned;
    way.show(page).then(begin);
    return;
  }
  location.assign(url);
  way.wait(form, submitter, "kept");
}

function lost(error, body, form, submitter) {
  way.arrived();
  const calm = !form || !way.ticked(form, submitter).length;
  if (!(error.lost && calm && cut(body))) way.failed(form, submitter, error.why ?? "silent");
}

addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-swap]");
  if (!form || event.defaultPrevented || !way) return;
  event.preventDefault();
  unlock();
  go(form.action, { form, submitter: event.submitter });
});
addEventListener("click", (event) => {
  unlock();
  const link = event.target.closest("a[data-swap]");
  if (link && way && !event.metaKey && !event.ctrlKey) { event.preventDefault(); go(link.href); }
  const share = event.target.closest("[data-share-words]");
  if (share) navigator.share({ text: share.dataset.shareWords }).catch(() => {});
  const stop = event.target.closest("[data-stop]");
  if (stop) {
    const still = stop.getAttribute("aria-pressed") !== "true";
    stop.setAttribute("aria-pressed", still);
    find("svg", stop.parentElement)[still ? "pauseAnimations" : "unpauseAnimations"]();
  }
  if (event.target.closest("[data-turn]")) {
    turn.way = { "": "right", right: "left", left: "" }[turn.way];
    keep("turn", turn);
    look();
  }
});
addEventListener("change", ({ target }) => target.closest("[data-sounds]") && keep("sounds", Object.assign(sounds, { [target.value]: target.checked })));
addEventListener("popstate", () => location.hash || !way || !find(".floor") || go(location.href));
addEventListener("pageshow", (event) => { if (event.persisted) sync(); });
addEventListener("visibilitychange", () => { if (!document.hidden) { asked = false; tick(); sync(); } });

function look() {
  if (turn.way) document.documentElement.dataset.turned = turn.way;
  else delete document.documentElement.dataset.turned;
  for (const button of all("[data-turn]")) Object.assign(button, { hidden: false, ariaPressed: String(turn.way !== "") });
}
look(); begin();
setInterval(tick, 250);
