import {
  ATTRIBUTE_TYPES,
  type AttributeType,
  type AttributeValue,
  attributeType,
} from '../attribute-value.ts';
import { compareValues } from './compare-values.ts';
import type { Operand, Predicate } from './condition.ts';
import { type ExpressionKind, invalidExpression } from './expression-error.ts';
import {
  assertDistinct,
  assertOperandCount,
  assertOperandTypes,
  operandTypeError,
  type ResolvedCall,
  type ResolvedOperand,
  requirePath,
} from './resolved-operand.ts';
import type { Comparator } from './syntax.ts';

const ORDERED: readonly AttributeType[] = ['S', 'N', 'B'];
const SIZED: readonly AttributeType[] = ['S', 'B', 'SS', 'NS', 'BS', 'L', 'M'];
const MAX_CANDIDATES = 100;

const FUNCTION_OPERANDS: Readonly<Record<string, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};

/** A predicate whose placeholders are looked up, and whose operands are still to be checked. */
export type ResolvedPredicate =
  | {
      readonly kind: 'comparison';
      readonly operator: Comparator;
      readonly left: ResolvedOperand;
      readonly right: ResolvedOperand;
    }
  | {
      readonly kind: 'between';
      readonly operand: ResolvedOperand;
      readonly lower: ResolvedOperand;
      readonly upper: ResolvedOperand;
    }
  | {
      readonly kind: 'in';
      readonly operand: ResolvedOperand;
      readonly candidates: readonly ResolvedOperand[];
    }
  | ResolvedCall;

/**
 * The predicate, its operands checked: first their number, then what they are.
 * Throws AwsError ValidationException.
 */
export function bindPredicate(kind: ExpressionKind, predicate: ResolvedPredicate): Predicate {
  switch (predicate.kind) {
    case 'comparison':
      return bindComparison(kind, predicate.operator, predicate.left, predicate.right);
    case 'between':
      return bindBetween(kind, predicate.operand, predicate.lower, predicate.upper);
    case 'in':
      return bindIn(kind, predicate.operand, predicate.candidates);
    case 'call':
      return bindCall(kind, predicate);
  }
}

function bindComparison(
  kind: ExpressionKind,
  operator: Comparator,
  left: ResolvedOperand,
  right: ResolvedOperand,
): Predicate {
  assertCounts(kind, [left, right]);
  assertDistinct(kind, operator, left, [right]);
  const bound = { left: bindOperand(kind, left), right: bindOperand(kind, right) };
  if (operator !== '=' && operator !== '<>') assertOperandTypes(kind, operator, [left, right], ORDERED);
  return { kind: 'comparison', operator, ...bound };
}

function bindBetween(
  kind: ExpressionKind,
  operand: ResolvedOperand,
  lower: ResolvedOperand,
  upper: ResolvedOperand,
): Predicate {
  assertCounts(kind, [operand, lower, upper]);
  assertDistinct(kind, 'BETWEEN', operand, [lower, upper]);
  const bound = {
    operand: bindOperand(kind, operand),
    lower: bindOperand(kind, lower),
    upper: bindOperand(kind, upper),
  };
  assertOperandTypes(kind, 'BETWEEN', [operand, lower, upper], ORDERED);
  if (lower.kind === 'value' && upper.kind === 'value') assertBounds(kind, lower.value, upper.value);
  return { kind: 'between', ...bound };
}

function bindIn(
  kind: ExpressionKind,
  operand: ResolvedOperand,
  candidates: readonly ResolvedOperand[],
): Predicate {
  assertCounts(kind, [operand, ...candidates]);
  if (candidates.length > MAX_CANDIDATES) {
    throw invalidExpression(
      kind,
      `The IN operator is provided with too many operands; number of operands: ${candidates.length}`,
    );
  }
  assertDistinct(kind, 'IN', operand, candidates);
  return {
    kind: 'in',
    operand: bindOperand(kind, operand),
    candidates: candidates.map((candidate) => bindOperand(kind, candidate)),
  };
}

function bindCall(kind: ExpressionKind, call: ResolvedCall): Predicate {
  assertCounts(kind, [call]);
  const [first, second] = call.operands;
  switch (call.name) {
    case 'attribute_exists':
    case 'attribute_not_exists':
      return { kind: call.name, path: requirePath(kind, call.name, first) };
    case 'attribute_type': {
      const path = requirePath(kind, call.name, first);
      assertDistinct(kind, call.name, first, call.operands.slice(1));
      return { kind: call.name, path, type: typeName(kind, second) };
    }
    default: {
      const name = call.name === 'begins_with' ? 'begins_with' : 'contains';
      assertDistinct(kind, name, first, call.operands.slice(1));
      if (name === 'begins_with') assertOperandTypes(kind, name, call.operands, ['S', 'B']);
      return { kind: name, subject: bindOperand(kind, first), part: bindOperand(kind, second) };
    }
  }
}

/** The only function among operands is `size`. */
function bindOperand(kind: ExpressionKind, operand: ResolvedOperand | undefined): Operand {
  if (operand === undefined) throw invalidExpression(kind, 'Incorrect number of operands');
  if (operand.kind !== 'call') return operand;
  assertOperandTypes(kind, operand.name, operand.operands, SIZED);
  return { kind: 'size', operand: bindOperand(kind, operand.operands[0]) };
}

function assertCounts(kind: ExpressionKind, operands: readonly ResolvedOperand[]): void {
  for (const operand of operands) {
    if (operand.kind !== 'call') continue;
    assertCounts(kind, operand.operands);
    assertOperandCount(kind, operand, FUNCTION_OPERANDS[operand.name] ?? 0);
  }
}

function typeName(kind: ExpressionKind, operand: ResolvedOperand | undefined): AttributeType {
  const name = 'attribute_type';
  if (operand?.kind === 'path') throw operandTypeError(kind, name, '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}');
  if (operand?.kind !== 'value') throw operandTypeError(kind, name, 'N');
  const { value } = operand;
  if (!('S' in value)) throw operandTypeError(kind, name, attributeType(value));
  const type = ATTRIBUTE_TYPES.find((candidate) => candidate === value.S);
  if (type !== undefined) return type;
  throw invalidExpression(
    kind,
    `Invalid attribute type name found; type: ${value.S}, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}`,
  );
}

function assertBounds(kind: ExpressionKind, lower: AttributeValue, upper: AttributeValue): void {
  const order = compareValues(lower, upper);
  if (order !== undefined && order <= 0) return;
  const requirement =
    order === undefined
      ? 'same data type for lower and upper bounds'
      : 'upper bound to be greater than or equal to lower bound';
  throw invalidExpression(
    kind,
    `The BETWEEN operator requires ${requirement}; ` +
      `lower bound operand: ${formatBound(lower)}, upper bound operand: ${formatBound(upper)}`,
  );
}

/** The bound as AWS writes it, which for binary values is what Java makes of a buffer. */
function formatBound(value: AttributeValue): string {
  if ('S' in value) return `AttributeValue: {S:${value.S}}`;
  if ('N' in value) return `AttributeValue: {N:${value.N}}`;
  const length = 'B' in value ? Buffer.byteLength(value.B, 'base64') : 0;
  return `AttributeValue: {B:java.nio.HeapByteBuffer[pos=0 lim=${length} cap=${length}]}`;
}
