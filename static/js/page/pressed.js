// The button that sends a form: on the floor it is the sign. Browsers of before 2023 leave it out of
// a FormData, or do not name it at all.

let tapped;

addEventListener(
  "click",
  ({ target }) => {
    tapped = target.closest?.("button");
  },
  true,
);

export function submitterOf(form, event) {
  if (event?.submitter) return event.submitter;
  return tapped?.form === form ? tapped : undefined;
}

export function fieldsOf(form, submitter) {
  const fields = new FormData(form);
  if (submitter?.name) fields.append(submitter.name, submitter.value);
  return fields;
}

export function press(form, submitter) {
  if (submitter) submitter.click();
  else if (form.requestSubmit) form.requestSubmit();
  else form.submit();
}
