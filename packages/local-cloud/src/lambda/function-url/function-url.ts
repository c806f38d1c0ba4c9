import { createHash } from 'node:crypto';
import type { CorsSettings } from '../../apigatewayv2/http-api-model.ts';
import type { Account } from '../../aws/account.ts';
import type { FunctionRecord } from '../function-record.ts';
import type { FunctionStore } from '../function-store.ts';
import type { PolicyStatement } from '../resource-policy.ts';

export type UrlAuthType = NonNullable<PolicyStatement['functionUrlAuthType']>;

/** An HTTP endpoint of a function or of one of its aliases. */
export interface FunctionUrl {
  /** The first label of its host. */
  readonly id: string;
  readonly authType: UrlAuthType;
  readonly cors?: CorsSettings;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly changedAt: number;
}

/** A function URL and what it belongs to. */
export interface PlacedUrl {
  readonly url: FunctionUrl;
  readonly record: FunctionRecord;
  /** The empty one is the function's own. */
  readonly qualifier: string;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const ID_LENGTH = 32;

export function isUrlAuthType(text: string): text is UrlAuthType {
  return text === 'NONE' || text === 'AWS_IAM';
}

/** Always the same for the same function and alias, as on AWS. */
export function functionUrlId(account: Account, name: string, qualifier: string): string {
  const digest = createHash('sha256').update(`${account.accountId}/${account.region}/${name}/${qualifier}`);
  return Array.from(digest.digest(), (byte) => ALPHABET[byte % ALPHABET.length])
    .join('')
    .slice(0, ID_LENGTH);
}

/** `<id>.lambda-url.<region>.on.aws` */
export function functionUrlDomain({ region }: Account, id: string): string {
  return `${id}.lambda-url.${region}.on.aws`;
}

/** The address that GetFunctionUrlConfig and templates give. */
export function functionUrlText(account: Account, id: string): string {
  return `https://${functionUrlDomain(account, id)}/`;
}

/** The id in the address of a function URL; undefined for another address. */
export function functionUrlIdOf(url: URL): string | undefined {
  return /^([a-z0-9]+)\.lambda-url\.[a-z0-9-]+\.on\.aws$/.exec(url.hostname)?.[1];
}

export function findFunctionUrl(functions: FunctionStore, id: string): PlacedUrl | undefined {
  for (const record of functions.list()) {
    for (const [qualifier, url] of Object.entries(record.urls ?? {})) {
      if (url.id === id) return { url, record, qualifier };
    }
  }
  return undefined;
}

/** The function with this URL in the place of the one of that qualifier, or with none. */
export function withUrl(
  record: FunctionRecord,
  qualifier: string,
  url: FunctionUrl | undefined,
): FunctionRecord {
  const { [qualifier]: _before, ...others } = record.urls ?? {};
  return { ...record, urls: url === undefined ? others : { ...others, [qualifier]: url } };
}
