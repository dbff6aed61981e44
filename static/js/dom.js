// Finding things in the page, and the one region that is read out.

export const find = (name, under = document) => under.querySelector(name);

export const all = (name, under = document) => [...under.querySelectorAll(name)];

export function say(words) {
  find("#live").textContent = words;
}

// What the cookies say; nothing where a browser keeps even that from scripts.
export function cookies() {
  try {
    return document.cookie;
  } catch {
    return "";
  }
}
