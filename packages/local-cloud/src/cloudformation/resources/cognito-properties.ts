import type { Json, JsonObject } from '../resource-provider.ts';
import { isObject } from './property-values.ts';

/** The members of Cognito's types, at any depth, that operations take as numbers and as booleans. */
const NUMBERS: ReadonlySet<string> = new Set([
  'AccessTokenValidity',
  'AuthSessionValidity',
  'IdTokenValidity',
  'ManagedLoginVersion',
  'MinimumLength',
  'PasswordHistorySize',
  'Precedence',
  'Priority',
  'RefreshTokenValidity',
  'RetryGracePeriodSeconds',
  'TemporaryPasswordValidityDays',
  'UnusedAccountValidityDays',
]);
const FLAGS: ReadonlySet<string> = new Set([
  'AllowAdminCreateUserOnly',
  'AllowedOAuthFlowsUserPoolClient',
  'CaseSensitive',
  'DeveloperOnlyAttribute',
  'EnablePropagateAdditionalUserContextData',
  'EnableTokenRevocation',
  'ForceAliasCreation',
  'GenerateSecret',
  'Mutable',
  'Required',
  'RequireLowercase',
  'RequireNumbers',
  'RequireSymbols',
  'RequireUppercase',
]);
const TEXTS: ReadonlySet<string> = new Set(['MaxLength', 'MaxValue', 'MinLength', 'MinValue']);

function typed(name: string, value: Json): Json {
  if (Array.isArray(value)) return value.map((each) => typed('', each));
  if (isObject(value)) return asOperationInput(value);
  if (NUMBERS.has(name) && typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
  if (FLAGS.has(name) && (value === 'true' || value === 'false')) return value === 'true';
  return TEXTS.has(name) && typeof value === 'number' ? String(value) : value;
}

/**
 * Properties as the operation behind the resource takes them: templates may write numbers and booleans
 * as text, and limits of attributes as numbers.
 */
export function asOperationInput(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, typed(name, value)]));
}

/** Whether two resolved values are the same; the order of members does not count. */
export function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((each, index) => sameValue(each, b[index]));
  }
  if (isObject(a) && isObject(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) => sameValue(a[name], b[name]));
  }
  return a === b;
}

/** Whether any of the named properties differs. */
export function changes(before: JsonObject, after: JsonObject, names: readonly string[]): boolean {
  return names.some((name) => !sameValue(before[name], after[name]));
}
