// On every page. Each part may be missing: without a script all pages work.
// The first to hear of a form that is sent.
import "./pressed.js";
import "./exclusive.js";
import "./htmx.js";
import "./once.js";
import "./place.js";
import "./swap.js";
import "./waiting_here.js";
import "./worker.js";
