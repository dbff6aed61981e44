// A site that does not answer must not stand before help.

export const PATIENCE = 4000;
// A tap on the danger list: the page itself gives up after 3 s (page/patience.js).
export const TAPPED = 2500;
const STILL = 10_000; // so long after a silence a page that is kept comes at once

let silent = 0; // when the site did not answer last

export const isStillSilent = () => Date.now() - silent < STILL;

export function hasAnswered() {
  silent = 0;
}

const isBroken = ({ status }) => status >= 500;
export const pause = (time) => new Promise((done) => setTimeout(done, time));

// The answer, or nothing where it failed or did not come in time. It may still come.
// time: milliseconds; undefined: as long as it takes.
export async function inTime(answer, time, isWrong = isBroken) {
  const lost = answer.catch(() => {});
  const first = time === undefined ? lost : Promise.race([lost, pause(time)]);
  const response = await first;
  const works = response && !isWrong(response);
  silent = works ? 0 : Date.now();
  return works ? response : undefined;
}

// A page as it was kept. It holds the words for each cause; those that are true are shown.
export async function asKept(page) {
  const why = navigator.onLine ? "silent" : "away";
  const headers = new Headers(page.headers);
  // No longer true.
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  const words = await page.text();
  const shown = words.replaceAll(`data-why="${why}" hidden`, `data-why="${why}"`);
  return new Response(shown, { headers });
}
