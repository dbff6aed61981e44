// Values that this phone keeps, by name.

export function load(name, store = localStorage) {
  return JSON.parse(store.getItem(name)) ?? undefined;
}

// Nothing to keep: the name goes too.
export function save(name, value, store = localStorage) {
  if (value) store.setItem(name, JSON.stringify(value));
  else store.removeItem(name);
}
