import type { PatternPart } from './pattern.ts';

/** Finds the value of a policy variable such as `aws:username`; undefined when the request has none. */
export type VariableLookup = (key: string) => string | undefined;

/** Whether a text fits a pattern, its variables filled in from the request. */
export type TextMatcher = (text: string, variables: VariableLookup) => boolean;

/**
 * How far a wildcard reaches:
 * - `text`: over everything, as in actions and string conditions.
 * - `arn`: a resource. In the five parts before the resource's own name a wildcard stays inside its part,
 *   unless it is the part's last character: then it may reach over the colons that follow.
 * - `arn-parts`: an ARN condition, whose six parts are compared one by one.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export type WildcardReach = 'text' | 'arn' | 'arn-parts';

const ANY = -1;
const ONE = -2;
const ANY_IN_PART = -3;
const ONE_IN_PART = -4;
const COLON = 58;

/** A matcher for one pattern. A pattern whose variable has no value in the request fits nothing. */
export function globMatcher(parts: readonly PatternPart[], reach: WildcardReach): TextMatcher {
  const [first, second] = parts;
  if (first === undefined) return (text) => text === '';
  if (first.kind === 'any' && second === undefined) return () => true;
  if (first.kind === 'literal' && second === undefined) return (text) => text === first.text;
  if (parts.some((part) => part.kind === 'variable')) {
    return (text, variables) => {
      const symbols = toSymbols(parts, reach, variables);
      return symbols !== undefined && fits(symbols, text);
    };
  }
  if (first.kind === 'literal' && second?.kind === 'any' && parts.length === 2 && reach !== 'arn-parts') {
    return (text) => text.startsWith(first.text);
  }
  const symbols = toSymbols(parts, reach, () => undefined) ?? [];
  return (text) => fits(symbols, text);
}

function toSymbols(
  parts: readonly PatternPart[],
  reach: WildcardReach,
  variables: VariableLookup,
): number[] | undefined {
  const symbols: number[] = [];
  let colons = 0;
  for (const [index, part] of parts.entries()) {
    const confined = reach !== 'text' && colons < 5;
    if (part.kind === 'literal' || part.kind === 'variable') {
      const text = part.kind === 'literal' ? part.text : (variables(part.key) ?? part.fallback);
      if (text === undefined) return undefined;
      for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        if (code === COLON) colons += 1;
        symbols.push(code);
      }
    } else if (part.kind === 'one') symbols.push(confined ? ONE_IN_PART : ONE);
    else symbols.push(confined && (reach === 'arn-parts' || !endsPart(parts[index + 1])) ? ANY_IN_PART : ANY);
  }
  return symbols;
}

function endsPart(next: PatternPart | undefined): boolean {
  return next === undefined || (next.kind === 'literal' && next.text.startsWith(':'));
}

/**
 * Greedy, with one place to come back to for each kind of wildcard: the time is at most the product of
 * the two lengths for any pattern that a policy holds.
 */
function fits(symbols: readonly number[], text: string): boolean {
  let symbol = 0;
  let at = 0;
  let free: [symbol: number, at: number] | undefined;
  let confined: [symbol: number, at: number] | undefined;
  while (at < text.length) {
    const wanted = symbols[symbol];
    const code = text.charCodeAt(at);
    if (wanted === ANY) {
      symbol += 1;
      free = [symbol, at];
      confined = undefined;
    } else if (wanted === ANY_IN_PART) {
      symbol += 1;
      confined = [symbol, at];
    } else if (wanted === code || wanted === ONE || (wanted === ONE_IN_PART && code !== COLON)) {
      symbol += 1;
      at += 1;
    } else if (confined !== undefined && text.charCodeAt(confined[1]) !== COLON) {
      confined[1] += 1;
      [symbol, at] = confined;
    } else if (free !== undefined) {
      confined = undefined;
      free[1] += 1;
      [symbol, at] = free;
    } else return false;
  }
  while (symbols[symbol] === ANY || symbols[symbol] === ANY_IN_PART) symbol += 1;
  return symbol === symbols.length;
}
