import { AwsError } from '../aws/aws-error.ts';

/** Reads the members of an operation's input; every reader throws AwsError `InvalidParameterException`. */
export class LogsInput {
  readonly #members: Readonly<Record<string, unknown>>;

  constructor(members: Readonly<Record<string, unknown>>) {
    this.#members = members;
  }

  has(name: string): boolean {
    return this.#members[name] !== undefined && this.#members[name] !== null;
  }

  text(name: string): string {
    const value = this.optionalText(name);
    if (value === undefined) throw missing(name);
    return value;
  }

  optionalText(name: string): string | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#members[name];
    if (typeof value !== 'string') throw wrong(name, 'Member must be a string');
    return value;
  }

  /** A whole number within the bounds. */
  optionalInteger(name: string, least: number, most: number): number | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#members[name];
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong(name, 'Member must be an integer');
    if (value < least)
      throw constraint(name, value, `Member must have value greater than or equal to ${least}`);
    if (value > most) throw constraint(name, value, `Member must have value less than or equal to ${most}`);
    return value;
  }

  /** A point in time, in milliseconds since the epoch. */
  optionalTime(name: string): number | undefined {
    return this.optionalInteger(name, 0, Number.MAX_SAFE_INTEGER);
  }

  flag(name: string): boolean {
    const value = this.#members[name] ?? false;
    if (typeof value !== 'boolean') throw wrong(name, 'Member must be a boolean');
    return value;
  }

  list(name: string): readonly unknown[] | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#members[name];
    if (!Array.isArray(value)) throw wrong(name, 'Member must be a list');
    return value;
  }

  textList(name: string): readonly string[] | undefined {
    return this.list(name)?.map((value) => {
      if (typeof value !== 'string') throw wrong(name, 'Member must be a list of strings');
      return value;
    });
  }

  tags(name: string): Readonly<Record<string, string>> {
    const value = this.#members[name] ?? {};
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw wrong(name, 'Member must be a map of strings');
    }
    const tags: Record<string, string> = {};
    for (const [key, text] of Object.entries(value)) {
      if (typeof text !== 'string') throw wrong(name, 'Member must be a map of strings');
      tags[key] = text;
    }
    return tags;
  }

  /** The name of the log group that the call is about, from `logGroupName` or `logGroupIdentifier`. */
  groupName(): string {
    const identifier = this.optionalText('logGroupIdentifier');
    if (identifier === undefined) return checkedGroupName(this.text('logGroupName'));
    if (this.has('logGroupName')) {
      throw wrong('logGroupIdentifier', 'LogGroupName and LogGroupIdentifier cannot be used together');
    }
    const name = identifier.startsWith('arn:') ? identifier.split(':log-group:')[1] : identifier;
    return checkedGroupName((name ?? '').replace(/:\*$/, ''), 'logGroupIdentifier');
  }

  filterName(): string {
    const name = this.text('filterName');
    if (!/^[^:*]{1,512}$/.test(name)) {
      throw constraint('filterName', name, 'Member must satisfy regular expression pattern: [^:*]*');
    }
    return name;
  }

  streamName(): string {
    const name = this.text('logStreamName');
    if (!/^[^:*]{1,512}$/.test(name)) {
      throw constraint('logStreamName', name, 'Member must satisfy regular expression pattern: [^:*]*');
    }
    return name;
  }
}

function checkedGroupName(name: string, member = 'logGroupName'): string {
  if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name)) {
    throw constraint(member, name, 'Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+');
  }
  return name;
}

function missing(name: string): AwsError {
  return invalid(
    `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  );
}

function wrong(name: string, reason: string): AwsError {
  return invalid(`1 validation error detected: Value at '${name}' failed to satisfy constraint: ${reason}`);
}

function constraint(name: string, value: string | number, reason: string): AwsError {
  const shown = String(value).slice(0, 600);
  return invalid(
    `1 validation error detected: Value '${shown}' at '${name}' failed to satisfy constraint: ${reason}`,
  );
}

export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
