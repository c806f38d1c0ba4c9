import type { AttributeValue } from '../attribute-value.ts';
import { assertNameLength, validationError } from '../validation-error.ts';
import { type ExpressionKind, invalidExpression } from './expression-error.ts';
import { javaHashOrder } from './java-hash-order.ts';

const NAME_KEY = /^#[A-Za-z0-9_]+$/;
const VALUE_KEY = /^:[A-Za-z0-9_]+$/;
const MAX_KEY_BYTES = 255;

/**
 * The ExpressionAttributeNames and ExpressionAttributeValues of one request, shared by all its expressions,
 * which notes what was used.
 */
export class Substitutions {
  readonly #names: ReadonlyMap<string, string>;
  readonly #values: ReadonlyMap<string, AttributeValue>;
  readonly #unusedNames: Set<string>;
  readonly #unusedValues: Set<string>;

  constructor(names: ReadonlyMap<string, string>, values: ReadonlyMap<string, AttributeValue>) {
    this.#names = names;
    this.#values = values;
    this.#unusedNames = new Set(names.keys());
    this.#unusedValues = new Set(values.keys());
  }

  /** The attribute name that `#x` stands for. Throws AwsError ValidationException when there is none. */
  name(kind: ExpressionKind, reference: string): string {
    const name = this.#names.get(reference);
    if (name === undefined) {
      throw invalidExpression(
        kind,
        `An expression attribute name used in the document path is not defined; attribute name: ${reference}`,
      );
    }
    this.#unusedNames.delete(reference);
    return name;
  }

  /** The value that `:x` stands for. Throws AwsError ValidationException when there is none. */
  value(kind: ExpressionKind, reference: string): AttributeValue {
    const value = this.#values.get(reference);
    if (value === undefined) {
      throw invalidExpression(
        kind,
        `An expression attribute value used in expression is not defined; attribute value: ${reference}`,
      );
    }
    this.#unusedValues.delete(reference);
    return value;
  }

  /**
   * Refuses names and values that no expression used; to be called once all expressions are parsed.
   * Throws AwsError ValidationException.
   */
  assertAllUsed(): void {
    assertNoneLeft('ExpressionAttributeNames', [...this.#names.keys()], this.#unusedNames);
    assertNoneLeft('ExpressionAttributeValues', [...this.#values.keys()], this.#unusedValues);
  }
}

/** Substitutions for a request that has neither names nor values. */
export function noSubstitutions(): Substitutions {
  return new Substitutions(new Map(), new Map());
}

/**
 * The substitutions of a request. `names` and `values` are as the request has them, undefined when it has
 * none; `readValue` makes a value of what the request has under one key, and throws when it is none.
 * Throws AwsError ValidationException for empty maps and malformed keys, names before values.
 */
export function readSubstitutions<Raw>(
  names: Readonly<Record<string, string>> | undefined,
  values: Readonly<Record<string, Raw>> | undefined,
  readValue: (raw: Raw, key: string) => AttributeValue,
): Substitutions {
  const nameEntries = Object.entries(names ?? {});
  if (names !== undefined) assertKeys('ExpressionAttributeNames', Object.keys(names), NAME_KEY);
  for (const [key, name] of nameEntries) {
    if (name === '') {
      throw validationError(
        `ExpressionAttributeNames contains invalid value: Empty attribute name for key ${key}`,
      );
    }
    assertNameLength(Buffer.byteLength(name));
  }
  if (values !== undefined) assertKeys('ExpressionAttributeValues', Object.keys(values), VALUE_KEY);
  const valueEntries = Object.entries(values ?? {}).map(([key, raw]) => [key, readValue(raw, key)] as const);
  return new Substitutions(new Map(nameEntries), new Map(valueEntries));
}

function assertKeys(parameter: string, keys: readonly string[], pattern: RegExp): void {
  if (keys.length === 0) throw validationError(`${parameter} must not be empty`);
  for (const key of keys) {
    const bytes = Buffer.byteLength(key);
    if (bytes > MAX_KEY_BYTES) {
      const size = parameter === 'ExpressionAttributeNames' ? ` size of key: ${bytes}` : '';
      throw validationError(
        `${parameter} contains invalid key: The expression attribute map contains a key that is too long;${size}`,
      );
    }
    if (!pattern.test(key)) {
      throw validationError(`${parameter} contains invalid key: Syntax error; key: "${key}"`);
    }
  }
}

function assertNoneLeft(parameter: string, keys: readonly string[], unused: ReadonlySet<string>): void {
  if (unused.size === 0) return;
  const left = javaHashOrder(keys).filter((key) => unused.has(key));
  throw validationError(`Value provided in ${parameter} unused in expressions: keys: {${left.join(', ')}}`);
}
