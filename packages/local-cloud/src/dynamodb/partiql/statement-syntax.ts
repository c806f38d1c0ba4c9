import type { DocumentPath } from '../expressions/document-path.ts';
import type { Comparator } from '../expressions/syntax.ts';
import type { Position } from './partiql-error.ts';

/** What a statement's text says, before its parameters are put in. */
export type StatementSyntax =
  | SelectSyntax
  | InsertSyntax
  | UpdateStatementSyntax
  | DeleteSyntax
  | { readonly kind: 'exists'; readonly select: SelectSyntax };

/** A table or one of its indexes. */
export interface SourceSyntax {
  readonly table: string;
  readonly index?: string;
}

export interface PathTerm {
  readonly kind: 'path';
  readonly path: DocumentPath;
  readonly at: Position;
}

export interface CallTerm {
  readonly kind: 'call';
  /** In lower case; functions have no case. */
  readonly name: string;
  readonly operands: readonly TermSyntax[];
  readonly at: Position;
}

/** Something that has a value. */
export type TermSyntax =
  | PathTerm
  | CallTerm
  /** `?`, with the number of those before it. */
  | { readonly kind: 'parameter'; readonly index: number; readonly at: Position }
  | { readonly kind: 'string'; readonly text: string; readonly at: Position }
  /** With its sign. */
  | { readonly kind: 'number'; readonly text: string; readonly at: Position }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: Position }
  | { readonly kind: 'null' | 'missing'; readonly at: Position }
  /** `[...]`, or `<<...>>`, which makes a set. */
  | { readonly kind: 'list' | 'bag'; readonly members: readonly TermSyntax[]; readonly at: Position }
  | { readonly kind: 'tuple'; readonly members: readonly TupleMember[]; readonly at: Position };

export interface TupleMember {
  readonly name: TermSyntax;
  readonly value: TermSyntax;
}

/** A predicate without AND, OR and NOT. */
export type WherePredicate =
  | {
      readonly kind: 'comparison';
      readonly operator: Comparator;
      readonly left: TermSyntax;
      readonly right: TermSyntax;
    }
  | {
      readonly kind: 'between';
      readonly operand: TermSyntax;
      readonly lower: TermSyntax;
      readonly upper: TermSyntax;
    }
  | { readonly kind: 'in'; readonly operand: TermSyntax; readonly candidates: readonly TermSyntax[] }
  /** `IS MISSING`, `IS STRING` and so on; `type` in upper case. */
  | { readonly kind: 'is'; readonly operand: TermSyntax; readonly type: string }
  | CallTerm;

export type WhereSyntax =
  | { readonly kind: 'and' | 'or'; readonly left: WhereSyntax; readonly right: WhereSyntax }
  | { readonly kind: 'not'; readonly condition: WhereSyntax }
  | WherePredicate;

export interface OrderSyntax {
  readonly attribute: string;
  readonly descending: boolean;
}

export interface SelectSyntax {
  readonly kind: 'select';
  /** Undefined for `*`. */
  readonly paths: readonly PathTerm[] | undefined;
  readonly source: SourceSyntax;
  readonly where: WhereSyntax | undefined;
  readonly order: readonly OrderSyntax[];
  readonly parameters: number;
}

export interface InsertSyntax {
  readonly kind: 'insert';
  readonly source: SourceSyntax;
  readonly item: TermSyntax;
  readonly parameters: number;
}

/** What of an item a write gives back. */
export interface Returning {
  readonly scope: 'ALL' | 'MODIFIED';
  readonly version: 'OLD' | 'NEW';
}

export type SetValueSyntax =
  | TermSyntax
  | {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-';
      readonly left: TermSyntax;
      readonly right: TermSyntax;
    };

export type ChangeSyntax =
  | { readonly kind: 'set'; readonly target: PathTerm; readonly value: SetValueSyntax }
  | { readonly kind: 'remove'; readonly target: PathTerm };

export interface UpdateStatementSyntax {
  readonly kind: 'update';
  readonly source: SourceSyntax;
  readonly changes: readonly ChangeSyntax[];
  readonly where: WhereSyntax | undefined;
  readonly returning: Returning | undefined;
  readonly parameters: number;
}

export interface DeleteSyntax {
  readonly kind: 'delete';
  readonly source: SourceSyntax;
  readonly where: WhereSyntax | undefined;
  readonly returning: Returning | undefined;
  readonly parameters: number;
}
