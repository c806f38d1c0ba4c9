import { type AttributeValue, setMembers } from '../attribute-value.ts';
import { assertDisjoint, samePath } from '../expressions/document-path.ts';
import { assertOperandTypes, type ResolvedOperand } from '../expressions/resolved-operand.ts';
import type { Update, UpdateAction, UpdateValue } from '../expressions/update.ts';
import { literalValue } from './literal-value.ts';
import { errorAt } from './partiql-error.ts';
import type { CallTerm, ChangeSyntax, PathTerm, SetValueSyntax, TermSyntax } from './statement-syntax.ts';

/** The update that the SET and REMOVE clauses make. Throws AwsError ValidationException. */
export function bindChanges(changes: readonly ChangeSyntax[], parameters: readonly AttributeValue[]): Update {
  const actions = changes.map((change) => bindChange(change, parameters));
  assertDisjoint(
    'Statement',
    actions.map(({ path }) => path),
  );
  return { form: 'UpdateExpression', actions };
}

function bindChange(change: ChangeSyntax, parameters: readonly AttributeValue[]): UpdateAction {
  const { path } = change.target;
  if (change.kind === 'remove') return { kind: 'remove', path };
  const { value } = change;
  if (value.kind === 'call' && (value.name === 'set_add' || value.name === 'set_delete')) {
    return {
      kind: value.name === 'set_add' ? 'add' : 'delete',
      path,
      value: setArgument(value, change.target, parameters),
    };
  }
  return { kind: 'set', path, value: bindValue(value, parameters) };
}

function setArgument(
  call: CallTerm,
  target: PathTerm,
  parameters: readonly AttributeValue[],
): AttributeValue {
  const name = call.name.toUpperCase();
  const [first, second, ...more] = call.operands;
  if (first === undefined || second === undefined || more.length > 0) {
    throw errorAt(`${name} must have exactly two arguments`, call.at);
  }
  if (first.kind !== 'path' || !samePath(first.path, target.path)) {
    throw errorAt(`The first argument to ${name} must equal the assignment value`, call.at);
  }
  if (second.kind === 'bag' || second.kind === 'parameter') {
    const value = literalValue(second, parameters);
    if (setMembers(value) !== undefined) return value;
  }
  throw errorAt(`The second argument to ${name} must be a value with type SET`, first.at);
}

function bindValue(value: SetValueSyntax, parameters: readonly AttributeValue[]): UpdateValue {
  if (value.kind !== 'arithmetic') return bindTerm(value, parameters);
  const bound = { left: bindTerm(value.left, parameters), right: bindTerm(value.right, parameters) };
  assertOperandTypes('Statement', value.operator, [bound.left, bound.right].filter(isOperand), ['N']);
  return { kind: 'arithmetic', operator: value.operator, ...bound };
}

function bindTerm(term: TermSyntax, parameters: readonly AttributeValue[]): UpdateValue {
  if (term.kind === 'path') return { kind: 'path', path: term.path };
  if (term.kind !== 'call') return { kind: 'value', value: literalValue(term, parameters) };
  const [left, right, ...more] = term.operands;
  if (term.name !== 'list_append') throw errorAt(`Unrecognized function: ${term.name}`, term.at);
  if (left === undefined || right === undefined || more.length > 0) {
    throw errorAt('LIST_APPEND must have exactly two arguments', term.at);
  }
  const bound = { left: bindTerm(left, parameters), right: bindTerm(right, parameters) };
  assertOperandTypes('Statement', term.name, [bound.left, bound.right].filter(isOperand), ['L']);
  return { kind: 'list_append', ...bound };
}

/** Only of a value is the type known before there is an item. */
function isOperand(value: UpdateValue): value is Extract<UpdateValue, ResolvedOperand> {
  return value.kind === 'value' || value.kind === 'path';
}
