// What the server says about this browser.

const PATIENCE = 6000;

// What it said last when it was asked whose browser this is; undefined: not asked yet.
let line;

export const lastWord = () => line;

export async function who() {
  const answer = navigator.onLine && (await json("/offline/who/"));
  line = { at: Date.now(), ...answer };
  return line;
}

// The answer; false where there is none.
export async function json(path, how) {
  try {
    const answer = await fetch(path, { signal: AbortSignal.timeout(PATIENCE), ...how });
    return await answer.json();
  } catch {
    return false;
  }
}
