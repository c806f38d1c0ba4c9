import { UnsupportedPropertyError } from '../resource-provider.ts';

/** The members of an object; none when it is no object. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textsOf(value: unknown): string[] {
  return listOf(value).map(String);
}

/** Templates give booleans as such and as text. */
export function flagOf(value: unknown, otherwise = false): boolean {
  return value === undefined ? otherwise : String(value) === 'true';
}

/** Undefined stays undefined. */
export function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** Throws UnsupportedPropertyError for a member that is not known, with its reason where there is one. */
export function onlyMembers(
  value: unknown,
  path: string,
  known: readonly string[],
  reasons: Readonly<Record<string, string>> = {},
): void {
  for (const name of Object.keys(objectOf(value))) {
    if (known.includes(name)) continue;
    const reason = Object.hasOwn(reasons, name) ? reasons[name] : undefined;
    throw new UnsupportedPropertyError(
      path === '' ? name : `${path}.${name}`,
      reason ?? 'this property is not supported.',
    );
  }
}
