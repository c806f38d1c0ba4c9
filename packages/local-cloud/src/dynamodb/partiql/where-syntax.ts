import type { Comparator } from '../expressions/syntax.ts';
import { validationError } from '../validation-error.ts';
import type { StatementReader } from './statement-reader.ts';
import type { TermSyntax, WherePredicate, WhereSyntax } from './statement-syntax.ts';
import type { StatementTokenType } from './statement-tokens.ts';

const COMPARATORS: ReadonlyMap<StatementTokenType, Comparator> = new Map([
  ['=', '='],
  ['<>', '<>'],
  ['!=', '<>'],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

/** The condition of a WHERE clause; the next token is the first behind the word. */
export function readWhere(reader: StatementReader): WhereSyntax {
  return reader.nested(() => {
    let left = readAnd(reader);
    while (reader.acceptKeyword('OR')) left = { kind: 'or', left, right: readAnd(reader) };
    return left;
  });
}

function readAnd(reader: StatementReader): WhereSyntax {
  let left = readNot(reader);
  while (reader.acceptKeyword('AND')) left = { kind: 'and', left, right: readNot(reader) };
  return left;
}

function readNot(reader: StatementReader): WhereSyntax {
  if (!reader.acceptKeyword('NOT')) return readPredicate(reader);
  return reader.nested(() => ({ kind: 'not', condition: readNot(reader) }));
}

function readPredicate(reader: StatementReader): WhereSyntax {
  if (reader.accept('(')) {
    const condition = readWhere(reader);
    reader.expect(')');
    return condition;
  }
  const operand = reader.term();
  const negated = reader.isKeyword('NOT') && (reader.isKeyword('IN', 1) || reader.isKeyword('BETWEEN', 1));
  if (negated) reader.next();
  const predicate = readOperator(reader, operand);
  return negated ? { kind: 'not', condition: predicate } : predicate;
}

function readOperator(reader: StatementReader, operand: TermSyntax): WhereSyntax {
  const comparator = COMPARATORS.get(reader.peek().type);
  if (comparator !== undefined) {
    reader.next();
    return { kind: 'comparison', operator: comparator, left: operand, right: reader.term() };
  }
  if (reader.acceptKeyword('BETWEEN')) {
    const lower = reader.term();
    reader.expectKeyword('AND');
    return { kind: 'between', operand, lower, upper: reader.term() };
  }
  if (reader.acceptKeyword('IN')) return readIn(reader, operand);
  if (reader.acceptKeyword('IS')) return readIs(reader, operand);
  if (operand.kind === 'call') return operand;
  throw validationError('WHERE clause must contain an expression that resolves to a boolean');
}

function readIn(reader: StatementReader, operand: TermSyntax): WherePredicate {
  let candidates: readonly TermSyntax[];
  if (reader.accept('(')) {
    const members = [reader.term()];
    while (reader.accept(',')) members.push(reader.term());
    reader.expect(')');
    candidates = members;
  } else {
    const list = reader.term();
    candidates = list.kind === 'list' ? list.members : [];
  }
  if (operand.kind !== 'path' || candidates.length === 0) {
    throw validationError(
      'IN operator must have a left hand argument of type Variable Reference and right hand argument of ' +
        'type Seq with at least one member',
    );
  }
  return { kind: 'in', operand, candidates };
}

function readIs(reader: StatementReader, operand: TermSyntax): WhereSyntax {
  const negated = reader.acceptKeyword('NOT');
  const token = reader.is('identifier') || reader.is('keyword') ? reader.next() : reader.fail();
  const predicate: WherePredicate = { kind: 'is', operand, type: token.text.toUpperCase() };
  return negated ? { kind: 'not', condition: predicate } : predicate;
}
