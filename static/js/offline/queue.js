// The entries that wait on this phone. A draft is never sent: it comes back into its form.
import { may, owner } from "./owner.js";
import { load, save } from "./storage.js";

export const DRAFT = "draft";
const THIRTY_DAYS = 30 * 24 * 3600e3;

export function read(which = () => true) {
  return (load("unsent") ?? []).filter(which);
}

export function write(entries) {
  save("unsent", entries.length && entries);
}

export function put(entry) {
  const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
  const whole = { key: crypto.randomUUID(), owner, zone, at: Date.now(), ...entry };
  const isDraft = isDraftOf(entry.form);
  const others = read((one) => one.key !== entry.key && !isDraft(one));
  write([...others, whole]);
}

export function drop(key) {
  write(read((one) => one.key !== key));
}

export function change(key, more) {
  write(read().map((one) => (one.key === key ? { ...one, ...more } : one)));
}

export function isDraftOf(form) {
  return (one) => one.kind === DRAFT && one.form === form && may(one.owner, owner);
}

// Someone else's, who has not been here for long.
export function forgetOld() {
  write(read((one) => one.owner === owner || Date.now() - one.at < THIRTY_DAYS));
}
