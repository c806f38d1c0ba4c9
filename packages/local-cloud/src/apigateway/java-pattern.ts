/**
 * A regular expression as AWS evaluates it, in Java and against the whole text.
 * Throws SyntaxError when JavaScript does not understand it.
 */
export function wholeMatch(pattern: string): RegExp {
  const inline = /^\(\?([is]+)\)/.exec(pattern);
  const source = inline === null ? pattern : pattern.slice(inline[0].length);
  return new RegExp(`^(?:${source.replace(/\\A|\\z|\\Z/g, '')})$`, inline?.[1] ?? '');
}
