import { type AttributeType, type AttributeValue, attributeType } from '../attribute-value.ts';
import { type DocumentPath, formatPath, resolvePath, samePath } from './document-path.ts';
import { type ExpressionKind, invalidExpression } from './expression-error.ts';
import type { Substitutions } from './substitutions.ts';
import type { OperandSyntax } from './syntax.ts';

/** An operand whose placeholders are looked up, and whose functions are still to be checked. */
export type ResolvedOperand =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | ResolvedCall;

export interface ResolvedCall {
  readonly kind: 'call';
  readonly name: string;
  readonly operands: readonly ResolvedOperand[];
}

/** Looks up the placeholders of an operand. Throws AwsError ValidationException for one that is missing. */
export function resolveOperand(
  kind: ExpressionKind,
  syntax: OperandSyntax,
  substitutions: Substitutions,
): ResolvedOperand {
  switch (syntax.kind) {
    case 'path':
      return { kind: 'path', path: resolvePath(kind, syntax, substitutions) };
    case 'value':
      return { kind: 'value', value: substitutions.value(kind, syntax.reference) };
    case 'call':
      return {
        kind: 'call',
        name: syntax.name,
        operands: syntax.operands.map((operand) => resolveOperand(kind, operand, substitutions)),
      };
  }
}

/** Refuses a call with another number of operands than its function takes. */
export function assertOperandCount(kind: ExpressionKind, call: ResolvedCall, count: number): void {
  if (call.operands.length === count) return;
  throw invalidExpression(
    kind,
    'Incorrect number of operands for operator or function; ' +
      `operator or function: ${call.name}, number of operands: ${call.operands.length}`,
  );
}

/** Refuses a first operand that is the very path that another operand is. */
export function assertDistinct(
  kind: ExpressionKind,
  operator: string,
  first: ResolvedOperand | undefined,
  others: readonly ResolvedOperand[],
): void {
  if (first?.kind !== 'path') return;
  const { path } = first;
  if (!others.some((other) => other.kind === 'path' && samePath(path, other.path))) return;
  throw invalidExpression(
    kind,
    'The first operand must be distinct from the remaining operands for this operator or function; ' +
      `operator: ${operator}, first operand: ${formatPath(path)}`,
  );
}

/** Refuses an operand of a type, as far as it is known without an item, that the operator does not take. */
export function assertOperandTypes(
  kind: ExpressionKind,
  operator: string,
  operands: readonly ResolvedOperand[],
  allowed: readonly AttributeType[],
): void {
  for (const operand of operands) {
    const type = staticType(operand);
    if (type !== undefined && !allowed.includes(type)) throw operandTypeError(kind, operator, type);
  }
}

export function operandTypeError(kind: ExpressionKind, operator: string, type: string): Error {
  return invalidExpression(
    kind,
    'Incorrect operand type for operator or function; ' +
      `operator or function: ${operator}, operand type: ${type}`,
  );
}

/** The path that the first operand of a function has to be. */
export function requirePath(
  kind: ExpressionKind,
  operator: string,
  operand: ResolvedOperand | undefined,
): DocumentPath {
  if (operand?.kind === 'path') return operand.path;
  throw invalidExpression(
    kind,
    `Operator or function requires a document path; operator or function: ${operator}`,
  );
}

function staticType(operand: ResolvedOperand): AttributeType | undefined {
  if (operand.kind === 'value') return attributeType(operand.value);
  return operand.kind === 'call' && operand.name === 'size' ? 'N' : undefined;
}
