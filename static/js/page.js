// On every page. Each part may be missing: without a script all pages work.
import "./page/exclusive.js";
import "./page/htmx.js";
import "./page/once.js";
import "./page/place.js";
import "./page/swap.js";
import "./page/waiting_here.js";
import "./page/worker.js";
