import { isKeyword } from './keywords.ts';
import { notWellFormed, type Position } from './partiql-error.ts';

const SYMBOLS = [
  '<<',
  '>>',
  '<>',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  '=',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  '.',
  ':',
  '*',
  '+',
  '-',
  '/',
  '?',
  ';',
] as const;

export type StatementSymbol = (typeof SYMBOLS)[number];

/**
 * `identifier`: a name, in double quotes or plain; `keyword`: a plain word that PartiQL keeps for itself,
 * in upper case; `string` and `number`: literals.
 */
export type StatementTokenType = StatementSymbol | 'identifier' | 'keyword' | 'string' | 'number' | 'end';

export interface StatementToken {
  readonly type: StatementTokenType;
  /** What it says: without quotes, keywords in upper case. */
  readonly text: string;
  readonly at: Position;
  /** The offsets of its first character and behind its last. */
  readonly start: number;
  readonly end: number;
}

const BLANK = /(?:\s|--[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const WORD = /[A-Za-z_$][A-Za-z0-9_$]*/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const STRING = /'(?:[^']|'')*'/y;
const QUOTED = /"(?:[^"]|"")*"/y;

/** The tokens of a statement, of which the last is `end`. Throws AwsError ValidationException. */
export function tokenizeStatement(statement: string): StatementToken[] {
  const tokens: StatementToken[] = [];
  let line = 1;
  let lineStart = 0;
  let counted = 0;
  const position = (start: number, end: number): Position => {
    for (; counted < start; counted += 1) {
      if (statement[counted] === '\n') {
        line += 1;
        lineStart = counted + 1;
      }
    }
    return { line, column: start - lineStart + 1, length: end - start };
  };

  let offset = 0;
  for (;;) {
    const start = matchEnd(BLANK, statement, offset) ?? offset;
    if (start >= statement.length) {
      tokens.push({ type: 'end', text: '', at: position(start, start), start, end: start });
      return tokens;
    }
    const { type, text, end } = tokenAt(statement, start);
    tokens.push({ type, text, at: position(start, end), start, end });
    offset = end;
  }
}

interface Lexeme {
  readonly type: StatementTokenType;
  readonly text: string;
  readonly end: number;
}

function tokenAt(statement: string, start: number): Lexeme {
  const lexeme = (pattern: RegExp, make: (text: string) => Omit<Lexeme, 'end'>): Lexeme | undefined => {
    const end = matchEnd(pattern, statement, start);
    return end === undefined ? undefined : { ...make(statement.slice(start, end)), end };
  };
  const found =
    lexeme(WORD, (text) =>
      isKeyword(text) ? { type: 'keyword', text: text.toUpperCase() } : { type: 'identifier', text },
    ) ??
    lexeme(NUMBER, (text) => ({ type: 'number', text })) ??
    lexeme(STRING, (text) => ({ type: 'string', text: text.slice(1, -1).replaceAll("''", "'") })) ??
    lexeme(QUOTED, (text) => ({ type: 'identifier', text: text.slice(1, -1).replaceAll('""', '"') }));
  if (found !== undefined) return found;
  // An open comment leaves its two characters, of which one alone would be an operator.
  const symbol = statement.startsWith('/*', start)
    ? undefined
    : SYMBOLS.find((candidate) => statement.startsWith(candidate, start));
  if (symbol === undefined) throw notWellFormed();
  return { type: symbol, text: symbol, end: start + symbol.length };
}

function matchEnd(pattern: RegExp, text: string, offset: number): number | undefined {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
