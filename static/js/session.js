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
  if (!plan || plan.paused) { stayAwake(false); return; }
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

function cut(tapped) {  // no network: the clock runs on here, and offline.js keeps how it ended
  const part = find("#cut");
  live(document.body.dataset.offline);
  if (!part && !find("[data-ended]") && navigator.serviceWorker?.controller) location.assign("/offline/");
  if (part && navigator.locks) import(document.body.dataset.keeper).then(({ takeOver }) => takeOver(part, ahead, tapped)).catch(() => {});
}

function sync() {  // the server knows best: what another device did counts here too
  if (plan && plan.quiet === undefined && !asked) go(plan.here, undefined, { silent: asked = true });
}

// --- pages swapped into this document, so that sound stays unlocked ---------------------------
async function go(url, body, { silent = false } = {}) {
  const before = document.activeElement?.id;
  try {
    const answer = await fetch(url, body ? { method: "POST", body } : {});
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.body.classList.contains("floor")) { location.assign(answer.url); return; }
    const open = silent && find(".more")?.open, fresh = page.title !== document.title;
    find("main").replaceWith(document.adoptNode(find("main", page)));
    document.title = page.title;
    if (answer.url !== location.href) history.pushState(null, "", answer.url);
    if (open && find(".more")) find(".more").open = true;
    const same = before && document.getElementById(before);
    if (same || !silent) (same || find("[data-focus]"))?.focus({ preventScroll: Boolean(same) });
    if (!silent && (fresh || !same)) scrollTo(0, 0);
    begin();
  } catch {
    asked = false;
    if (!silent) cut(body);
    setTimeout(sync, 5000);
  }
}

addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-swap]");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  unlock();
  go(form.action, new URLSearchParams(new FormData(form, event.submitter)));
});
addEventListener("click", (event) => {
  unlock();
  const link = event.target.closest("a[data-swap]");
  if (link && !event.metaKey && !event.ctrlKey) { event.preventDefault(); go(link.href); }
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
addEventListener("popstate", () => location.hash || go(location.href));
addEventListener("pageshow", (event) => { if (event.persisted) sync(); });
addEventListener("visibilitychange", () => { if (!document.hidden) { asked = false; tick(); sync(); } });

function look() {
  if (turn.way) document.documentElement.dataset.turned = turn.way;
  else delete document.documentElement.dataset.turned;
  for (const button of all("[data-turn]")) Object.assign(button, { hidden: false, ariaPressed: String(turn.way !== "") });
}
look(); begin();
setInterval(tick, 250);
