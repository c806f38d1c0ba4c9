import { type ExpressionKind, invalidExpression } from './expression-error.ts';
import { isReservedWord } from './reserved-words.ts';
import type {
  ArithmeticSyntax,
  CallSyntax,
  ConditionSyntax,
  OperandSyntax,
  PathSyntax,
  ProjectionSyntax,
  UpdateSection,
  UpdateSyntax,
} from './syntax.ts';

/**
 * What DynamoDB refuses in an expression before it looks at the placeholders: reserved words, list indexes
 * out of range, unknown functions and functions in the wrong place. The first in reading order is named.
 */

const CONDITION_FUNCTIONS: ReadonlySet<string> = new Set([
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
]);
const OPERAND_FUNCTIONS: ReadonlySet<string> = new Set(['size']);
const UPDATE_FUNCTIONS: ReadonlySet<string> = new Set(['if_not_exists', 'list_append']);

const MAX_INDEX = 2 ** 31 - 1;

export function checkConditionSyntax(kind: ExpressionKind, condition: ConditionSyntax): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
      checkConditionSyntax(kind, condition.left);
      checkConditionSyntax(kind, condition.right);
      return;
    case 'not':
      checkConditionSyntax(kind, condition.condition);
      return;
    case 'call':
      checkConditionCall(kind, condition, CONDITION_FUNCTIONS);
      return;
    case 'comparison':
      checkOperands(kind, [condition.left, condition.right]);
      return;
    case 'between':
      checkOperands(kind, [condition.operand, condition.lower, condition.upper]);
      return;
    case 'in':
      checkOperands(kind, [condition.operand, ...condition.candidates]);
      return;
  }
}

export function checkUpdateSyntax(update: UpdateSyntax): void {
  const kind: ExpressionKind = 'UpdateExpression';
  // A section that is repeated is read as a whole before it is refused.
  const names = new Set<UpdateSection>(update.sections.map((section) => section.section));
  for (const name of names) {
    const sections = update.sections.filter((section) => section.section === name);
    for (const action of sections.flatMap((section) => section.actions)) {
      checkPath(kind, action.path);
      if ('value' in action) checkUpdateValue(action.value);
    }
    if (sections.length > 1) {
      throw invalidExpression(kind, `The "${name}" section can only be used once in an update expression;`);
    }
  }
}

export function checkProjectionSyntax(projection: ProjectionSyntax): void {
  for (const path of projection.paths) checkPath('ProjectionExpression', path);
}

function checkOperands(kind: ExpressionKind, operands: readonly OperandSyntax[]): void {
  for (const operand of operands) {
    if (operand.kind === 'path') checkPath(kind, operand);
    else if (operand.kind === 'call') checkConditionCall(kind, operand, OPERAND_FUNCTIONS);
  }
}

function checkConditionCall(kind: ExpressionKind, call: CallSyntax, allowed: ReadonlySet<string>): void {
  if (!allowed.has(call.name)) {
    throw invalidExpression(kind, `${misplacedInCondition(call.name)}; function: ${call.name}`);
  }
  checkOperands(kind, call.operands);
}

function misplacedInCondition(name: string): string {
  if (UPDATE_FUNCTIONS.has(name)) return 'The function is not allowed in a condition expression';
  return CONDITION_FUNCTIONS.has(name) || OPERAND_FUNCTIONS.has(name)
    ? 'The function is not allowed to be used this way in an expression'
    : 'Invalid function name';
}

function checkUpdateValue(value: OperandSyntax | ArithmeticSyntax): void {
  const kind: ExpressionKind = 'UpdateExpression';
  switch (value.kind) {
    case 'path':
      checkPath(kind, value);
      return;
    case 'value':
      return;
    case 'arithmetic':
      checkUpdateValue(value.left);
      checkUpdateValue(value.right);
      return;
    case 'call':
      if (!UPDATE_FUNCTIONS.has(value.name)) {
        const known = CONDITION_FUNCTIONS.has(value.name) || OPERAND_FUNCTIONS.has(value.name);
        const problem = known
          ? 'The function is not allowed in an update expression'
          : 'Invalid function name';
        throw invalidExpression(kind, `${problem}; function: ${value.name}`);
      }
      for (const operand of value.operands) checkUpdateValue(operand);
      return;
  }
}

function checkPath(kind: ExpressionKind, path: PathSyntax): void {
  for (const step of path.steps) {
    if (step.kind === 'name' && isReservedWord(step.name)) {
      throw invalidExpression(kind, `Attribute name is a reserved keyword; reserved keyword: ${step.name}`);
    }
    if (step.kind === 'index' && Number(step.index) > MAX_INDEX) {
      throw invalidExpression(kind, `List index is not within the allowable range; index: [${step.index}]`);
    }
  }
}
