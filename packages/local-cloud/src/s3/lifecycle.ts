import type { BucketRecord, LifecycleRule } from './bucket-record.ts';
import { deleteVersion } from './delete-version.ts';
import { currentKey } from './index/index-key.ts';
import type { Version } from './index/object-version.ts';
import { announceDeletion } from './notifications/announce-change.ts';
import type { S3State } from './s3-call.ts';

const EVERY_MS = 60 * 60_000;
const DAY_MS = 86_400_000;

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
    for (const rule of bucket.lifecycle) await applyRule(state, bucket, rule);
  }
}

async function applyRule(state: S3State, bucket: BucketRecord, rule: LifecycleRule): Promise<void> {
  const { index, sources } = state;
  const now = sources.now();
  const { expirationDays, noncurrentDays, abortIncompleteDays, prefix } = rule;
  for await (const [, value] of index.currents(bucket.id, currentKey(bucket.id, prefix))) {
    const current: Version = JSON.parse(value.toString());
    const { key } = current;
    if (!key.startsWith(prefix)) break;
    if (current.deleteMarker !== true && isOver(current.lastModified, expirationDays, now)) {
      await expire(state, bucket, key, current.etag).catch(() => {});
    }
    if (noncurrentDays === undefined) continue;
    // A version is old since the next one was made.
    let replacedAt = current.lastModified;
    for await (const { versionId, lastModified } of index.olderVersions(bucket.id, key)) {
      if (isOver(replacedAt, noncurrentDays, now)) await deleteVersion(state, bucket, { key, versionId });
      replacedAt = lastModified;
    }
  }
  if (abortIncompleteDays === undefined) return;
  for await (const { key, uploadId, startedAt } of index.uploads(bucket.id, prefix)) {
    if (!key.startsWith(prefix)) break;
    if (isOver(startedAt, abortIncompleteDays, now)) await index.abortUpload(bucket.id, key, uploadId);
  }
}

async function expire(state: S3State, bucket: BucketRecord, key: string, ifMatch: string): Promise<void> {
  const deletion = await deleteVersion(state, bucket, { key, ifMatch });
  await announceDeletion(state, bucket, key, deletion, 'LifecycleExpiration');
}

/**
 * S3 counts whole days and rounds up to the next midnight.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
function isOver(since: number, days: number | undefined, now: number): boolean {
  return days !== undefined && now >= (Math.floor(since / DAY_MS) + 1 + days) * DAY_MS;
}
