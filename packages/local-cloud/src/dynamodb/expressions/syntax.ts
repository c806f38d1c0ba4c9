/**
 * What an expression's text says, before its placeholders are looked up: the part that depends on the
 * text alone and that can therefore be kept for the next request.
 */

/** One step of a document path. `index` is kept as written, since it may be too large. */
export type PathStepSyntax =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'placeholder'; readonly reference: string }
  | { readonly kind: 'index'; readonly index: string };

/** A document path: `a.b[0].#c`. */
export interface PathSyntax {
  readonly kind: 'path';
  readonly steps: readonly PathStepSyntax[];
}

/** `:value`. */
export interface ValueSyntax {
  readonly kind: 'value';
  readonly reference: string;
}

/** `function(operand, ...)`. */
export interface CallSyntax {
  readonly kind: 'call';
  readonly name: string;
  readonly operands: readonly OperandSyntax[];
}

export type OperandSyntax = PathSyntax | ValueSyntax | CallSyntax;

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export interface ComparisonSyntax {
  readonly kind: 'comparison';
  readonly operator: Comparator;
  readonly left: OperandSyntax;
  readonly right: OperandSyntax;
}

export interface BetweenSyntax {
  readonly kind: 'between';
  readonly operand: OperandSyntax;
  readonly lower: OperandSyntax;
  readonly upper: OperandSyntax;
}

export interface InSyntax {
  readonly kind: 'in';
  readonly operand: OperandSyntax;
  readonly candidates: readonly OperandSyntax[];
}

/** A condition without AND, OR and NOT. */
export type PredicateSyntax = ComparisonSyntax | BetweenSyntax | InSyntax | CallSyntax;

export type ConditionSyntax =
  | { readonly kind: 'and' | 'or'; readonly left: ConditionSyntax; readonly right: ConditionSyntax }
  | { readonly kind: 'not'; readonly condition: ConditionSyntax }
  | PredicateSyntax;

/** `left + right` or `left - right`. */
export interface ArithmeticSyntax {
  readonly kind: 'arithmetic';
  readonly operator: '+' | '-';
  readonly left: OperandSyntax;
  readonly right: OperandSyntax;
}

export type UpdateActionSyntax =
  | { readonly kind: 'SET'; readonly path: PathSyntax; readonly value: OperandSyntax | ArithmeticSyntax }
  | { readonly kind: 'REMOVE'; readonly path: PathSyntax }
  | { readonly kind: 'ADD' | 'DELETE'; readonly path: PathSyntax; readonly value: ValueSyntax };

export type UpdateSection = UpdateActionSyntax['kind'];

export interface UpdateSectionSyntax {
  readonly section: UpdateSection;
  readonly actions: readonly UpdateActionSyntax[];
}

export interface UpdateSyntax {
  readonly sections: readonly UpdateSectionSyntax[];
}

export interface ProjectionSyntax {
  readonly paths: readonly PathSyntax[];
}
