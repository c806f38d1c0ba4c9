import type { ExpressionKind } from './expression-error.ts';
import type { Comparator, ConditionSyntax, OperandSyntax, PredicateSyntax } from './syntax.ts';
import { TokenReader } from './token-reader.ts';

/** Parentheses may hold a condition or an operand; which one shows only behind what was read. */
type Part =
  | { readonly form: 'condition'; readonly condition: ConditionSyntax; readonly grouped: boolean }
  | { readonly form: 'operand'; readonly operand: OperandSyntax; readonly grouped: boolean };

/**
 * The syntax of a condition, filter or key condition: NOT binds closer than AND, AND closer than OR.
 * Throws AwsError ValidationException.
 */
export function readConditionSyntax(kind: ExpressionKind, text: string): ConditionSyntax {
  const reader = new TokenReader(kind, text);
  const condition = asCondition(reader, readOr(reader, false));
  reader.finish();
  return condition;
}

/** `bare` tells whether an operand alone will do, as it does in parentheses before a comparator. */
function readOr(reader: TokenReader, bare: boolean): Part {
  let left = readAnd(reader, bare);
  while (reader.accept('OR')) left = join(reader, 'or', left, readAnd(reader, false));
  return left;
}

function readAnd(reader: TokenReader, bare: boolean): Part {
  let left = readNot(reader, bare);
  while (reader.accept('AND')) left = join(reader, 'and', left, readNot(reader, false));
  return left;
}

function join(reader: TokenReader, kind: 'and' | 'or', left: Part, right: Part): Part {
  reader.countOperator();
  return ungrouped({ kind, left: asCondition(reader, left), right: asCondition(reader, right) });
}

function readNot(reader: TokenReader, bare: boolean): Part {
  let negations = 0;
  while (reader.accept('NOT')) {
    reader.countOperator();
    negations += 1;
  }
  if (negations === 0) return readPredicate(reader, bare);
  let condition = asCondition(reader, readPredicate(reader, false));
  for (; negations > 0; negations -= 1) condition = { kind: 'not', condition };
  return ungrouped(condition);
}

function readPredicate(reader: TokenReader, bare: boolean): Part {
  const first: Part =
    reader.peek() === '('
      ? readGroup(reader)
      : { form: 'operand', operand: reader.bareOperand(), grouped: false };
  if (first.form === 'condition') return first;
  const predicate = readOperator(reader, first.operand);
  if (predicate !== undefined) return ungrouped(predicate);
  if (first.operand.kind === 'call' || (bare && reader.peek() === ')')) return first;
  return reader.fail();
}

function readGroup(reader: TokenReader): Part {
  const part = reader.parentheses(() => {
    const result = readOr(reader, true);
    return { result, nested: result.grouped };
  });
  return { ...part, grouped: true };
}

function readOperator(reader: TokenReader, operand: OperandSyntax): PredicateSyntax | undefined {
  const type = reader.peek();
  switch (type) {
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return readComparison(reader, type, operand);
    case 'BETWEEN': {
      takeOperator(reader);
      const lower = reader.operand();
      reader.expect('AND');
      return { kind: 'between', operand, lower, upper: reader.operand() };
    }
    case 'IN': {
      takeOperator(reader);
      reader.expect('(');
      const candidates = [reader.operand()];
      while (reader.accept(',')) candidates.push(reader.operand());
      reader.expect(')');
      return { kind: 'in', operand, candidates };
    }
    default:
      return undefined;
  }
}

function readComparison(reader: TokenReader, operator: Comparator, left: OperandSyntax): PredicateSyntax {
  takeOperator(reader);
  return { kind: 'comparison', operator, left, right: reader.operand() };
}

function takeOperator(reader: TokenReader): void {
  reader.next();
  reader.countOperator();
}

function ungrouped(condition: ConditionSyntax): Part {
  return { form: 'condition', condition, grouped: false };
}

function asCondition(reader: TokenReader, part: Part): ConditionSyntax {
  if (part.form === 'condition') return part.condition;
  return part.operand.kind === 'call' ? part.operand : reader.fail();
}
