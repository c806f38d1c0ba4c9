import type { AwsError } from '../../aws/aws-error.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import { errorAt, notWellFormed, type Position } from './partiql-error.ts';
import type { PathTerm, TermSyntax, TupleMember } from './statement-syntax.ts';
import { type StatementToken, type StatementTokenType, tokenizeStatement } from './statement-tokens.ts';

const MAX_INDEX = 2 ** 31 - 1;
/** Deeper than any value or condition that DynamoDB takes. */
const MAX_DEPTH = 300;

const END: StatementToken = {
  type: 'end',
  text: '',
  at: { line: 1, column: 1, length: 0 },
  start: 0,
  end: 0,
};

/** Reads a statement's tokens from left to right. Its methods throw AwsError ValidationException. */
export class StatementReader {
  readonly #tokens: readonly StatementToken[];
  #position = 0;
  #parameters = 0;
  #depth = 0;

  constructor(statement: string) {
    this.#tokens = tokenizeStatement(statement);
  }

  /** How many `?` were read. */
  get parameters(): number {
    return this.#parameters;
  }

  peek(ahead = 0): StatementToken {
    return this.#tokens[this.#position + ahead] ?? this.#tokens.at(-1) ?? END;
  }

  next(): StatementToken {
    const token = this.peek();
    this.#position += 1;
    return token;
  }

  is(type: StatementTokenType): boolean {
    return this.peek().type === type;
  }

  isKeyword(word: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.type === 'keyword' && token.text === word;
  }

  accept(type: StatementTokenType): boolean {
    if (!this.is(type)) return false;
    this.#position += 1;
    return true;
  }

  acceptKeyword(word: string): boolean {
    if (!this.isKeyword(word)) return false;
    this.#position += 1;
    return true;
  }

  expect(type: StatementTokenType): StatementToken {
    return this.is(type) ? this.next() : this.fail();
  }

  expectKeyword(word: string): StatementToken {
    return this.isKeyword(word) ? this.next() : this.fail();
  }

  /** Refuses the next token. */
  fail(): never {
    throw this.#unexpected();
  }

  /** Reads on one level deeper, so that no statement can exhaust the stack. */
  nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw notWellFormed();
    const result = read();
    this.#depth -= 1;
    return result;
  }

  /** Refuses anything behind the statement but a semicolon. */
  finish(): void {
    this.accept(';');
    if (!this.is('end')) throw notWellFormed('Unexpected token after expression');
  }

  /** `a.b[0]['c']`. */
  path(): PathTerm {
    const first = this.expect('identifier');
    const steps: (string | number)[] = [];
    let last = first;
    for (;;) {
      if (this.accept('.')) {
        if (!this.is('identifier')) throw notWellFormed('Invalid path dot component');
        last = this.next();
        steps.push(last.text);
      } else if (this.accept('[')) {
        steps.push(this.is('string') ? this.next().text : this.#listIndex());
        last = this.expect(']');
      } else {
        const path: DocumentPath = [first.text, ...steps];
        return { kind: 'path', path, at: { ...first.at, length: last.end - first.start } };
      }
    }
  }

  /** A path, a literal, a parameter or a function. */
  term(): TermSyntax {
    const token = this.peek();
    const { at } = token;
    switch (token.type) {
      case 'identifier':
        return this.peek(1).type === '(' ? this.#call() : this.path();
      case 'keyword':
        return this.#keywordTerm();
      case 'string':
        return { kind: 'string', text: this.next().text, at };
      case 'number':
      case '+':
      case '-':
        return this.#number(at);
      case '?': {
        this.next();
        const index = this.#parameters;
        this.#parameters += 1;
        return { kind: 'parameter', index, at };
      }
      case '[':
        return { kind: 'list', members: this.#members('[', ']'), at };
      case '<<':
        return { kind: 'bag', members: this.#members('<<', '>>'), at };
      case '{':
        return { kind: 'tuple', members: this.#tuple(), at };
      default:
        return this.fail();
    }
  }

  #keywordTerm(): TermSyntax {
    const { text, at } = this.peek();
    if (this.peek(1).type === '(') return this.#call();
    switch (text) {
      case 'TRUE':
      case 'FALSE':
        this.next();
        return { kind: 'boolean', value: text === 'TRUE', at };
      case 'NULL':
      case 'MISSING':
        this.next();
        return { kind: text === 'NULL' ? 'null' : 'missing', at };
      default:
        return this.fail();
    }
  }

  #call(): TermSyntax {
    const { text, at } = this.next();
    this.expect('(');
    const operands: TermSyntax[] = [];
    this.nested(() => {
      if (this.is(')')) return;
      do operands.push(this.term());
      while (this.accept(','));
    });
    this.expect(')');
    return { kind: 'call', name: text.toLowerCase(), operands, at };
  }

  /** A number after any number of signs. */
  #number(at: Position): TermSyntax {
    let negative = false;
    while (this.is('+') || this.is('-')) negative = this.next().type === '-' ? !negative : negative;
    const { text } = this.expect('number');
    return { kind: 'number', text: negative ? `-${text}` : text, at };
  }

  #members(open: '[' | '<<', close: ']' | '>>'): TermSyntax[] {
    this.expect(open);
    const members: TermSyntax[] = [];
    this.nested(() => {
      if (this.is(close)) return;
      do members.push(this.term());
      while (this.accept(','));
    });
    this.expect(close);
    return members;
  }

  #tuple(): TupleMember[] {
    this.expect('{');
    const members: TupleMember[] = [];
    this.nested(() => {
      if (this.is('}')) return;
      do {
        const name = this.term();
        this.expect(':');
        members.push({ name, value: this.term() });
      } while (this.accept(','));
    });
    this.expect('}');
    return members;
  }

  #listIndex(): number {
    let negative = false;
    while (this.is('+') || this.is('-')) negative = this.next().type === '-' ? !negative : negative;
    const { text, at } = this.expect('number');
    const index = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (index <= MAX_INDEX && (!negative || index === 0)) return index;
    const sign = negative ? '-' : '';
    throw errorAt(`List index is not within the allowable range; index: [${sign}${text}]`, at);
  }

  #unexpected(): AwsError {
    const token = this.peek();
    if (token.type === 'keyword') return notWellFormed('Unexpected keyword');
    return notWellFormed(token.type === 'end' ? 'Unexpected end of statement' : 'Unexpected term');
  }
}
