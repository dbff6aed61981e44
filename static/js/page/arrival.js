// What is new on the screen has the focus, and is read out once.
import { all, find, say } from "../dom.js";

const FOR_STYLES = 500;

export function look(part) {
  const alert = find("[role=alert]", part);
  const marked = alert ?? find("[data-focus], h1", part);
  if (!marked) return;
  marked.tabIndex = -1;
  marked.focus({ preventScroll: true });
  const words = alert ? alert.textContent : marked.dataset.focus;
  if (words) say(words);
}

// A whole page that answers a form is shown as it is: to ask for it again would be another
// question. Back leads to the form, made anew.
export async function show(page) {
  await dress(page);
  history.replaceState({ htmx: true }, "");
  history.pushState({ htmx: true }, "", location.href);
  document.title = page.title;
  delete document.documentElement.dataset.turned;
  replaceBody(page.body);
  window.htmx.process(document.body);
  look(find("main"));
  scrollTo(0, 0);
  say(document.activeElement.textContent);
  document.dispatchEvent(new Event("shown", { bubbles: true }));
}

// Its attributes and what is in it; htmx listens on the element itself.
function replaceBody(body) {
  for (const { name } of [...document.body.attributes]) document.body.removeAttribute(name);
  for (const { name, value } of body.attributes) document.body.setAttribute(name, value);
  document.body.replaceChildren(...body.childNodes);
}

// The style of another page, before the page itself.
async function dress(page) {
  const known = all("link[rel=stylesheet]").map(({ href }) => href);
  const sheets = all("link[rel=stylesheet]", page).filter(({ href }) => !known.includes(href));
  const styled = sheets.map(
    (sheet) =>
      new Promise((done) => {
        sheet.onload = done;
        sheet.onerror = done;
      }),
  );
  document.head.append(...sheets);
  const late = new Promise((done) => setTimeout(done, FOR_STYLES));
  await Promise.race([Promise.all(styled), late]);
}
