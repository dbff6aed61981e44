// What becomes of each answer that htmx brings: whether it is ours to show, what is said when it
// is not, and where the focus goes. `#sync` asks by itself where a session stands: it disturbs
// nobody, and when it fails nothing is said.

import { find } from "../dom.js";
import { look, show } from "./arrival.js";
import { failed, whyLost } from "./failed.js";
import { arrived, wait } from "./patience.js";
import { fieldsOf, submitterOf } from "./pressed.js";
import { ticked } from "./signs.js";

const SIGN_IN = "/accounts/login/";
const OURS = / id="(screen|main)"/;
const WHOLE_PAGE = /^\s*<!doctype/i;
const replaced = new WeakSet(); // requests that a newer try stopped
const submitters = new WeakMap(); // of each form, the button that sent it last
let before = {}; // the page as it was: its title, what had the focus, whether "More" was open

const isSilent = (elt) => elt.id === "sync";
const formOf = (elt) => (elt.matches("form") ? elt : undefined);

// As a browser sends it: with the button that was pressed, wherever that stands.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const form = formOf(detail.elt);
  if (!form) return;
  const submitter = submitterOf(form, detail.triggeringEvent);
  submitters.set(form, submitter);
  const fields = fieldsOf(form, submitter);
  for (const name of [...detail.formData.keys()]) detail.formData.delete(name);
  for (const [name, value] of fields) detail.formData.append(name, value);
});

document.addEventListener("htmx:beforeSend", ({ detail }) => {
  const { elt } = detail.requestConfig;
  const { xhr } = detail;
  // A lost line is met below like any other answer; htmx itself would write it to the console.
  xhr.onerror = xhr.onload;
  xhr.ontimeout = xhr.onload;
  xhr.onabort = () => {
    replaced.add(xhr);
    xhr.onload();
  };
  if (!isSilent(elt)) wait(formOf(elt), submitters.get(elt));
});

document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt } = event.detail.requestConfig;
  const { xhr } = event.detail;
  const silent = isSilent(elt);
  if (replaced.has(xhr) || (silent && find(".alarm"))) {
    event.preventDefault();
    return;
  }
  if (!silent) arrived();
  const why = whyNotOurs(xhr);
  if (why) {
    event.preventDefault();
    fail(event.detail, why);
  } else if (WHOLE_PAGE.test(xhr.responseText)) {
    event.preventDefault();
    show(new DOMParser().parseFromString(xhr.responseText, "text/html"));
  } else if (xhr.getResponseHeader("HX-Redirect") && !silent) {
    wait(formOf(elt), submitters.get(elt), "kept");
  }
});

// What is wrong with an answer, in the words of failed(); nothing: it is ours to show.
function whyNotOurs(xhr) {
  if (!xhr.status) return whyLost();
  return whyBroken(xhr) || (isOurs(xhr) ? "" : "refused");
}

function whyBroken({ status, responseText }) {
  if (status < 400 || status === 422) return "";
  // The same form again, which says why it could not be kept.
  if (status === 503 && responseText.includes('role="alert"')) return "";
  return status >= 500 ? "silent" : "refused";
}

function isOurs(xhr) {
  const target = xhr.getResponseHeader("HX-Redirect");
  const { pathname } = new URL(target ?? xhr.responseURL, location);
  if (pathname === SIGN_IN) return false; // no answer of the check
  return Boolean(target) || OURS.test(xhr.responseText);
}

function fail(detail, why) {
  const { elt } = detail.requestConfig;
  const form = formOf(elt);
  const submitter = submitters.get(elt);
  if (!isSilent(elt) && !takenOver(detail.xhr, form, submitter)) failed(form, submitter, why);
  document.dispatchEvent(new Event("unanswered"));
}

// Without a line, whoever listens may go on alone (cut.js): not where a danger sign was told.
function takenOver(xhr, form, submitter) {
  if (xhr.status || (form && ticked(form, submitter).length)) return false;
  const tapped = form && fieldsOf(form, submitter);
  const offer = new CustomEvent("cut", { cancelable: true, detail: { tapped } });
  return !document.dispatchEvent(offer);
}

// --- what is put in place -----------------------------------------------------------------------

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  Object.assign(detail, { shouldSwap: true, isError: false });
  before = {
    title: document.title,
    focused: document.activeElement?.id,
    open: find(".more")?.open,
  };
});

// An address that stays is no step back.
document.addEventListener("htmx:beforeHistoryUpdate", ({ detail }) => {
  const { href } = new URL(detail.history.path, location);
  if (href === location.href) detail.history.type = "replace";
});

document.addEventListener("htmx:afterSwap", () => find(".alarm")?.remove());

document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  const more = find(".more");
  const silent = isSilent(detail.requestConfig.elt);
  if (silent && more) more.open = before.open;
  if (silent) return;
  // htmx gives the focus back to what has the same id.
  const stays = Boolean(before.focused) && document.activeElement?.id === before.focused;
  if (!stays || find("[role=alert]", target)) look(target);
  if (!stays || document.title !== before.title) scrollTo(0, 0);
});

// --- back ---------------------------------------------------------------------------------------

// The page is asked for anew: within the same document where that unlocked sound. Registered
// before htmx is there, so that it does not answer too.
addEventListener("popstate", (event) => {
  event.stopImmediatePropagation();
  if (!event.state?.htmx) return;
  if (find(".floor") && window.htmx) {
    const how = { source: "#main", target: "#main", swap: "outerHTML", replace: "true" };
    window.htmx.ajax("GET", location.href, how);
  } else {
    location.reload();
  }
});
