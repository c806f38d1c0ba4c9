import type { AttributeValue, Item } from '../attribute-value.ts';
import { assertDisjoint, type DocumentPath, memberOf, resolvePath } from './document-path.ts';
import { projectionSyntax } from './parse-cache.ts';
import type { Substitutions } from './substitutions.ts';

/** The paths of an item that are wanted. */
export interface Projection {
  readonly paths: readonly DocumentPath[];
}

/** The projection that a text says. Throws AwsError ValidationException. */
export function parseProjection(text: string, substitutions: Substitutions): Projection {
  const kind = 'ProjectionExpression';
  const paths = projectionSyntax(text).paths.map((path) => resolvePath(kind, path, substitutions));
  assertDisjoint(kind, paths);
  return { paths };
}

/** A projection onto whole attributes, as AttributesToGet asks for. */
export function projectAttributes(names: readonly string[]): Projection {
  return { paths: names.map((name): DocumentPath => [name]) };
}

/**
 * What the item has at the projection's paths, within maps and lists of the same shape; of a list the
 * wanted elements close up, in the order of their indexes.
 */
export function applyProjection(projection: Projection, item: Item): Item {
  const projected = project({ M: item }, wantedTree(projection.paths));
  return projected !== undefined && 'M' in projected ? projected.M : {};
}

/** `true` for all there is, or what is wanted of each member. */
type Wanted = true | Map<string | number, Wanted>;

function wantedTree(paths: readonly DocumentPath[]): Wanted {
  const root = new Map<string | number, Wanted>();
  for (const path of paths) {
    let level = root;
    for (const [index, step] of path.entries()) {
      const known = level.get(step);
      if (known === true) break;
      if (index === path.length - 1) {
        level.set(step, true);
      } else {
        const next = known ?? new Map<string | number, Wanted>();
        level.set(step, next);
        level = next;
      }
    }
  }
  return root;
}

function project(value: AttributeValue, wanted: Wanted): AttributeValue | undefined {
  if (wanted === true) return value;
  const found: [string | number, AttributeValue][] = [];
  for (const [step, below] of wanted) {
    const member = memberOf(value, step);
    const projected = member === undefined ? undefined : project(member, below);
    if (projected !== undefined) found.push([step, projected]);
  }
  if (found.length === 0) return undefined;
  if ('M' in value) return { M: Object.fromEntries(found) };
  found.sort(([one], [other]) => Number(one) - Number(other));
  return { L: found.map(([, member]) => member) };
}
