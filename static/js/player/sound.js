// Bell, voice and buzz when a step begins, and a screen that stays on. A tap unlocks sound for as
// long as the document stays. Nothing here promises a sound on a locked phone.
import { all, cookies, say } from "../dom.js";
import { recall, remember } from "./memory.js";

const BELL_SECONDS = 1.6;
// The note and a softer one above it: a bell rather than a beep.
const TONES = [
  { pitch: 660, loud: 0.22 },
  { pitch: 1324, loud: 0.07 },
];
const BUZZ = [180, 90, 180];
const SLOWER = 0.92;

// The voice as it is set in the profile.
const sounds = recall("sounds", {
  voice: !cookies().includes("voice=off"),
  bell: true,
  buzz: true,
});
let audio;
let lock;

const tapped = () => navigator.userActivation?.hasBeenActive ?? true;

export function unlock() {
  audio ??= window.AudioContext && new AudioContext();
  if (audio?.state === "suspended") audio.resume().catch(() => {});
}

export function announce(step) {
  const words = step.speak || step.title;
  say(words);
  if (sounds.bell) ring();
  if (sounds.buzz && tapped()) navigator.vibrate?.(BUZZ);
  if (sounds.voice && words && tapped()) speak(words);
}

function ring() {
  if (audio?.state !== "running") return;
  for (const { pitch, loud } of TONES) {
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(loud, audio.currentTime);
    gain.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + BELL_SECONDS);
    tone.connect(gain).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + BELL_SECONDS + 0.1);
  }
}

function speak(words) {
  if (!window.speechSynthesis) return;
  const spoken = new SpeechSynthesisUtterance(words);
  spoken.lang = document.documentElement.lang;
  spoken.rate = SLOWER;
  speechSynthesis.cancel();
  speechSynthesis.speak(spoken);
}

export async function stayAwake(wanted) {
  if (!wanted) {
    lock?.release().catch(() => {});
    lock = undefined;
  } else if (!lock || lock.released) {
    lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
  }
}

// --- its switches -------------------------------------------------------------------------------

export function showSwitches() {
  for (const box of all("[data-sounds]")) box.hidden = false;
  for (const input of all("[data-sounds] input")) input.checked = sounds[input.value];
}

addEventListener("change", ({ target }) => {
  if (!target.closest("[data-sounds]")) return;
  sounds[target.value] = target.checked;
  remember("sounds", sounds);
});
