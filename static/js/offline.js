// What could not be sent stays on this phone, bound to whose page it was, until the server says
// that it has it. page/waiting_here.js brings this in. A browser that cannot do it sends its forms
// as ever.
import { all, find } from "./dom.js";
import { fill, forgetWhatArrived } from "./offline/drafts.js";
import { forgetOld } from "./offline/queue.js";
import { showRun, takeOver } from "./offline/runner.js";
import { send } from "./offline/send.js";
import { who } from "./offline/server.js";
import "./offline/taps.js";
import { showUnsent } from "./offline/unsent.js";

export { takeOver };

const AGAIN = 5000;

forgetWhatArrived();
forgetOld();
if (find("[data-runner]")) showRun();
for (const way of all("[data-kept]")) showIfKept(way);
fill();
showUnsent();
send().then(() => find("form[data-keep]") && who());
addEventListener("online", send);
setInterval(send, AGAIN);

// A way to a page that only the service worker has.
async function showIfKept(way) {
  const found = await caches.match(way.dataset.kept, { ignoreVary: true });
  way.hidden = !found;
}
