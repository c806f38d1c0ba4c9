import type { AttributeType, AttributeValue } from '../attribute-value.ts';
import { bindPredicate, type ResolvedPredicate } from '../expressions/bind-predicate.ts';
import type { Condition } from '../expressions/condition.ts';
import type { ResolvedCall, ResolvedOperand } from '../expressions/resolved-operand.ts';
import { validationError } from '../validation-error.ts';
import { literalValue } from './literal-value.ts';
import { errorAt } from './partiql-error.ts';
import type { CallTerm, TermSyntax, WherePredicate, WhereSyntax } from './statement-syntax.ts';

/** What `IS` tells types by. */
const IS_TYPES: ReadonlyMap<string, AttributeType> = new Map([
  ['NULL', 'NULL'],
  ['BOOLEAN', 'BOOL'],
  ['BOOL', 'BOOL'],
  ['BLOB', 'B'],
  ['STRING', 'S'],
  ['NUMERIC', 'N'],
  ['STRUCT', 'M'],
  ['TUPLE', 'M'],
  ['LIST', 'L'],
]);

const CONDITION_FUNCTIONS: ReadonlySet<string> = new Set([
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
]);

/** The condition that a WHERE clause makes. Throws AwsError ValidationException. */
export function bindWhere(where: WhereSyntax, parameters: readonly AttributeValue[]): Condition {
  switch (where.kind) {
    case 'and':
    case 'or':
      return {
        kind: where.kind,
        left: bindWhere(where.left, parameters),
        right: bindWhere(where.right, parameters),
      };
    case 'not':
      return { kind: 'not', condition: bindWhere(where.condition, parameters) };
    case 'is':
      return bindIs(where.operand, where.type);
    default:
      return bindPredicate('Statement', resolve(where, parameters));
  }
}

function resolve(
  predicate: Exclude<WherePredicate, { readonly kind: 'is' }>,
  parameters: readonly AttributeValue[],
): ResolvedPredicate {
  const operand = (term: TermSyntax): ResolvedOperand => resolveTerm(term, parameters);
  switch (predicate.kind) {
    case 'comparison':
      return { ...predicate, left: operand(predicate.left), right: operand(predicate.right) };
    case 'between':
      return {
        kind: predicate.kind,
        operand: operand(predicate.operand),
        lower: operand(predicate.lower),
        upper: operand(predicate.upper),
      };
    case 'in':
      return {
        kind: predicate.kind,
        operand: operand(predicate.operand),
        candidates: predicate.candidates.map(operand),
      };
    case 'call':
      if (predicate.name === 'size') throw notBoolean();
      if (!CONDITION_FUNCTIONS.has(predicate.name)) throw unrecognized(predicate);
      return resolveCall(predicate, parameters);
  }
}

function resolveTerm(term: TermSyntax, parameters: readonly AttributeValue[]): ResolvedOperand {
  if (term.kind === 'path') return { kind: 'path', path: term.path };
  if (term.kind !== 'call') return { kind: 'value', value: literalValue(term, parameters) };
  if (term.name === 'size') return resolveCall(term, parameters);
  if (!CONDITION_FUNCTIONS.has(term.name)) throw unrecognized(term);
  throw validationError(
    `The function is not allowed to be used this way in an expression; function: ${term.name}`,
  );
}

function resolveCall({ name, operands }: CallTerm, parameters: readonly AttributeValue[]): ResolvedCall {
  return { kind: 'call', name, operands: operands.map((operand) => resolveTerm(operand, parameters)) };
}

function bindIs(operand: TermSyntax, type: string): Condition {
  if (operand.kind !== 'path') {
    throw validationError('The left hand side argument to IS must be a Variable Reference, Literal, or Path');
  }
  const { path } = operand;
  if (type === 'MISSING') return { kind: 'attribute_not_exists', path };
  const attributeType = IS_TYPES.get(type);
  if (attributeType !== undefined) return { kind: 'attribute_type', path, type: attributeType };
  throw validationError(
    `Unsupported data type for IS operator: ${type}. Supported data types are ` +
      '[MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]',
  );
}

function unrecognized({ name, at }: CallTerm): Error {
  return errorAt(`Unrecognized function: ${name}`, at);
}

function notBoolean(): Error {
  return validationError('WHERE clause must contain an expression that resolves to a boolean');
}
