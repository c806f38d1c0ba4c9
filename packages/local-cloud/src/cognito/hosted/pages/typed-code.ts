/** The code of a form, without the spaces that people and mail programs put into one. */
export function typedCode(form: URLSearchParams): string {
  return (form.get('code') ?? '').replace(/\s+/g, '');
}
