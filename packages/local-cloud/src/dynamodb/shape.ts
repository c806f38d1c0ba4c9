import { AwsError } from '../aws/aws-error.ts';
import { validationError } from './validation-error.ts';

/**
 * What a member of a request may be. `read` checks the JSON type, as AWS's deserializer does;
 * `check` finds the constraints that the value does not meet.
 */
export interface Shape<T> {
  /** The value, or throws AwsError SerializationException. Never called with null or undefined. */
  read(json: unknown): T;
  check?(value: T, path: string, problems: Problems): void;
  /** The value as Java prints it, which is how AWS's texts repeat it; as it stands when left out. */
  spell?(value: T): string;
  /** Whether it is a structure: AWS has another text for what is none among the members of a list or a map. */
  readonly isStructure?: true;
}

export type Shaped<S> = S extends Shape<infer T> ? T : never;

/** The members of a structure; those that may be absent are wrapped in `optional`. */
export type Members = Readonly<Record<string, Shape<unknown>>>;
type OptionalKeys<M> = { [K in keyof M]: M[K] extends OptionalShape<unknown> ? K : never }[keyof M];
export type Structured<M extends Members> = {
  readonly [K in Exclude<keyof M, OptionalKeys<M>>]: Shaped<M[K]>;
} & { readonly [K in OptionalKeys<M>]?: Shaped<M[K]> };

interface OptionalShape<T> extends Shape<T> {
  readonly optional: true;
}

/** Where AWS's texts have structures come from. */
const PACKAGE = 'com.amazonaws.dynamodb.v20120810';

/** AWS counts no further than this. */
const MAX_PROBLEMS = 10;

/** Constraint violations, collected over a whole request and answered together. */
export class Problems {
  readonly #texts: string[] = [];

  /** Notes that what is spelled `value` at `path` does not meet `constraint` (`Member must not be null`). */
  add(value: string | null, path: string, constraint: string): void {
    this.addText(`Value ${quoted(value)} at '${path}' failed to satisfy constraint: ${constraint}`);
  }

