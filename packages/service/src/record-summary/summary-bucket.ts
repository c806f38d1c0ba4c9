import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { KeptSummary } from './summarize-day.ts';

/** Keeps summaries as JSON in a bucket, under `records/<day>.json`. */
export function summaryBucket(client: S3Client, bucket: string): (summary: KeptSummary) => Promise<void> {
  return async (summary) => {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: `records/${summary.day}.json`,
        ContentType: 'application/json',
        Body: JSON.stringify(summary),
      }),
    );
  };
}
