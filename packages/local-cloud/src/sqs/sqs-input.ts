import { AwsError } from '../aws/aws-error.ts';
import { parseJsonBody } from '../aws/json-body.ts';

/** Reads the members of an operation's input. */
export class SqsInput {
  readonly #members: Readonly<Record<string, unknown>>;

  constructor(members: Readonly<Record<string, unknown>>) {
    this.#members = members;
  }

  /** Throws AwsError `SerializationException`. */
  static parse(body: Buffer): SqsInput {
    const input = parseJsonBody(body);
    if (!isRecord(input)) throw new AwsError('SerializationException', 'The request body is not an object.');
    return new SqsInput(input);
  }

  text(name: string): string {
    const value = this.optionalText(name);
    if (value === undefined || value === '') {
      throw new AwsError(
        'MissingRequiredParameterException',
        `The request must contain the parameter ${name}.`,
      );
    }
    return value;
  }

  optionalText(name: string): string | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined || typeof value === 'string') return value;
    throw wrong(name, 'it must be a string.');
  }

  optionalInteger(name: string, least: number, most: number): number | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    throw wrong(name, `Must be between ${least} and ${most}, if provided.`);
  }

  texts(name: string): string[] {
    const value = this.#members[name] ?? [];
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) {
      throw wrong(name, 'it must be a list of strings.');
    }
    return value.map(String);
  }

  textMap(name: string): Record<string, string> {
    const map: Record<string, string> = Object.create(null);
    for (const [key, value] of Object.entries(this.record(name))) {
      if (typeof value !== 'string') throw wrong(name, 'it must be a map of strings.');
      map[key] = value;
    }
    return map;
  }

  /** Empty when it is absent. */
  record(name: string): Readonly<Record<string, unknown>> {
    const value = this.#members[name] ?? {};
    if (!isRecord(value)) throw wrong(name, 'it must be a map.');
    return value;
  }

  inputs(name: string): SqsInput[] {
    const value = this.#members[name] ?? [];
    if (!Array.isArray(value)) throw wrong(name, 'it must be a list.');
    return value.map((one: unknown) => {
      if (!isRecord(one)) throw wrong(name, 'it must be a list of structures.');
      return new SqsInput(one);
    });
  }
}

function wrong(name: string, reason: string): AwsError {
  return invalidParameter(`Value for parameter ${name} is invalid. Reason: ${reason}`);
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
