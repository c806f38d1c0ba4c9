const KEYWORDS = ['AND', 'OR', 'NOT', 'BETWEEN', 'IN', 'SET', 'REMOVE', 'ADD', 'DELETE'] as const;
const SYMBOLS = ['<>', '<=', '>=', '=', '<', '>', '(', ')', '[', ']', ',', '.', '+', '-'] as const;

export type Keyword = (typeof KEYWORDS)[number];
export type ExpressionSymbol = (typeof SYMBOLS)[number];

/**
 * `identifier`: an attribute's or a function's name; `name`: `#x`; `value`: `:x`; `integer`: a list index;
 * `unknown`: a character outside the language; `end`: behind the last token.
 */
export type TokenType =
  | Keyword
  | ExpressionSymbol
  | 'identifier'
  | 'name'
  | 'value'
  | 'integer'
  | 'unknown'
  | 'end';

export interface Token {
  readonly type: TokenType;
  /** As written; `<EOF>` for `end`. */
  readonly text: string;
  /** Offsets into the expression: where the token begins, and behind it. */
  readonly start: number;
  readonly end: number;
}

const KEYWORD_SET: ReadonlySet<string> = new Set(KEYWORDS);
const SYMBOL_SET: ReadonlySet<string> = new Set(SYMBOLS);
const WHITESPACE = /[ \t\r\n]*/y;
const WORD = /[A-Za-z][A-Za-z0-9_]*/y;
const PLACEHOLDER = /[#:][A-Za-z0-9_]+/y;
const INTEGER = /0|[1-9][0-9]*/y;

/** The tokens of an expression, of which the last is `end`. Never throws: what is unknown is a token too. */
export function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  let offset = lengthAt(WHITESPACE, expression, 0);
  while (offset < expression.length) {
    const token = tokenAt(expression, offset);
    tokens.push(token);
    offset = token.end + lengthAt(WHITESPACE, expression, token.end);
  }
  tokens.push({ type: 'end', text: '<EOF>', start: expression.length, end: expression.length });
  return tokens;
}

function tokenAt(expression: string, start: number): Token {
  const token = (type: TokenType, length: number): Token => ({
    type,
    text: expression.slice(start, start + length),
    start,
    end: start + length,
  });

  const word = lengthAt(WORD, expression, start);
  if (word > 0) {
    const upper = expression.slice(start, start + word).toUpperCase();
    return token(isKeyword(upper) ? upper : 'identifier', word);
  }
  const placeholder = lengthAt(PLACEHOLDER, expression, start);
  if (placeholder > 0) return token(expression[start] === '#' ? 'name' : 'value', placeholder);
  const integer = lengthAt(INTEGER, expression, start);
  if (integer > 0) return token('integer', integer);
  for (const length of [2, 1]) {
    const symbol = expression.slice(start, start + length);
    if (isSymbol(symbol)) return token(symbol, length);
  }
  // A character beyond the basic plane is two units long.
  return token('unknown', (expression.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
}

function lengthAt(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex - offset : 0;
}

function isKeyword(text: string): text is Keyword {
  return KEYWORD_SET.has(text);
}

function isSymbol(text: string): text is ExpressionSymbol {
  return SYMBOL_SET.has(text);
}
