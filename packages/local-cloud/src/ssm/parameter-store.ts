import { createHash } from 'node:crypto';
import { type Account, regionalArn } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { type ResidentCollection, residentCollection } from '../store/resident-collection.ts';

export const PARAMETER_TYPES = ['String', 'StringList', 'SecureString'] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

/** One value that a parameter has had. */
export interface ParameterVersion {
  readonly version: number;
  readonly value: string;
  readonly type: ParameterType;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
  /** The ARN of who set it. */
  readonly changedBy: string;
}

export interface ParameterRecord {
  readonly name: string;
  readonly description?: string;
  readonly allowedPattern?: string;
  readonly tier: string;
  readonly dataType: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The oldest first; the last one is the parameter's value. */
  readonly versions: readonly ParameterVersion[];
  /** Of the template resource that made it. */
  readonly creationToken?: string;
}

/** AWS keeps as many. */
const MOST_VERSIONS = 100;
const LARGEST_STANDARD = 4096;
const LARGEST_ADVANCED = 8192;
const NAME = /^[a-zA-Z0-9_.-]+$|^(?:\/[a-zA-Z0-9_.-]+)+$/;
const LONGEST_NAME = 1011;
const DEEPEST_PATH = 15;

/** Systems Manager's parameters: all of them in memory, each change on the disk before it is seen. */
export class ParameterStore {
  readonly account: Account;
  readonly #records: ResidentCollection<ParameterRecord>;

  private constructor(records: ResidentCollection<ParameterRecord>, account: Account) {
    this.#records = records;
    this.account = account;
  }

  static async open(store: OrderedStore, account: Account): Promise<ParameterStore> {
    return new ParameterStore(await residentCollection(store), account);
  }

  get(name: string): ParameterRecord | undefined {
    return this.#records.get(name);
  }

  /** By name. */
  list(): ParameterRecord[] {
    return this.#records.list();
  }

  put(record: ParameterRecord): Promise<void> {
    return this.#records.put(record.name, record);
  }

  delete(name: string): Promise<void> {
    return this.#records.delete(name);
  }

  /** `arn:...:parameter/app/table` for `/app/table` and for `app/table`. */
  arnOf(name: string): string {
    return regionalArn(this.account, 'ssm', `parameter${name.startsWith('/') ? '' : '/'}${name}`);
  }

  /** The value that a selector means: a name or an ARN, with `:<version>` or without; undefined when there is none. */
  find(
    selector: string,
  ): { readonly record: ParameterRecord; readonly chosen: ParameterVersion } | undefined {
    const { name, version } = this.read(selector);
    const record = this.get(name);
    const chosen =
      version === undefined
        ? record?.versions.at(-1)
        : record?.versions.find((one) => String(one.version) === version);
    return record === undefined || chosen === undefined ? undefined : { record, chosen };
  }

  /** The name in a selector, and the version behind it. */
  read(selector: string): { readonly name: string; readonly version: string | undefined } {
    const prefix = regionalArn(this.account, 'ssm', 'parameter');
    const bare = selector.startsWith(`${prefix}/`)
      ? this.#nameBehind(selector.slice(prefix.length))
      : selector;
    const colon = bare.indexOf(':');
    return colon < 0
      ? { name: bare, version: undefined }
      : { name: bare.slice(0, colon), version: bare.slice(colon + 1) };
  }

  /** An ARN does not tell `table` from `/table`. */
  #nameBehind(path: string): string {
    const [name = ''] = path.slice(1).split(':');
    return this.get(name) === undefined ? path : path.slice(1);
  }
}

/** Throws AwsError `ValidationException`, `HierarchyLevelLimitExceededException`. */
export function checkParameterName(name: string): void {
  if (/^\/?(?:aws|ssm)/i.test(name) || !NAME.test(name) || name.length > LONGEST_NAME) {
    throw new AwsError(
      'ValidationException',
      `Parameter name: can't be prefixed with "ssm" or "aws" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_`,
    );
  }
  if (name.split('/').length - 1 > DEEPEST_PATH) {
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      `A hierarchy can have a maximum of ${DEEPEST_PATH} levels.`,
    );
  }
}

/** The record with another value. Throws AwsError `ValidationException`, `ParameterPatternMismatchException`. */
export function withValue(
  record: ParameterRecord,
  version: Omit<ParameterVersion, 'version'>,
): ParameterRecord {
  const { value } = version;
  if (value === '') throw new AwsError('ValidationException', 'The parameter value must not be empty.');
  const most = record.tier === 'Advanced' ? LARGEST_ADVANCED : LARGEST_STANDARD;
  if (Buffer.byteLength(value) > most && record.tier !== 'Intelligent-Tiering') {
    throw new AwsError(
      'ValidationException',
      `${record.tier} tier parameters support a maximum parameter value of ${most} characters.`,
    );
  }
  if (record.allowedPattern !== undefined && !matches(record.allowedPattern, value)) {
    throw new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${record.allowedPattern}`,
    );
  }
  const next = (record.versions.at(-1)?.version ?? 0) + 1;
  return { ...record, versions: [...record.versions, { ...version, version: next }].slice(-MOST_VERSIONS) };
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch (cause) {
    throw new AwsError(
      'InvalidAllowedPatternException',
      'The regular expression is not valid.',
      400,
      {},
      { cause },
    );
  }
}

/** What a caller who does not ask for decryption sees of a SecureString; it opens nothing. */
export function sealed(value: string): string {
  return `AQICAH${createHash('sha256').update(value).digest('base64')}`;
}

export function parameterNotFound(): AwsError {
  return new AwsError('ParameterNotFound', '');
}
