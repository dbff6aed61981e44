// Which button sent a form. Browsers of before 2023 leave it out of a FormData, older ones do not
// name it at all; on the floor that button is the sign.
let tapped;
let pressed;

addEventListener("click", ({ target }) => {
  tapped = target.closest?.("button");
}, true);

addEventListener("submit", ({ target, submitter }) => {
  pressed = submitter ?? (tapped?.form === target ? tapped : undefined);
}, true);

// The button of this form that was pressed last, if any.
export function pressedIn(form) {
  return pressed?.form === form ? pressed : undefined;
}

// What a browser sends by itself: the fields, and the button where it has a name.
export function fieldsOf(form, button = pressedIn(form)) {
  const fields = new FormData(form);
  if (button?.name) fields.append(button.name, button.value);
  return fields;
}

// Sends a form as if that button were pressed once more; Safari before 16 has no other way.
export function press(form, button) {
  if (form.requestSubmit) {
    form.requestSubmit(button);
  } else {
    (button ?? form.querySelector("button, [type=submit]")).click();
  }
}
