import { type AttributeValue, attributeType, equalValues, type Item } from '../attribute-value.ts';
import { bytesOf, compareValues } from './compare-values.ts';
import type { Comparison, Condition, Operand, Predicate } from './condition.ts';
import { valueAt } from './document-path.ts';

/**
 * Whether the condition holds for the item; `{}` stands for an item that does not exist.
 * A value that is missing is equal to nothing and unequal to everything; values of different types are
 * unequal and have no order.
 */
export function evaluateCondition(condition: Condition, item: Item): boolean {
  switch (condition.kind) {
    case 'and':
      return evaluateCondition(condition.left, item) && evaluateCondition(condition.right, item);
    case 'or':
      return evaluateCondition(condition.left, item) || evaluateCondition(condition.right, item);
    case 'not':
      return !evaluateCondition(condition.condition, item);
    default:
      return evaluatePredicate(condition, item);
  }
}

function evaluatePredicate(predicate: Predicate, item: Item): boolean {
  switch (predicate.kind) {
    case 'comparison':
      return evaluateComparison(predicate, item);
    case 'between': {
      const value = operandValue(predicate.operand, item);
      return (
        inOrder(operandValue(predicate.lower, item), value) &&
        inOrder(value, operandValue(predicate.upper, item))
      );
    }
    case 'in': {
      const value = operandValue(predicate.operand, item);
      return predicate.candidates.some((candidate) => isEqual(value, operandValue(candidate, item)));
    }
    case 'attribute_exists':
      return valueAt(item, predicate.path) !== undefined;
    case 'attribute_not_exists':
      return valueAt(item, predicate.path) === undefined;
    case 'attribute_type': {
      const value = valueAt(item, predicate.path);
      return value !== undefined && attributeType(value) === predicate.type;
    }
    case 'begins_with':
    case 'contains': {
      const subject = operandValue(predicate.subject, item);
      const part = operandValue(predicate.part, item);
      if (subject === undefined || part === undefined) return false;
      return predicate.kind === 'contains' ? containsPart(subject, part) : beginsWith(subject, part);
    }
  }
}

function evaluateComparison({ operator, left, right }: Comparison, item: Item): boolean {
  const one = operandValue(left, item);
  const other = operandValue(right, item);
  if (operator === '=') return isEqual(one, other);
  if (operator === '<>') return !isEqual(one, other);
  const order = one === undefined || other === undefined ? undefined : compareValues(one, other);
  if (order === undefined) return false;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function operandValue(operand: Operand, item: Item): AttributeValue | undefined {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'path') return valueAt(item, operand.path);
  const value = operandValue(operand.operand, item);
  const size = value === undefined ? undefined : sizeOf(value);
  return size === undefined ? undefined : { N: String(size) };
}

/** Characters of a string, bytes of a binary, members of anything else; undefined where there is no size. */
function sizeOf(value: AttributeValue): number | undefined {
  if ('S' in value) return value.S.length;
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  if ('SS' in value) return value.SS.length;
  if ('NS' in value) return value.NS.length;
  return 'BS' in value ? value.BS.length : undefined;
}

function isEqual(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  return left !== undefined && right !== undefined && equalValues(left, right);
}

function inOrder(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  const order = compareValues(left, right);
  return order !== undefined && order <= 0;
}

function beginsWith(subject: AttributeValue, prefix: AttributeValue): boolean {
  if ('S' in subject) return 'S' in prefix && subject.S.startsWith(prefix.S);
  if (!('B' in subject && 'B' in prefix)) return false;
  const start = bytesOf(prefix.B);
  return bytesOf(subject.B).subarray(0, start.length).equals(start);
}

function containsPart(subject: AttributeValue, part: AttributeValue): boolean {
  if ('S' in subject) return 'S' in part && subject.S.includes(part.S);
  if ('B' in subject) return 'B' in part && bytesOf(subject.B).includes(bytesOf(part.B));
  if ('L' in subject) return subject.L.some((member) => equalValues(member, part));
  if ('SS' in subject) return 'S' in part && subject.SS.includes(part.S);
  if ('NS' in subject) return 'N' in part && subject.NS.includes(part.N);
  return 'BS' in subject && 'B' in part && subject.BS.includes(part.B);
}
