import type { MessageFilter } from './filter-pattern.ts';
import { invalid } from './logs-input.ts';

type Condition = (event: unknown) => boolean;

const TOKEN =
  /\s*(?:(&&|\|\||[(){}]|!=|<=|>=|=|<|>)|(\$(?:\.[\w*-]+|\['[^']*'\]|\["[^"]*"\]|\[\d+\])*)|"((?:[^"\\]|\\.)*)"|([^\s(){}"=<>!&|]+))/gy;

interface Token {
  readonly kind: 'symbol' | 'selector' | 'string' | 'word';
  readonly text: string;
}

const MAX_DEPTH = 32;

/** Reads `{ $.level = "ERROR" && $.took > 100 }`. A message that is not JSON never matches. */
export function parseJsonPattern(pattern: string): MessageFilter {
  const parser = new Parser(tokens(pattern));
  parser.expect('{');
  const condition = parser.either(0);
  parser.expect('}');
  parser.end();
  return (message) => {
    // Most lines of a log are not JSON; parsing them only to fail would cost more than anything else here.
    if (!message.trimStart().startsWith('{')) return false;
    try {
      return condition(JSON.parse(message));
    } catch {
      return false;
    }
  };
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(list: readonly Token[]) {
    this.#tokens = list;
  }

  either(depth: number): Condition {
    const parts = [this.#both(depth)];
    while (this.#take('||')) parts.push(this.#both(depth));
    return (event) => parts.some((part) => part(event));
  }

  expect(symbol: string): void {
    if (!this.#take(symbol)) throw malformed(`${JSON.stringify(symbol)} is missing`);
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw malformed('there is more after the condition');
  }

  #both(depth: number): Condition {
    const parts = [this.#single(depth)];
    while (this.#take('&&')) parts.push(this.#single(depth));
    return (event) => parts.every((part) => part(event));
  }

  #single(depth: number): Condition {
    if (this.#take('(')) {
      if (depth === MAX_DEPTH) throw malformed('the parentheses are nested too deep');
      const inner = this.either(depth + 1);
      this.expect(')');
      return inner;
    }
    const selector = this.#next();
    if (selector.kind !== 'selector') throw malformed('a condition begins with a selector such as $.level');
    const select = selection(selector.text);
    const operator = this.#next();
    if (operator.kind === 'word') return this.#state(operator.text, select);
    return comparison(operator.text, this.#next(), select);
  }

  /** `IS NULL`, `IS TRUE`, `IS FALSE`, `EXISTS`, `NOT EXISTS`. */
  #state(word: string, select: (event: unknown) => unknown): Condition {
    const first = word.toUpperCase();
    const phrase = first === 'EXISTS' ? first : `${first} ${this.#next().text.toUpperCase()}`;
    switch (phrase) {
      case 'IS NULL':
        return (event) => select(event) === null;
      case 'IS TRUE':
        return (event) => select(event) === true;
      case 'IS FALSE':
        return (event) => select(event) === false;
      case 'EXISTS':
        return (event) => select(event) !== undefined;
      case 'NOT EXISTS':
        return (event) => select(event) === undefined;
      default:
        throw malformed(`${JSON.stringify(phrase)} is not known`);
    }
  }

  #take(symbol: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'symbol' || token.text !== symbol) return false;
    this.#at += 1;
    return true;
  }

  #next(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw malformed('it ends too early');
    this.#at += 1;
    return token;
  }
}

function tokens(pattern: string): Token[] {
  const list: Token[] = [];
  let end = 0;
  for (const match of pattern.matchAll(TOKEN)) {
    const [whole, symbol, selector, quoted, word] = match;
    end = match.index + whole.length;
    if (symbol !== undefined) list.push({ kind: 'symbol', text: symbol });
    else if (selector !== undefined) list.push({ kind: 'selector', text: selector });
    else if (quoted !== undefined) list.push({ kind: 'string', text: quoted.replace(/\\(.)/g, '$1') });
    else list.push({ kind: 'word', text: word ?? '' });
  }
  if (pattern.slice(end).trim() !== '') throw malformed(`it cannot be read from character ${end + 1} on`);
  return list;
}

function selection(selector: string): (event: unknown) => unknown {
  const path = [...selector.matchAll(/\.([\w*-]+)|\['([^']*)'\]|\["([^"]*)"\]|\[(\d+)\]/g)].map(
    ([, name, single, double, index]) => name ?? single ?? double ?? Number(index),
  );
  if (path.includes('*')) throw malformed('wildcards in a selector are not supported');
  return (event) =>
    path.reduce<unknown>((value, key) => {
      if (typeof value !== 'object' || value === null) return undefined;
      return Object.entries(value).find(([own]) => own === String(key))?.[1];
    }, event);
}

function comparison(operator: string, token: Token, select: (event: unknown) => unknown): Condition {
  if (token.kind === 'symbol' || token.kind === 'selector') throw malformed('a value is missing');
  const number = token.kind === 'word' ? Number(token.text) : Number.NaN;
  if (operator === '=' || operator === '!=') {
    const equal = Number.isNaN(number) ? wildcardText(token.text) : (value: unknown) => value === number;
    if (operator === '=') return (event) => equal(select(event));
    return (event) => {
      const value = select(event);
      return value !== undefined && !equal(value);
    };
  }
  if (Number.isNaN(number)) throw malformed(`${operator} compares with numbers only`);
  const compare = ORDERS[operator];
  if (compare === undefined) throw malformed(`${JSON.stringify(operator)} is not a comparison`);
  return (event) => {
    const value = select(event);
    return typeof value === 'number' && compare(value, number);
  };
}

/** Comparisons of numbers, by their operators. */
export const ORDERS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Whether a value's text is `pattern`, in which `*` stands for any characters. */
export function wildcardText(pattern: string): (value: unknown) => boolean {
  const parts = pattern.split('*');
  return (value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return false;
    const text = String(value);
    if (parts.length === 1) return text === pattern;
    const first = parts[0] ?? '';
    const last = parts.at(-1) ?? '';
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
      return false;
    let from = first.length;
    for (const part of parts.slice(1, -1)) {
      const at = text.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return from <= text.length - last.length;
  };
}

function malformed(reason: string): Error {
  return invalid(`Invalid filter pattern: ${reason}.`);
}
