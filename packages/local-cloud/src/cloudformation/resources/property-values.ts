import { type Json, type JsonObject, UnsupportedPropertyError } from '../resource-provider.ts';

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

// By name, and only of the kind that the property is of: what is not makes the deployment fail as CloudFormation says it.

/** A property as text; CloudFormation takes numbers and booleans for strings too. */
export function text(properties: JsonObject, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') throw new TypeError(`Value of property ${name} must be of type String`);
  return String(value);
}

export function requiredText(properties: JsonObject, name: string): string {
  const value = text(properties, name);
  if (value === undefined) throw new TypeError(`Property ${name} cannot be empty.`);
  return value;
}

export function flag(properties: JsonObject, name: string): boolean {
  const value = text(properties, name);
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw new TypeError(`Value of property ${name} must be of type Boolean`);
}

export function numeric(properties: JsonObject, name: string): number | undefined {
  const value = text(properties, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) {
    throw new TypeError(`Value of property ${name} must be of type Number`);
  }
  return number;
}

export function texts(properties: JsonObject, name: string): string[] {
  return list(properties[name], name).map((entry) => {
    if (typeof entry === 'object')
      throw new TypeError(`Value of property ${name} must be of type List of String`);
    return String(entry);
  });
}

export function object(properties: JsonObject, name: string): JsonObject | undefined {
  const value = properties[name];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw new TypeError(`Value of property ${name} must be an object`);
  return value;
}

export function objects(properties: JsonObject, name: string): JsonObject[] {
  return list(properties[name], name).map((entry) => {
    if (!isObject(entry)) throw new TypeError(`Value of property ${name} must be a list of objects`);
    return entry;
  });
}

export function textMap(properties: JsonObject, name: string): Record<string, string> {
  const map = object(properties, name) ?? {};
  return Object.fromEntries(
    Object.keys(map).map((key) => [key, requiredText(map, key)] satisfies [string, string]),
  );
}

export function flagMap(properties: JsonObject, name: string): Record<string, boolean> {
  const map = object(properties, name) ?? {};
  return Object.fromEntries(Object.keys(map).map((key) => [key, flag(map, key)] satisfies [string, boolean]));
}

/** One of `allowed`. */
export function oneOf<Choice extends string>(
  properties: JsonObject,
  name: string,
  allowed: readonly Choice[],
): Choice | undefined {
  const value = text(properties, name);
  if (value === undefined) return undefined;
  const found = allowed.find((choice) => choice === value);
  if (found === undefined) throw new TypeError(`Property ${name} must be one of ${allowed.join(', ')}`);
  return found;
}

function list(value: Json | undefined, name: string): readonly Json[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new TypeError(`Value of property ${name} must be of type List`);
  return value;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
