const SPACE = /[ \t\n\r]*/y;
/** A number, true, false or null. */
const WORD = /[^\s,\]}]+/y;

/**
 * The text of a member of a JSON object, exactly as it stands in `object`; the last one when it is named twice,
 * as JSON.parse has it. `object` must be the valid JSON text of an object.
 */
export function memberText(object: string, name: string): string | undefined {
  let found: string | undefined;
  let at = past(SPACE, object, object.indexOf('{') + 1);
  while (object[at] !== '}') {
    const nameEnd = pastString(object, at);
    const member: unknown = JSON.parse(object.slice(at, nameEnd));
    const start = past(SPACE, object, past(SPACE, object, nameEnd) + 1);
    const end = pastValue(object, start);
    if (member === name) found = object.slice(start, end);
    at = past(SPACE, object, end);
    if (object[at] === ',') at = past(SPACE, object, at + 1);
  }
  return found;
}

function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  if (!pattern.test(text)) throw new SyntaxError(`The text is not JSON at ${at}`);
  return pattern.lastIndex;
}

/** Not a pattern: one with alternatives runs out of stack on a text of megabytes. */
function pastString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '"') return at + 1;
    if (text[at] === '\\') at += 1;
  }
  throw new SyntaxError(`A string that begins at ${start} does not end`);
}

function pastValue(text: string, start: number): number {
  if (text[start] === '"') return pastString(text, start);
  if (text[start] !== '{' && text[start] !== '[') return past(WORD, text, start);
  let depth = 0;
  for (let at = start; ; at += 1) {
    const next = text[at];
    if (next === undefined) throw new SyntaxError('The text ends too early');
    if (next === '"') at = pastString(text, at) - 1;
    else if (next === '{' || next === '[') depth += 1;
    else if (next === '}' || next === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
}
