import type { AttributeValue, Item } from '../attribute-value.ts';
import { type ExpressionKind, invalidExpression } from './expression-error.ts';
import type { Substitutions } from './substitutions.ts';
import type { PathSyntax } from './syntax.ts';

/** The way to a value in an item: an attribute's name, then names of map members and indexes of lists. */
export type DocumentPath = readonly [string, ...(string | number)[]];

const MAX_STEPS = 32;

/** The path with its placeholders looked up. Throws AwsError ValidationException. */
export function resolvePath(
  kind: ExpressionKind,
  syntax: PathSyntax,
  substitutions: Substitutions,
): DocumentPath {
  const steps = syntax.steps.map((step) => {
    if (step.kind === 'index') return Number(step.index);
    return step.kind === 'name' ? step.name : substitutions.name(kind, step.reference);
  });
  const [first, ...rest] = steps;
  if (steps.length > MAX_STEPS) {
    throw invalidExpression(
      kind,
      `The document path has too many nesting levels; nesting levels: ${steps.length}`,
    );
  }
  if (typeof first !== 'string') {
    throw invalidExpression(kind, 'The document path does not start with a map element');
  }
  return [first, ...rest];
}

/** The value at the end of `path`; undefined when the item has none there. */
export function valueAt(item: Item, path: DocumentPath): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const step of path) {
    value = memberOf(value, step);
    if (value === undefined) return undefined;
  }
  return value;
}

/** What a map has under a name, or a list at an index. */
export function memberOf(value: AttributeValue, step: string | number): AttributeValue | undefined {
  if (typeof step === 'number') return 'L' in value ? value.L[step] : undefined;
  return 'M' in value && Object.hasOwn(value.M, step) ? value.M[step] : undefined;
}

/** `[a, [0], b]` for `a[0].b`, as error texts write a path. */
export function formatPath(path: DocumentPath): string {
  return `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
}

export function samePath(left: DocumentPath, right: DocumentPath): boolean {
  return left.length === right.length && left.every((step, index) => step === right[index]);
}

/**
 * Refuses paths of which one is within another, and paths that take one value for a map and for a list.
 * Throws AwsError ValidationException, naming the first pair; overlaps come before conflicts.
 */
export function assertDisjoint(kind: ExpressionKind, paths: readonly DocumentPath[]): void {
  let conflict: readonly [DocumentPath, DocumentPath] | undefined;
  for (const [index, path] of paths.entries()) {
    for (let before = 0; before < index; before += 1) {
      const other = paths[before];
      const relation = other === undefined ? undefined : relationOf(other, path);
      if (other === undefined || relation === undefined) continue;
      if (relation === 'overlap') throw pathsError(kind, relation, other, path);
      conflict ??= [other, path];
    }
  }
  if (conflict !== undefined) throw pathsError(kind, 'conflict', ...conflict);
}

type Relation = 'overlap' | 'conflict';

function relationOf(one: DocumentPath, other: DocumentPath): Relation | undefined {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    if (typeof one[index] !== typeof other[index]) return 'conflict';
    if (one[index] !== other[index]) return undefined;
  }
  return 'overlap';
}

function pathsError(kind: ExpressionKind, relation: Relation, one: DocumentPath, other: DocumentPath): Error {
  return invalidExpression(
    kind,
    `Two document paths ${relation} with each other; must remove or rewrite one of these paths; ` +
      `path one: ${formatPath(one)}, path two: ${formatPath(other)}`,
  );
}
