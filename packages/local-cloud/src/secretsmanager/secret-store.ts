import { createHash } from 'node:crypto';
import { type Account, regionalArn } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { type ResidentCollection, residentCollection } from '../store/resident-collection.ts';

/** A secret's value. One of the two is there. */
export interface SecretVersion {
  readonly id: string;
  readonly text?: string;
  /** base64 */
  readonly binary?: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** `AWSCURRENT`, `AWSPREVIOUS` or labels of the user; a version without any is gone. */
  readonly stages: readonly string[];
}

export interface SecretRecord {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly versions: readonly SecretVersion[];
  readonly createdAt: number;
  readonly changedAt: number;
  /** When it goes for good, in milliseconds since the epoch; absent unless it was deleted. */
  readonly deletedUntil?: number;
  /** Of the template resource that made it. */
  readonly creationToken?: string;
}

export const CURRENT = 'AWSCURRENT';
export const PREVIOUS = 'AWSPREVIOUS';
const LARGEST = 65_536;
const SUFFIX_LENGTH = 6;

/** Secrets Manager's secrets: all of them in memory, each change on the disk before it is seen. */
export class SecretStore {
  readonly account: Account;
  readonly #records: ResidentCollection<SecretRecord>;
  readonly #now: () => number;

  private constructor(records: ResidentCollection<SecretRecord>, account: Account, now: () => number) {
    this.#records = records;
    this.account = account;
    this.#now = now;
  }

  static async open(store: OrderedStore, account: Account, now: () => number): Promise<SecretStore> {
    return new SecretStore(await residentCollection(store), account, now);
  }

  /** By name, by ARN, or by an ARN without its last six characters. */
  find(id: string): SecretRecord | undefined {
    const record =
      this.#records.get(id) ??
      this.#records.list().find(({ arn }) => arn === id || arn.slice(0, -(SUFFIX_LENGTH + 1)) === id);
    return record?.deletedUntil !== undefined && record.deletedUntil <= this.#now() ? undefined : record;
  }

  /** By name. */
  list(): SecretRecord[] {
    return this.#records.list();
  }

  put(record: SecretRecord): Promise<void> {
    return this.#records.put(record.name, record);
  }

  delete(name: string): Promise<void> {
    return this.#records.delete(name);
  }

  /** The ARN of what is there, or of what would have that name. */
  arnOf(id: string): string {
    if (id.startsWith('arn:')) return this.find(id)?.arn ?? id;
    return this.find(id)?.arn ?? regionalArn(this.account, 'secretsmanager', `secret:${id}`);
  }

  /** An ARN ends in six characters that differ between secrets of one name, one after the other. */
  newArn(name: string, seed: string): string {
    const suffix = createHash('sha256').update(seed).digest('base64url').replaceAll(/[-_]/g, 'x');
    return regionalArn(this.account, 'secretsmanager', `secret:${name}-${suffix.slice(0, SUFFIX_LENGTH)}`);
  }
}

/** Throws AwsError `ValidationException`. */
export function checkSecretName(name: string): void {
  if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name)) {
    throw new AwsError(
      'ValidationException',
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
    );
  }
}

/**
 * The secret with one more version, which takes `stages` from those that had them; what was current becomes previous.
 * Throws AwsError `ValidationException`.
 */
export function withVersion(
  record: SecretRecord,
  version: Omit<SecretVersion, 'stages'>,
  stages: readonly string[] = [CURRENT],
): SecretRecord {
  if (Buffer.byteLength(version.text ?? version.binary ?? '') > LARGEST) {
    throw new AwsError('ValidationException', `A secret value has at most ${LARGEST} bytes.`);
  }
  const becomesCurrent = stages.includes(CURRENT);
  const taken = becomesCurrent ? [...stages, PREVIOUS] : stages;
  const others = record.versions
    .map((one) => {
      const kept = one.stages.filter((stage) => !taken.includes(stage));
      const demoted = becomesCurrent && one.stages.includes(CURRENT);
      return { ...one, stages: demoted ? [...kept, PREVIOUS] : kept };
    })
    .filter((one) => one.stages.length > 0);
  const versions = [...others, { ...version, stages: [...stages] }];
  return { ...record, versions, changedAt: version.createdAt };
}
