import { AwsError } from './aws-error.ts';
import { parseJsonBody } from './json-body.ts';

/** Reads the members of an operation's input. Each throws AwsError `SerializationException` or `ValidationException`. */
export class JsonInput {
  readonly #members: Readonly<Record<string, unknown>>;

  constructor(members: Readonly<Record<string, unknown>>) {
    this.#members = members;
  }

  static parse(body: Buffer): JsonInput {
    const input = parseJsonBody(body);
    if (!isRecord(input)) throw new AwsError('SerializationException', 'The request body is not an object.');
    return new JsonInput(input);
  }

  text(name: string): string {
    const value = this.optionalText(name);
    if (value !== undefined) return value;
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value null at '${camelCase(name)}' failed to satisfy constraint: Member must not be null`,
    );
  }

  optionalText(name: string): string | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined || typeof value === 'string') return value;
    throw wrong(name, 'a string');
  }

  flag(name: string): boolean | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined || typeof value === 'boolean') return value;
    throw wrong(name, 'a boolean');
  }

  integer(name: string, least: number, most: number): number | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong(name, 'a whole number');
    if (value >= least && value <= most) return value;
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${value}' at '${camelCase(name)}' failed to satisfy constraint: Member must have value between ${least} and ${most}`,
    );
  }

  /** A time in seconds since the epoch. */
  seconds(name: string): number | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value;
    throw wrong(name, 'a time');
  }

  texts(name: string): string[] {
    const value = this.#members[name] ?? [];
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) {
      throw wrong(name, 'a list of strings');
    }
    return value.map(String);
  }

  /** A list of objects. */
  objects(name: string): JsonInput[] {
    const value: unknown = this.#members[name] ?? [];
    if (!Array.isArray(value)) throw wrong(name, 'a list');
    return value.map((entry: unknown) => {
      if (!isRecord(entry)) throw wrong(name, 'a list of objects');
      return new JsonInput(entry);
    });
  }

  /** `[{ Key, Value }]` as a map. */
  tags(name = 'Tags'): Record<string, string> {
    return Object.fromEntries(
      this.objects(name).map((tag) => [tag.text('Key'), tag.optionalText('Value') ?? '']),
    );
  }
}

function wrong(name: string, kind: string): AwsError {
  return new AwsError('SerializationException', `${name} must be ${kind}.`);
}

function camelCase(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
