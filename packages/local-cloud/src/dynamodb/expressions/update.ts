import type { AttributeValue } from '../attribute-value.ts';
import type { DocumentPath } from './document-path.ts';

/** What a SET action writes. Paths read the item as it was before the update. */
export type UpdateValue =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'if_not_exists'; readonly path: DocumentPath; readonly otherwise: UpdateValue }
  | { readonly kind: 'list_append'; readonly left: UpdateValue; readonly right: UpdateValue }
  | {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-';
      readonly left: UpdateValue;
      readonly right: UpdateValue;
    };

/** `add` adds a number or the members of a set, `delete` takes members from a set. */
export type UpdateAction =
  | { readonly kind: 'set'; readonly path: DocumentPath; readonly value: UpdateValue }
  | { readonly kind: 'remove'; readonly path: DocumentPath }
  | { readonly kind: 'add' | 'delete'; readonly path: DocumentPath; readonly value: AttributeValue };

/** Changes of one item, nothing left to look up but the item. Their paths are disjoint. */
export interface Update {
  /** Which member of the request it comes from: they differ in some error texts and in what `add` takes. */
  readonly form: 'UpdateExpression' | 'AttributeUpdates';
  readonly actions: readonly UpdateAction[];
}

/** The paths that the update's values read, in reading order. */
export function updateOperandPaths(update: Update): DocumentPath[] {
  return update.actions.flatMap((action) => (action.kind === 'set' ? valuePaths(action.value) : []));
}

function valuePaths(value: UpdateValue): DocumentPath[] {
  switch (value.kind) {
    case 'path':
      return [value.path];
    case 'value':
      return [];
    case 'if_not_exists':
      return [value.path, ...valuePaths(value.otherwise)];
    default:
      return [...valuePaths(value.left), ...valuePaths(value.right)];
  }
}
