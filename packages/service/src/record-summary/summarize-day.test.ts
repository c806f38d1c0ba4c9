import type { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { recordedClient } from '../dynamo/recorded-client.fixture.ts';
import { memoryRecordStore } from '../records/memory-record-store.ts';
import { daySummarizer } from './summarize-day.ts';
import { summaryBucket } from './summary-bucket.ts';

async function summarizing() {
  const store = memoryRecordStore();
  for (const [id, createdAt] of [
    ['1', '2026-11-19T23:59:59.999Z'],
    ['2', '2026-11-20T00:00:00.000Z'],
    ['3', '2026-11-20T12:00:00.000Z'],
  ] as const) {
    await store.insert({ id, createdAt, createdBy: 'ada', size: 5, dataText: '12345' });
  }
  const { client, calls } = recordedClient({}, {});
  // Only send is called, as of a DynamoDB client.
  const keep = summaryBucket(client as unknown as S3Client, 'bucket');
  const now = () => Date.parse('2026-11-21T00:15:02.000Z');
  return { summarize: daySummarizer({ store, keep, now }), calls };
}

const summary = { day: '2026-11-20', records: 2, bytes: 10, people: 1, madeAt: '2026-11-21T00:15:02.000Z' };

describe('a summary', () => {
  it.each([
    ['the day before an event of EventBridge', { source: 'aws.events', time: '2026-11-21T00:15:00Z' }],
    ['that day, even when the event comes late', { time: '2026-11-21T23:59:59Z' }],
    ['the day that is named', { day: '2026-11-20' }],
  ])('is of %s', async (_name, event) => {
    const { summarize, calls } = await summarizing();
    expect(await summarize(event)).toEqual(summary);
    expect(calls).toEqual([
      {
        name: 'PutObject',
        input: {
          Bucket: 'bucket',
          Key: 'records/2026-11-20.json',
          ContentType: 'application/json',
          Body: JSON.stringify(summary),
        },
      },
    ]);
  });

  it('is kept again in the same place when the event comes again', async () => {
    const { summarize, calls } = await summarizing();
    await summarize({ time: '2026-11-21T00:15:00Z' });
    await summarize({ time: '2026-11-21T00:15:00Z' });
    expect(calls[1]).toEqual(calls[0]);
  });

  it.each([
    null,
    'x',
    {},
    { day: '2026-02-30' },
    { day: '../x' },
    { day: 1, time: '2026-11-21T00:15:00Z' },
    { time: 'x' },
  ])('is not made for %j', async (event) => {
    const { summarize, calls } = await summarizing();
    await expect(summarize(event)).rejects.toThrow('The event needs a time');
    expect(calls).toEqual([]);
  });
});
