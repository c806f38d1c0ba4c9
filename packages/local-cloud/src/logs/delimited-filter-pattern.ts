import type { MessageFilter } from './filter-pattern.ts';
import { ORDERS, wildcardText } from './json-filter-pattern.ts';
import { invalid } from './logs-input.ts';

type FieldFilter = (field: string) => boolean;

/** Takes the place of any number of fields. */
const ELLIPSIS = '...';
/** A field of a message: in quotation marks, in brackets, or up to the next blank. */
const MESSAGE_FIELD = /"([^"]*)"|\[([^\]]*)\]|(\S+)/g;
const COMPARISON = /^\s*([\w.-]+)\s*(!=|<=|>=|=|<|>)\s*(?:"([^"]*)"|(\S(?:.*\S)?))\s*$/s;

/**
 * Reads a pattern of fields that are divided by blanks: `[ip, user, status = 4* || status = 5*, ..., bytes > 100]`.
 * A message matches when it has as many fields (any number in the place of `...`) and each meets its condition.
 */
export function parseDelimitedPattern(pattern: string): MessageFilter {
  const inner = /^\[(.*)\]$/s.exec(pattern)?.[1];
  if (inner === undefined) throw malformed('the closing bracket is missing');
  const parts = dividedAt(inner, ',').map((part) => part.trim());
  if (parts.filter((part) => part === ELLIPSIS).length > 1) throw malformed('... may stand in it once');
  const split = parts.indexOf(ELLIPSIS);
  const head = (split < 0 ? parts : parts.slice(0, split)).map(fieldFilter);
  const tail = (split < 0 ? [] : parts.slice(split + 1)).map(fieldFilter);
  return (message) => {
    const fields = [...message.matchAll(MESSAGE_FIELD)].map(
      ([, quoted, bracketed, plain]) => quoted ?? bracketed ?? plain ?? '',
    );
    const count = head.length + tail.length;
    if (split < 0 ? fields.length !== count : fields.length < count) return false;
    return (
      head.every((fits, index) => fits(fields[index] ?? '')) &&
      tail.every((fits, index) => fits(fields[fields.length - tail.length + index] ?? ''))
    );
  };
}

/** `name` alone takes anything; comparisons may be joined by `&&` and `||`. */
function fieldFilter(text: string): FieldFilter {
  if (/^[\w.-]*$/.test(text)) return () => true;
  const alternatives = dividedAt(unwrapped(text), '||').map((alternative) =>
    dividedAt(unwrapped(alternative), '&&').map((one) => comparison(unwrapped(one))),
  );
  return (field) => alternatives.some((all) => all.every((fits) => fits(field)));
}

function comparison(text: string): FieldFilter {
  const [, , operator = '', quoted, plain = ''] = COMPARISON.exec(text) ?? [];
  if (operator === '') throw malformed(`${JSON.stringify(text.trim())} is no condition`);
  const wanted = quoted ?? plain;
  if (operator === '=' || operator === '!=') {
    const equal = wildcardText(wanted);
    return (field) => equal(field) === (operator === '=');
  }
  const limit = Number(wanted);
  const compare = ORDERS[operator];
  if (Number.isNaN(limit) || compare === undefined) throw malformed(`${operator} compares with numbers only`);
  return (field) => field !== '' && compare(Number(field), limit);
}

function unwrapped(text: string): string {
  return /^\s*\((.*)\)\s*$/s.exec(text)?.[1] ?? text;
}

/** The parts between separators that stand outside quotation marks and parentheses. */
function dividedAt(text: string, separator: string): string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === '(') depth += 1;
    else if (!quoted && character === ')') depth -= 1;
    if (!quoted && depth === 0 && text.startsWith(separator, at)) {
      parts.push(part);
      part = '';
      at += separator.length - 1;
    } else part += character;
  }
  if (quoted || depth !== 0) throw malformed('a quotation mark or a parenthesis is missing');
  return [...parts, part];
}

function malformed(reason: string): Error {
  return invalid(`Invalid filter pattern: ${reason}.`);
}
