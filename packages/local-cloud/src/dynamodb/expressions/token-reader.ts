import { type ExpressionKind, invalidExpression } from './expression-error.ts';
import type { CallSyntax, OperandSyntax, PathStepSyntax, PathSyntax } from './syntax.ts';
import { type Token, type TokenType, tokenize } from './tokenizer.ts';

const MAX_BYTES = 4096;
const MAX_OPERATORS = 300;

const END: Token = { type: 'end', text: '<EOF>', start: 0, end: 0 };

/**
 * Reads an expression's tokens from left to right, with what every kind of expression has in common:
 * paths, operands, functions and parentheses. Its methods throw AwsError ValidationException.
 */
export class TokenReader {
  readonly kind: ExpressionKind;
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #position = 0;
  #operators = 0;
  #depth = 0;

  constructor(kind: ExpressionKind, text: string) {
    if (text === '') throw invalidExpression(kind, 'The expression can not be empty;');
    assertSize(kind, text);
    this.kind = kind;
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  /** The type of the token `ahead` of the next one. */
  peek(ahead = 0): TokenType {
    return this.#at(this.#position + ahead).type;
  }

  next(): Token {
    const token = this.#at(this.#position);
    this.#position += 1;
    return token;
  }

  /** Takes the next token when it is of that type. */
  accept(type: TokenType): boolean {
    if (this.peek() !== type) return false;
    this.#position += 1;
    return true;
  }

  expect(type: TokenType): Token {
    return this.peek() === type ? this.next() : this.fail();
  }

  /** Refuses the next token, naming it and what stands around it. */
  fail(): never {
    const token = this.#at(this.#position);
    const from = this.#position > 0 ? this.#at(this.#position - 1).start : 0;
    const to = this.#at(this.#position + 1).end;
    const near = this.#text.slice(from, Math.max(to, token.end));
    throw invalidExpression(this.kind, `Syntax error; token: "${token.text}", near: "${near}"`);
  }

  /** Refuses anything behind the expression, and an expression with too many operators. */
  finish(): void {
    if (this.peek() !== 'end') this.fail();
    if (this.#operators > MAX_OPERATORS) this.#failTooManyOperators();
  }

  /** Counts an operator or a function. */
  countOperator(): void {
    this.#operators += 1;
  }

  /**
   * What stands in a pair of parentheses, of which the next token is the opening one. Two pairs around the
   * same thing are refused. `nested` tells whether what was read is itself in parentheses.
   */
  parentheses<T>(read: () => { readonly result: T; readonly nested: boolean }): T {
    this.expect('(');
    this.#depth += 1;
    // Each level needs an operator of its own to be more than a repeated pair.
    if (this.#depth > MAX_OPERATORS + 2) this.#failRedundantParentheses();
    const { result, nested } = read();
    this.expect(')');
    this.#depth -= 1;
    if (nested) this.#failRedundantParentheses();
    return result;
  }
  /** `a`, `#a`, `a.b`, `a[0]` and so on. */
  path(): PathSyntax {
    const steps: PathStepSyntax[] = [this.#nameStep()];
    for (;;) {
      if (this.accept('.')) {
        steps.push(this.#nameStep());
      } else if (this.accept('[')) {
        steps.push({ kind: 'index', index: this.expect('integer').text });
        this.expect(']');
      } else {
        return { kind: 'path', steps };
      }
    }
  }

  /** A path, a value, a function or one of these in parentheses. */
  operand(): OperandSyntax {
    if (this.peek() !== '(') return this.bareOperand();
    return this.parentheses(() => {
      const nested = this.peek() === '(';
      return { result: this.operand(), nested };
    });
  }

  /** A path, a value or a function. */
  bareOperand(): OperandSyntax {
    if (this.peek() === 'value') return { kind: 'value', reference: this.next().text };
    return this.peek() === 'identifier' && this.peek(1) === '(' ? this.#call() : this.path();
  }

  #call(): CallSyntax {
    this.countOperator();
    const name = this.next().text;
    this.expect('(');
    this.#depth += 1;
    if (this.#depth > MAX_OPERATORS + 2) this.#failTooManyOperators();
    const operands = [this.operand()];
    while (this.accept(',')) operands.push(this.operand());
    this.expect(')');
    this.#depth -= 1;
    return { kind: 'call', name, operands };
  }

  #nameStep(): PathStepSyntax {
    if (this.peek() === 'name') return { kind: 'placeholder', reference: this.next().text };
    return { kind: 'name', name: this.expect('identifier').text };
  }

  #at(index: number): Token {
    return this.#tokens[Math.min(index, this.#tokens.length - 1)] ?? END;
  }

  #failRedundantParentheses(): never {
    throw invalidExpression(this.kind, 'The expression has redundant parentheses;');
  }

  #failTooManyOperators(): never {
    throw invalidExpression(
      this.kind,
      `The expression contains too many operators; operator count: ${this.#operators}`,
    );
  }
}

function assertSize(kind: ExpressionKind, text: string): void {
  // No character has less than one byte, so most texts need no count.
  if (text.length * 3 <= MAX_BYTES) return;
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_BYTES) return;
  const size =
    kind === 'ConditionExpression' || kind === 'FilterExpression' ? ` expression size: ${bytes}` : '';
  throw invalidExpression(kind, `Expression size has exceeded the maximum allowed size;${size}`);
}
