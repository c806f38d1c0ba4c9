import { AwsError } from '../../aws/aws-error.ts';
import type { BucketRecord } from '../bucket-record.ts';
import { deleteVersion } from '../delete-version.ts';
import { currentKey } from '../index/index-key.ts';
import type { Version } from '../index/object-version.ts';
import { announceDeletion } from '../notifications/announce-change.ts';
import type { S3State } from '../s3-call.ts';
import { s3Error } from '../s3-errors.ts';
import { isMeant, isOver, type LifecycleRule, prefixOf } from './lifecycle-rule.ts';

const EVERY_MS = 60 * 60_000;

/** Applies the buckets' rules now and then. Gives back what ends it. */
export function expireRegularly(state: S3State): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    // What fails now is tried again the next time.
    running = running.then(() => expireAll(state)).catch(() => {});
  }, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Removes what the rules of all buckets let go by now. */
export async function expireAll(state: S3State): Promise<void> {
  for (const bucket of state.buckets.list()) {
    for (const rule of bucket.lifecycle) {
      if (rule.disabled !== true) await applyRule(state, bucket, rule);
    }
  }
}

async function applyRule(state: S3State, bucket: BucketRecord, rule: LifecycleRule): Promise<void> {
  const { index, sources } = state;
  const now = sources.now();
  const prefix = prefixOf(rule);
  for await (const [, value] of index.currents(bucket.id, currentKey(bucket.id, prefix))) {
    const current: Version = JSON.parse(value.toString());
    if (!current.key.startsWith(prefix)) break;
    await expireOlder(state, bucket, rule, current, now);
    await expireCurrent(state, bucket, rule, current, now);
  }
  const { abortIncompleteDays } = rule;
  if (abortIncompleteDays === undefined) return;
  for await (const { key, uploadId, startedAt } of index.uploads(bucket.id, prefix)) {
    if (!key.startsWith(prefix)) break;
    if (!isOver(startedAt, abortIncompleteDays, now)) continue;
    await unlessChanged(() => index.abortUpload(bucket.id, key, uploadId));
  }
}

async function expireCurrent(
  state: S3State,
  bucket: BucketRecord,
  rule: LifecycleRule,
  current: Version,
  now: number,
): Promise<void> {
  const { key, versionId, sequence } = current;
  const { expirationDays, expirationDate, expiredDeleteMarkers } = rule;
  const isDue =
    isOver(current.lastModified, expirationDays, now) ||
    (expirationDate !== undefined && now >= expirationDate);
  const isMarker = current.deleteMarker === true;
  if (!(isDue || (isMarker && expiredDeleteMarkers === true)) || !isMeant(rule, current)) return;
  if (isMarker && (await hasOlder(state, bucket, key))) return;
  await unlessChanged(async () => {
    const deletion = await deleteVersion(state, bucket, {
      key,
      ...(isMarker ? { versionId } : {}),
      check: (newest) => {
        if (newest?.sequence !== sequence) throw s3Error('OperationAborted');
      },
    });
    await announceDeletion(state, bucket, key, deletion, 'LifecycleExpiration');
  });
}

async function hasOlder({ index }: S3State, { id }: BucketRecord, key: string): Promise<boolean> {
  for await (const _ of index.olderVersions(id, key)) return true;
  return false;
}

async function expireOlder(
  state: S3State,
  bucket: BucketRecord,
  rule: LifecycleRule,
  { key, lastModified }: Version,
  now: number,
): Promise<void> {
  const { noncurrentDays, newerNoncurrentVersions: kept = 0 } = rule;
  if (noncurrentDays === undefined) return;
  // A version is old since the next one was made.
  let replacedAt = lastModified;
  let newer = 0;
  for await (const version of state.index.olderVersions(bucket.id, key)) {
    const { versionId } = version;
    if (newer >= kept && isOver(replacedAt, noncurrentDays, now) && isMeant(rule, version)) {
      await unlessChanged(async () => {
        const deletion = await deleteVersion(state, bucket, { key, versionId });
        await announceDeletion(state, bucket, key, deletion, 'LifecycleExpiration');
      });
    }
    newer += 1;
    replacedAt = version.lastModified;
  }
}

/** What was changed in the meantime is looked at the next time. */
async function unlessChanged(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}
