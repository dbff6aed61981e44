// Whose page this is: "" is nobody yet, "g" and "u" begin a guest and a user.

export const owner = document.body.dataset.owner ?? localStorage.getItem("owner") ?? "";

export const isUser = (whose) => whose.startsWith("u");

// As on the server: nobody may have become a guest; what a user wrote is that user's alone.
export function may(whose, now) {
  return whose === now || (!whose && !isUser(now));
}
