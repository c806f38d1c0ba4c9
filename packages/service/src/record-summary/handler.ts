import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import type { Context } from 'aws-lambda';
import { environmentVariable } from '../api/environment.ts';
import { createDynamoClient } from '../dynamo/dynamo-client.ts';
import { readDay } from '../records/day-counters.ts';
import { SYSTEM_SOURCES } from '../sources.ts';
import { daySummarizer, type KeptSummary } from './summarize-day.ts';
import { summaryBucket } from './summary-bucket.ts';

const client = createDynamoClient();
const table = environmentVariable('TABLE_NAME');
const log = new Logger({ serviceName: 'record-summary' });
const summarize = daySummarizer({
  store: { summarize: (day) => readDay(client, table, day) },
  keep: summaryBucket(new S3Client(), environmentVariable('SUMMARY_BUCKET')),
  now: SYSTEM_SOURCES.now,
});

/** Runs once a day, after midnight UTC. */
export async function handler(event: unknown, context: Context): Promise<KeptSummary> {
  log.addContext(context);
  const summary = await summarize(event);
  log.info('summarized', { ...summary });
  return summary;
}
