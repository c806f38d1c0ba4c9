import { AwsError } from '../aws/aws-error.ts';
import { type Dimension, type Metric, metric } from './metric.ts';

/**
 * One object of a call's input, from JSON or from a form: numbers, times and booleans may be texts. Every reader
 * throws AwsError. `path` tells where the object stands.
 */
export class CloudWatchInput {
  readonly #members: Readonly<Record<string, unknown>>;
  readonly #path: string;

  constructor(members: unknown, path = '') {
    this.#members = typeof members === 'object' && members !== null ? { ...members } : {};
    this.#path = path;
  }

  has(name: string): boolean {
    return (this.#members[name] ?? undefined) !== undefined;
  }

  text(name: string): string | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined || typeof value === 'string') return value;
    throw this.#invalid(name, 'must be a text');
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === '') throw this.#missing(name);
    return value;
  }

  number(name: string): number | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && value !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number)) return number;
    throw this.#invalid(name, 'must be a number');
  }

  requiredNumber(name: string): number {
    const value = this.number(name);
    if (value === undefined) throw this.#missing(name);
    return value;
  }

  numbers(name: string): readonly number[] | undefined {
    return this.#list(name)?.map((_, index, list) =>
      new CloudWatchInput(list, this.#at(name)).requiredNumber(String(index)),
    );
  }

  texts(name: string): readonly string[] {
    return (this.#list(name) ?? []).map((value) => {
      if (typeof value === 'string') return value;
      throw this.#invalid(name, 'must be a list of texts');
    });
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.#members[name] ?? undefined;
    if (value === undefined) return otherwise;
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw this.#invalid(name, 'must be true or false');
  }

  /** Milliseconds since the epoch: seconds as a number, or a text of ISO 8601. */
  time(name: string): number | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined) return undefined;
    const time = typeof value === 'number' ? value * 1000 : Date.parse(String(value));
    if (Number.isSafeInteger(Math.round(time))) return Math.round(time);
    throw this.#invalid(name, 'must be a time');
  }

  requiredTime(name: string): number {
    const value = this.time(name);
    if (value === undefined) throw this.#missing(name);
    return value;
  }

  objects(name: string): readonly CloudWatchInput[] {
    return (this.#list(name) ?? []).map(
      (value, index) => new CloudWatchInput(value, `${this.#at(name)}.member.${index + 1}.`),
    );
  }

  object(name: string): CloudWatchInput | undefined {
    return this.has(name) ? new CloudWatchInput(this.#members[name], `${this.#at(name)}.`) : undefined;
  }

  dimensions(): readonly Dimension[] {
    const dimensions = this.objects('Dimensions').map(
      (dimension): Dimension => [dimension.requiredText('Name'), dimension.requiredText('Value')],
    );
    if (dimensions.length > 30) throw this.#invalid('Dimensions', 'must have at most 30 members');
    if (new Set(dimensions.map(([name]) => name)).size < dimensions.length) {
      throw this.#invalid('Dimensions', 'must not name a dimension twice');
    }
    return dimensions;
  }

  /** The metric that the object names. */
  metric(): Metric {
    return metric(this.requiredText('Namespace'), this.requiredText('MetricName'), this.dimensions());
  }

  /** Refuses members that AWS knows and that cannot be honoured here. */
  refuse(...names: readonly string[]): void {
    for (const name of names) {
      if (this.has(name)) throw invalidValue(`${this.#at(name)} is not supported by the local cloud.`);
    }
  }

  #list(name: string): readonly unknown[] | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined || Array.isArray(value)) return value;
    throw this.#invalid(name, 'must be a list');
  }

  #at(name: string): string {
    return `${this.#path}${name}`;
  }

  #invalid(name: string, reason: string): AwsError {
    return invalidValue(`The value for parameter ${this.#at(name)} is invalid: it ${reason}.`);
  }

  #missing(name: string): AwsError {
    return new AwsError('MissingParameter', `The parameter ${this.#at(name)} is required.`);
  }
}

export function invalidValue(text: string): AwsError {
  return new AwsError('InvalidParameterValue', text);
}

export function invalidCombination(text: string): AwsError {
  return new AwsError('InvalidParameterCombination', text);
}