  addText(text: string): void {
    if (this.#texts.length < MAX_PROBLEMS) this.#texts.push(text);
  }

  throwIfAny(): void {
    const count = this.#texts.length;
    if (count === 0) return;
    throw validationError(
      `${count} validation error${count === 1 ? '' : 's'} detected: ${this.#texts.join('; ')}`,
    );
  }
}

/** `json` as `shape` has it. Throws what is wrong with types first, then all violated constraints together. */
export function readShape<T>(shape: Shape<T>, json: unknown): T {
  const value = shape.read(json);
  const problems = new Problems();
  shape.check?.(value, '', problems);
  problems.throwIfAny();
  return value;
}

export function optional<T>(shape: Shape<T>): OptionalShape<T> {
  return { ...shape, optional: true };
}

export interface TextConstraints {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
}

/** A string; `pattern` is matched against the whole of it. */
export function text(constraints: TextConstraints = {}): Shape<string> {
  const { min, max, pattern } = constraints;
  const whole = pattern && new RegExp(`^(?:${pattern.source})$`);
  const check = (value: string, path: string, problems: Problems): void => {
    if (whole !== undefined && !whole.test(value)) {
      problems.add(value, path, `Member must satisfy regular expression pattern: ${pattern?.source}`);
    }
    checkLength(value.length, { min, max }, () => value, path, problems);
  };
  return { read: readText, ...((min ?? max ?? pattern) === undefined ? {} : { check }) };
}

/** One of a set of words, in the order in which AWS names them. */
export function oneOf<const W extends string>(words: readonly W[]): Shape<W> {
  const known = new Set<string>(words);
  return {
    // The words are checked before the value is used as one of them.
    read: (json) => readText(json) as W,
    check: (value, path, problems) => {
      if (!known.has(value)) {
        problems.add(value, path, `Member must satisfy enum value set: [${words.join(', ')}]`);
      }
    },
  };
}

/** An integer; Java's name of its size stands in AWS's texts. */
export function integer(
  constraints: { readonly min?: number; readonly max?: number; readonly echo?: string } = {},
  type: 'Integer' | 'Long' = 'Integer',
): Shape<number> {
  const { min, max, echo } = constraints;
  const bound = (value: number, path: string, words: string, problems: Problems): void => {
    if (echo === undefined) problems.add(String(value), path, words);
    else problems.addText(`Value at '${echo}' failed to satisfy constraint: ${words}`);
  };
  return {
    read: (json) => {
      if (typeof json === 'number') return Math.floor(json);
      if (typeof json === 'boolean') throw notConvertible(json ? 'TRUE_VALUE' : 'FALSE_VALUE', type);
      if (typeof json === 'string') throw notConvertible('STRING_VALUE', type);
      throw wrongNesting(json, `class java.lang.${type}`);
    },
    check: (value, path, problems) => {
      if (min !== undefined && value < min) {
        bound(value, path, `Member must have value greater than or equal to ${min}`, problems);
      }
      if (max !== undefined && value > max) {
        bound(value, path, `Member must have value less than or equal to ${max}`, problems);
      }
    },
  };
}

export function flag(): Shape<boolean> {
  return { read: readFlag };
}

export interface SizeConstraints {
  readonly min?: number;
  readonly max?: number;
}

export function list<T>(member: Shape<T>, constraints: SizeConstraints = {}): Shape<readonly T[]> {
  const spell = (value: readonly T[]): string => `[${value.map((each) => spelled(member, each)).join(', ')}]`;
  return {
    read: (json) => {
      if (Array.isArray(json)) return json.map((value) => readMember(member, value));
      throw typeof json === 'object'
        ? serializationError('Start of structure or map found where not expected')
        : serializationError('Unexpected field type');
    },
    check: (value, path, problems) => {
      checkLength(value.length, constraints, () => spell(value), path, problems);
      if (member.check === undefined) return;
      for (const [index, each] of value.entries())
        member.check(each, `${path}.${index + 1}.member`, problems);
    },
    spell,
  };
}

export interface MapConstraints extends SizeConstraints {
  /** The type's name in AWS's texts, such as `com.amazonaws.dynamodb.v20120810.AttributeValue`. */
  readonly type: string;
  readonly keys?: { readonly min: number; readonly max: number; readonly pattern: RegExp };
  /** How long each value may be. */
  readonly values?: { readonly min: number; readonly max: number };
}

/** Names onto values. The object that came is kept, with its values read. */
export function mapOf<T>(member: Shape<T>, constraints: MapConstraints): Shape<Readonly<Record<string, T>>> {
  const { keys, values } = constraints;
  const fitsKeys = keys && new RegExp(`^(?:${keys.pattern.source})$`);
  const spell = (value: Readonly<Record<string, T>>): string =>
    `{${Object.entries(value)
      .map(([name, each]) => `${name}=${spelled(member, each)}`)
      .join(', ')}}`;
  return {
    read: (json) => {
      if (Array.isArray(json)) {
        throw serializationError(
          `Unrecognized collection type java.util.Map<java.lang.String, ${constraints.type}>`,
        );
      }
      if (typeof json !== 'object' || json === null) throw serializationError('Unexpected field type');
      const entries = json as Record<string, T>;
      for (const name of Object.keys(entries)) entries[name] = readMember(member, entries[name]);
      return entries;
    },
    check: (value, path, problems) => {
      const names = Object.keys(value);
      checkLength(names.length, constraints, () => spell(value), path, problems);
      if (
        keys &&
        names.some((name) => name.length < keys.min || name.length > keys.max || !fitsKeys?.test(name))
      ) {
        problems.add(
          spell(value),
          path,
          `Map keys must satisfy constraint: [Member must have length less than or equal to ${keys.max}, ` +
            `Member must have length greater than or equal to ${keys.min}, ` +
            `Member must satisfy regular expression pattern: ${keys.pattern.source}]`,
        );
      }
      for (const name of names) {
        const each = value[name];
        if (each === undefined) continue;
        if (values && Array.isArray(each) && (each.length < values.min || each.length > values.max)) {
          problems.add(
            spell(value),
            path,
            `Map value must satisfy constraint: [Member must have length less than or equal to ${values.max}, ` +
              `Member must have length greater than or equal to ${values.min}]`,
          );
        }
        member.check?.(each, `${path}.${name}.member`, problems);
      }
    },
    spell,
  };
}

/**
 * A structure: its known members are read, the rest is dropped, as AWS does. `type` is the name that AWS
 * gives it where its texts repeat one.
 */
export function structure<const M extends Members>(members: M, type = ''): Shape<Structured<M>> {
  const entries = Object.entries(members).map(
    ([name, shape]) =>
      [name, shape, 'optional' in shape, `${name.charAt(0).toLowerCase()}${name.slice(1)}`] as const,
  );
  return {
    isStructure: true,
    read: (json) => {
      if (Array.isArray(json)) {
        throw serializationError(`Unrecognized collection type${type && ` class ${PACKAGE}.${type}`}`);
      }
      if (typeof json !== 'object' || json === null) throw serializationError('Unexpected field type');
      const source = json as Record<string, unknown>;
      const target: Record<string, unknown> = {};
      for (const [name, shape] of entries) {
        const value = source[name];
        if (value !== undefined && value !== null) target[name] = shape.read(value);
      }
      // Members that must be there are checked before the structure is used.
      return target as Structured<M>;
    },
    check: (value, path, problems) => {
      const source: Readonly<Record<string, unknown>> = value;
      for (const [name, shape, isOptional, wireName] of entries) {
        const at = path === '' ? wireName : `${path}.${wireName}`;
        const member = source[name];
        if (member !== undefined) shape.check?.(member, at, problems);
        else if (!isOptional) problems.add(null, at, 'Member must not be null');
      }
    },
    spell: (value) => {
      const source: Readonly<Record<string, unknown>> = value;
      const spelledMembers = entries.map(
        ([name, shape, , wireName]) => `${wireName}=${spelled(shape, source[name])}`,
      );
      return `${type}(${spelledMembers.join(', ')})`;
    },
  };
}

export function serializationError(message?: string): AwsError {
  return new AwsError('SerializationException', message ?? '');
}

/** The refusal of an object or a list where something else belongs. */
export function wrongNesting(json: unknown, collectionType: string): AwsError {
  return Array.isArray(json)
    ? serializationError(`Unrecognized collection type ${collectionType}`)
    : serializationError('Start of structure or map found where not expected');
}

export function readText(json: unknown): string {
  if (typeof json === 'string') return json;
  if (typeof json === 'boolean') throw notConvertible(json ? 'TRUE_VALUE' : 'FALSE_VALUE', 'String');
  if (typeof json === 'number') {
    throw notConvertible(Number.isInteger(json) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE', 'String');
  }
  throw wrongNesting(json, 'class java.lang.String');
}

export function readFlag(json: unknown): boolean {
  if (typeof json === 'boolean') return json;
  if (typeof json === 'number') {
    throw notConvertible(Number.isInteger(json) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE', 'Boolean');
  }
  if (typeof json !== 'string') throw wrongNesting(json, 'class java.lang.Boolean');
  const word = json.toUpperCase();
  if (word === 'TRUE' || word === '1' || word === 'YES') return true;
  if (word === 'FALSE' || word === '0' || word === 'NO') return false;
  throw serializationError('Unexpected token received from parser');
}

function readMember<T>(shape: Shape<T>, json: unknown): T {
  if (json === null || json === undefined || (shape.isStructure && typeof json !== 'object')) {
    throw serializationError('Unexpected value type in payload');
  }
  return shape.read(json);
}

function notConvertible(token: string, type: string): AwsError {
  return serializationError(`${token} cannot be converted to ${type}`);
}

function checkLength(
  length: number,
  { min, max }: { readonly min?: number | undefined; readonly max?: number | undefined },
  spell: () => string,
  path: string,
  problems: Problems,
): void {
  if (min !== undefined && length < min) {
    problems.add(spell(), path, `Member must have length greater than or equal to ${min}`);
  }
  if (max !== undefined && length > max) {
    problems.add(spell(), path, `Member must have length less than or equal to ${max}`);
  }
}

/** How much of a caller's own value an error repeats to it. */
const MAX_ECHO = 64 * 1024;

function quoted(words: string | null): string {
  if (words === null) return 'null';
  return `'${words.length > MAX_ECHO ? `${words.slice(0, MAX_ECHO)}...` : words}'`;
}

function spelled<T>(shape: Shape<T>, value: T | undefined): string {
  if (value === undefined || value === null) return 'null';
  return shape.spell?.(value) ?? String(value);
}
