/** A new password, or what is wrong with how it was typed. */
export type ChosenPassword =
  | { readonly ok: true; readonly password: string }
  | { readonly ok: false; readonly text: string };

/** The `password` of a form; `confirmPassword` must equal it where it was sent. */
export function chosenPassword(form: URLSearchParams): ChosenPassword {
  const password = form.get('password') ?? '';
  const again = form.get('confirmPassword');
  if (password === '') return { ok: false, text: 'Type a new password.' };
  if (again !== null && again !== password) return { ok: false, text: 'The two passwords are not the same.' };
  return { ok: true, password };
}
