/** `f***@e***` for an address, `+*******4567` for a phone number: enough to recognise one's own. */
export function maskedAddress(address: string): string {
  const at = address.indexOf('@');
  if (at < 0) return `+${'*'.repeat(Math.max(address.length - 5, 0))}${address.slice(-4)}`;
  return `${address.slice(0, 1)}***@${address.slice(at + 1, at + 2)}***`;
}
