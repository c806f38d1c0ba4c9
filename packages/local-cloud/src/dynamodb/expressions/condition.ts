import type { AttributeType, AttributeValue } from '../attribute-value.ts';
import type { DocumentPath } from './document-path.ts';
import type { Comparator } from './syntax.ts';

/** What a condition compares: a value of the item, a value of the request, or the size of either. */
export type Operand =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'size'; readonly operand: Operand };

export interface Comparison {
  readonly kind: 'comparison';
  readonly operator: Comparator;
  readonly left: Operand;
  readonly right: Operand;
}

export interface Between {
  readonly kind: 'between';
  readonly operand: Operand;
  readonly lower: Operand;
  readonly upper: Operand;
}

export interface In {
  readonly kind: 'in';
  readonly operand: Operand;
  readonly candidates: readonly Operand[];
}

export interface AttributeExists {
  readonly kind: 'attribute_exists' | 'attribute_not_exists';
  readonly path: DocumentPath;
}

export interface AttributeTypeIs {
  readonly kind: 'attribute_type';
  readonly path: DocumentPath;
  readonly type: AttributeType;
}

/** `begins_with(subject, part)` or `contains(subject, part)`. */
export interface PartOf {
  readonly kind: 'begins_with' | 'contains';
  readonly subject: Operand;
  readonly part: Operand;
}

/** A condition without AND, OR and NOT. */
export type Predicate = Comparison | Between | In | AttributeExists | AttributeTypeIs | PartOf;

/** A condition that holds or does not hold for an item: nothing is left to look up but the item. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly condition: Condition }
  | Predicate;

/** Every document path that the condition reads, in reading order. */
export function conditionPaths(condition: Condition): DocumentPath[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...conditionPaths(condition.left), ...conditionPaths(condition.right)];
    case 'not':
      return conditionPaths(condition.condition);
    case 'attribute_exists':
    case 'attribute_not_exists':
    case 'attribute_type':
      return [condition.path];
    default:
      return predicateOperands(condition).flatMap(operandPaths);
  }
}

/** The operands of a predicate, in reading order. */
export function predicateOperands(predicate: Comparison | Between | In | PartOf): readonly Operand[] {
  switch (predicate.kind) {
    case 'comparison':
      return [predicate.left, predicate.right];
    case 'between':
      return [predicate.operand, predicate.lower, predicate.upper];
    case 'in':
      return [predicate.operand, ...predicate.candidates];
    default:
      return [predicate.subject, predicate.part];
  }
}

function operandPaths(operand: Operand): readonly DocumentPath[] {
  if (operand.kind === 'size') return operandPaths(operand.operand);
  return operand.kind === 'path' ? [operand.path] : [];
}
