import { type AttributeType, attributeType } from '../attribute-value.ts';
import { assertDisjoint, type DocumentPath, resolvePath } from './document-path.ts';
import { invalidExpression } from './expression-error.ts';
import { updateSyntax } from './parse-cache.ts';
import {
  assertDistinct,
  assertOperandCount,
  assertOperandTypes,
  type ResolvedOperand,
  requirePath,
  resolveOperand,
} from './resolved-operand.ts';
import type { Substitutions } from './substitutions.ts';
import type { ArithmeticSyntax, OperandSyntax, PathSyntax, UpdateActionSyntax } from './syntax.ts';
import type { Update, UpdateAction, UpdateValue } from './update.ts';

const KIND = 'UpdateExpression';

const ADDABLE: readonly AttributeType[] = ['N', 'SS', 'NS', 'BS'];
const SETS: readonly AttributeType[] = ['SS', 'NS', 'BS'];

/** The types as the texts about ADD and DELETE spell them. */
const TYPE_NAMES: Readonly<Record<AttributeType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
  L: 'LIST',
  M: 'MAP',
};

/**
 * The update that a text says, with its placeholders looked up.
 * Throws AwsError ValidationException: for its syntax, then for names that are missing, values that are
 * missing, paths that overlap, what ADD and DELETE are given, and what functions are given.
 */
export function parseUpdate(text: string, substitutions: Substitutions): Update {
  const actions = updateSyntax(text).sections.flatMap((section) => section.actions);
  for (const action of actions) resolveNames(action, substitutions);
  const resolved = actions.map((action) => resolveAction(action, substitutions));
  assertDisjoint(
    KIND,
    resolved.map((action) => action.path),
  );
  for (const action of resolved) assertMembers(action);
  return { form: KIND, actions: resolved.map(bindAction) };
}

type ResolvedAction =
  | { readonly kind: 'SET'; readonly path: DocumentPath; readonly value: ResolvedValue }
  | { readonly kind: 'REMOVE'; readonly path: DocumentPath }
  | { readonly kind: 'ADD' | 'DELETE'; readonly path: DocumentPath; readonly value: ResolvedOperand };

type ResolvedValue =
  | ResolvedOperand
  | {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-';
      readonly left: ResolvedOperand;
      readonly right: ResolvedOperand;
    };

/** Looks up every `#name` of the action, so that one that is missing is found before a `:value` that is. */
function resolveNames(action: UpdateActionSyntax, substitutions: Substitutions): void {
  for (const path of actionPaths(action)) resolvePath(KIND, path, substitutions);
}

function actionPaths(action: UpdateActionSyntax): PathSyntax[] {
  return [action.path, ...('value' in action ? valuePaths(action.value) : [])];
}

function valuePaths(value: OperandSyntax | ArithmeticSyntax): PathSyntax[] {
  switch (value.kind) {
    case 'path':
      return [value];
    case 'value':
      return [];
    case 'call':
      return value.operands.flatMap(valuePaths);
    case 'arithmetic':
      return [value.left, value.right].flatMap(valuePaths);
  }
}

function resolveAction(action: UpdateActionSyntax, substitutions: Substitutions): ResolvedAction {
  const path = resolvePath(KIND, action.path, substitutions);
  if (action.kind === 'REMOVE') return { kind: action.kind, path };
  if (action.kind === 'SET') {
    return { kind: action.kind, path, value: resolveValue(action.value, substitutions) };
  }
  return { kind: action.kind, path, value: resolveOperand(KIND, action.value, substitutions) };
}

function resolveValue(value: OperandSyntax | ArithmeticSyntax, substitutions: Substitutions): ResolvedValue {
  if (value.kind !== 'arithmetic') return resolveOperand(KIND, value, substitutions);
  return {
    kind: 'arithmetic',
    operator: value.operator,
    left: resolveOperand(KIND, value.left, substitutions),
    right: resolveOperand(KIND, value.right, substitutions),
  };
}

function assertMembers(action: ResolvedAction): void {
  if ((action.kind !== 'ADD' && action.kind !== 'DELETE') || action.value.kind !== 'value') return;
  const type = attributeType(action.value.value);
  if ((action.kind === 'ADD' ? ADDABLE : SETS).includes(type)) return;
  throw invalidExpression(
    KIND,
    `Incorrect operand type for operator or function; operator: ${action.kind}, ` +
      `operand type: ${TYPE_NAMES[type]}, typeSet: ALLOWED_FOR_${action.kind}_OPERAND`,
  );
}

function bindAction(action: ResolvedAction): UpdateAction {
  switch (action.kind) {
    case 'REMOVE':
      return { kind: 'remove', path: action.path };
    case 'SET':
      return { kind: 'set', path: action.path, value: bindValue(action.value) };
    default:
      if (action.value.kind !== 'value') throw invalidExpression(KIND, 'Syntax error');
      return {
        kind: action.kind === 'ADD' ? 'add' : 'delete',
        path: action.path,
        value: action.value.value,
      };
  }
}

function bindValue(value: ResolvedValue): UpdateValue {
  if (value.kind === 'arithmetic') {
    const { operator, left, right } = value;
    const bound = { left: bindOperand(left), right: bindOperand(right) };
    assertOperandTypes(KIND, operator, [left, right], ['N']);
    return { kind: 'arithmetic', operator, ...bound };
  }
  return bindOperand(value);
}

function bindOperand(operand: ResolvedOperand | undefined): UpdateValue {
  if (operand === undefined) throw invalidExpression(KIND, 'Incorrect number of operands');
  if (operand.kind !== 'call') return operand;
  const [first, second] = operand.operands;
  assertOperandCount(KIND, operand, 2);
  if (operand.name === 'if_not_exists') {
    const path = requirePath(KIND, operand.name, first);
    assertDistinct(KIND, operand.name, first, operand.operands.slice(1));
    return { kind: 'if_not_exists', path, otherwise: bindOperand(second) };
  }
  assertOperandTypes(KIND, operand.name, operand.operands, ['L']);
  return { kind: 'list_append', left: bindOperand(first), right: bindOperand(second) };
}
