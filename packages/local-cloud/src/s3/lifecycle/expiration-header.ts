import type { BucketRecord } from '../bucket-record.ts';
import type { ObjectVersion } from '../index/object-version.ts';
import { dueAt, isMeant, prefixOf } from './lifecycle-rule.ts';

/** `x-amz-expiration`: when the newest version of an object goes, and by which rule; nothing when it stays. */
export function expirationHeader(
  { lifecycle }: BucketRecord,
  version: ObjectVersion,
): { readonly 'x-amz-expiration'?: string } {
  const expirations = lifecycle.flatMap((rule) => {
    const { id = '', disabled, expirationDays, expirationDate } = rule;
    if (disabled === true || !version.key.startsWith(prefixOf(rule)) || !isMeant(rule, version)) return [];
    if (expirationDays !== undefined) return [{ id, at: dueAt(version.lastModified, expirationDays) }];
    return expirationDate === undefined ? [] : [{ id, at: expirationDate }];
  });
  const [first] = expirations.sort((one, other) => one.at - other.at);
  if (first === undefined) return {};
  const date = new Date(first.at).toUTCString();
  // Through bytes, because a lone surrogate has no encoding.
  const id = encodeURIComponent(Buffer.from(first.id).toString());
  return { 'x-amz-expiration': `expiry-date="${date}", rule-id="${id}"` };
}
