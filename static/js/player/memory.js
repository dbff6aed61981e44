// What this device remembers of how someone wants the player.

export function recall(name, usual) {
  try {
    return { ...usual, ...JSON.parse(localStorage.getItem(name)) };
  } catch {
    return usual;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A private window keeps nothing.
  }
}
