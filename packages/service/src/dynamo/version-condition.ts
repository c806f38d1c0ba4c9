import { type Item, numberAttribute } from './attributes.ts';

/** The condition that `#version` is one of `versions`; adds its values to `values`. Undefined when any will do. */
export function versionCondition(versions: readonly number[] | undefined, values: Item): string | undefined {
  if (versions === undefined) return undefined;
  // No version is 0: an If-Match that names nothing of ours never holds.
  const listed = versions.length === 0 ? [0] : versions;
  return `#version IN (${listed
    .map((version, index) => {
      values[`:version${index}`] = { N: String(version) };
      return `:version${index}`;
    })
    .join(', ')})`;
}

/** Whether `item` is of none of the versions that may be changed. */
export function isStale(item: Item, versions: readonly number[] | undefined): boolean {
  return versions !== undefined && !versions.includes(numberAttribute(item, 'version'));
}
