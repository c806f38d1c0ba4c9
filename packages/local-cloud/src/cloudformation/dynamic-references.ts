import type { Json, JsonObject } from './resource-provider.ts';

/** What dynamic references and parameters of the types `AWS::SSM::Parameter::Value<...>` refer to. */
export interface ReferencedValues {
  /** A parameter of the parameter store, by its name, with `:<version>` or without. */
  parameter(selector: string): string | undefined;
  /** The text of a secret; an empty stage and an empty id mean the current version. */
  secret(id: string, version: { readonly stage: string; readonly id: string }): string | undefined;
  /** Something is not there: `stand-in` takes its place. */
  missing(what: string, standIn: string): void;
}

const REFERENCE = /\{\{resolve:(ssm|ssm-secure|secretsmanager):([^{}]+)\}\}/g;
const SECRET =
  /^(arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:[^:]+|[^:]+)(?::SecretString)?(?::([^:]*))?(?::([^:]*))?(?::([^:]*))?$/;

/**
 * `value` with the dynamic references in its texts replaced by what they refer to now.
 * Source: "Using dynamic references to specify template values" of the AWS CloudFormation user guide.
 */
export function withReferences<Value extends Json>(value: Value, values: ReferencedValues): Value {
  return replaced(value, values) as Value;
}

function replaced(value: Json, values: ReferencedValues): Json {
  if (typeof value === 'string') {
    return value.includes('{{resolve:')
      ? value.replaceAll(REFERENCE, (_whole, service: string, rest: string) =>
          service === 'secretsmanager' ? secretValue(rest, values) : parameterValue(rest, values),
        )
      : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry) => replaced(entry, values));
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([name, entry]) => [name, replaced(entry, values)]),
  );
}

/** The value of a parameter, or what stands in for one that nobody has put yet. */
export function parameterValue(selector: string, values: ReferencedValues): string {
  return values.parameter(selector) ?? standIn(`the parameter ${selector}`, selector, values);
}

function secretValue(reference: string, values: ReferencedValues): string {
  const [, secretId = reference, key = '', stage = '', id = ''] = SECRET.exec(reference) ?? [];
  const text = values.secret(secretId, { stage, id });
  if (text === undefined) return standIn(`the secret ${secretId}`, secretId, values);
  if (key === '') return text;
  const member = memberOf(text, key);
  return member ?? standIn(`the key ${key} of the secret ${secretId}`, `${secretId}-${key}`, values);
}

function memberOf(text: string, key: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)?.[key];
    if (value === undefined) return undefined;
    return typeof value === 'string' ? value : JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** Such as CDK itself writes where it cannot look a value up. */
function standIn(what: string, name: string, values: ReferencedValues): string {
  const text = `dummy-value-for-${name}`;
  values.missing(what, text);
  return text;
}
