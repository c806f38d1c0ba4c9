const SPACE = /[ \t\n\r]*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 forbids exactly these in a string.
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

/**
 * Where `text` stops being JSON (RFC 8259): the index of the first token that does not fit, its length when
 * it ends too early, or undefined when it is JSON.
 */
export function jsonFault(text: string): number | undefined {
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const skip = (): string | undefined => {
    take(SPACE);
    return text[at];
  };
  const open: ('{' | '[')[] = [];
  /** What has to come next. */
  let expected: 'value' | 'value or end' | 'name' | 'name or end' | 'separator' = 'value';
  for (;;) {
    const next = skip();
    const inside = open.at(-1);
    if (expected === 'separator' && inside === undefined) return next === undefined ? undefined : at;
    if (next === undefined) return at;
    if (
      (inside === '{' && next === '}' && (expected === 'name or end' || expected === 'separator')) ||
      (inside === '[' && next === ']' && (expected === 'value or end' || expected === 'separator'))
    ) {
      open.pop();
      at += 1;
      expected = 'separator';
    } else if (expected === 'separator') {
      if (next !== ',') return at;
      at += 1;
      expected = inside === '{' ? 'name' : 'value';
    } else if (expected === 'name' || expected === 'name or end') {
      if (!take(STRING)) return at;
      if (skip() !== ':') return at;
      at += 1;
      expected = 'value';
    } else if (next === '{' || next === '[') {
      open.push(next);
      at += 1;
      expected = next === '{' ? 'name or end' : 'value or end';
    } else {
      if (!take(next === '"' ? STRING : SCALAR)) return at;
      expected = 'separator';
    }
  }
}
