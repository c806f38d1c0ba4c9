/** At most 200 characters of what a client sent, fit for a terminal. */
export function printable(text: string): string {
  return text.slice(0, 200).replace(/[^\x20-\x7e]/g, '?');
}

/** Details may quote a client or a function: nothing in them shall move the cursor of a terminal. */
export function withoutControls(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
