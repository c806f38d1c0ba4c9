import {
  CreateTableCommand,
  DeleteItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.ts';
import { type DynamoDbFixture, startDynamoDb } from './dynamodb-fixture.ts';
import type { StreamRecord } from './stream-log.ts';

const NOW = Date.UTC(2026, 0, 1);
let now: number;
let dynamodb: DynamoDbFixture;
let send: DynamoDbFixture['client']['send'];
const store = { current: memoryStore() };
beforeEach(async () => {
  now = NOW;
  store.current = memoryStore();
  await start();
});
afterEach(() => dynamodb.close());

async function start(): Promise<void> {
  dynamodb = await startDynamoDb({ now: () => now, store: store.current });
  send = dynamodb.client.send.bind(dynamodb.client);
}

interface StreamAnswer {
  readonly Streams?: readonly { StreamArn: string; TableName: string }[];
  readonly StreamDescription?: {
    readonly StreamStatus: string;
    readonly Shards: readonly { ShardId: string }[];
  };
  readonly ShardIterator?: string;
  readonly NextShardIterator?: string;
  readonly Records?: readonly StreamRecord[];
  readonly __type?: string;
}

async function call(operation: string, input: object): Promise<StreamAnswer> {
  const response = await dynamodb.send(`DynamoDBStreams_20120810.${operation}`, JSON.stringify(input));
  return (await response.json()) as StreamAnswer;
}

async function makeTable(StreamViewType: StreamRecord['dynamodb']['StreamViewType']): Promise<string> {
  const { TableDescription } = await send(
    new CreateTableCommand({
      TableName: 'streamed',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType },
    }),
  );
  return TableDescription?.LatestStreamArn ?? '';
}

async function iterator(StreamArn: string, more: object): Promise<string> {
  const { StreamDescription } = await call('DescribeStream', { StreamArn });
  const ShardId = StreamDescription?.Shards[0]?.ShardId;
  const { ShardIterator } = await call('GetShardIterator', { StreamArn, ShardId, ...more });
  return ShardIterator ?? '';
}

async function records(StreamArn: string): Promise<readonly StreamRecord[]> {
  const ShardIterator = await iterator(StreamArn, { ShardIteratorType: 'TRIM_HORIZON' });
  return (await call('GetRecords', { ShardIterator })).Records ?? [];
}

const pk = (S: string): { pk: { S: string } } => ({ pk: { S } });
const put = (id: string, n: string) =>
  send(new PutItemCommand({ TableName: 'streamed', Item: { ...pk(id), n: { N: n } } }));

describe('streams', () => {
  it('tell what became of items, and nothing of what stayed', async () => {
    const arn = await makeTable('NEW_AND_OLD_IMAGES');
    await put('a', '1');
    await put('a', '1');
    await send(
      new UpdateItemCommand({
        TableName: 'streamed',
        Key: pk('a'),
        UpdateExpression: 'SET n = :n',
        ExpressionAttributeValues: { ':n': { N: '2' } },
      }),
    );
    await send(new DeleteItemCommand({ TableName: 'streamed', Key: pk('a') }));
    await send(new DeleteItemCommand({ TableName: 'streamed', Key: pk('a') }));
    const found = await records(arn);
    expect(found.map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
    expect(found[1]).toEqual({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      dynamodb: {
        ApproximateCreationDateTime: NOW / 1000,
        Keys: pk('a'),
        OldImage: { ...pk('a'), n: { N: '1' } },
        NewImage: { ...pk('a'), n: { N: '2' } },
        SequenceNumber: expect.stringMatching(/^\d{21}$/),
        SizeBytes: 15,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
    const numbers = found.map(({ dynamodb: { SequenceNumber } }) => SequenceNumber);
    expect([...numbers].sort()).toEqual(numbers);
  });

  it.each([
    ['NEW_IMAGE', true, false],
    ['OLD_IMAGE', false, true],
    ['KEYS_ONLY', false, false],
  ] as const)('show what a view of %s shows', async (view, hasNew, hasOld) => {
    const arn = await makeTable(view);
    await put('a', '1');
    await put('a', '2');
    const [, modified] = await records(arn);
    expect(modified?.dynamodb).toMatchObject({ Keys: pk('a'), StreamViewType: view });
    expect(modified?.dynamodb.NewImage !== undefined).toBe(hasNew);
    expect(modified?.dynamodb.OldImage !== undefined).toBe(hasOld);
  });

  it('are listed and described', async () => {
    const arn = await makeTable('KEYS_ONLY');
    expect((await call('ListStreams', {})).Streams).toEqual([
      { StreamArn: arn, TableName: 'streamed', StreamLabel: arn.split('/stream/')[1] },
    ]);
    expect((await call('ListStreams', { TableName: 'other' })).Streams).toEqual([]);
    expect((await call('DescribeStream', { StreamArn: arn })).StreamDescription).toMatchObject({
      StreamStatus: 'ENABLED',
      StreamViewType: 'KEYS_ONLY',
      TableName: 'streamed',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    });
    const missing = await call('DescribeStream', { StreamArn: `${arn}0` });
    expect(missing.__type).toMatch(/#ResourceNotFoundException$/);
  });

  it('are read on from any place', async () => {
    const arn = await makeTable('NEW_IMAGE');
    await put('a', '1');
    await put('b', '2');
    const latest = await iterator(arn, { ShardIteratorType: 'LATEST' });
    await put('c', '3');
    const ids = ({ Records }: StreamAnswer): (string | undefined)[] =>
      (Records ?? []).map(({ dynamodb: { Keys } }) => (Keys.pk && 'S' in Keys.pk ? Keys.pk.S : undefined));
    expect(ids(await call('GetRecords', { ShardIterator: latest }))).toEqual(['c']);
    const first = await call('GetRecords', {
      ShardIterator: await iterator(arn, { ShardIteratorType: 'TRIM_HORIZON' }),
      Limit: 2,
    });
    expect(ids(first)).toEqual(['a', 'b']);
    expect(ids(await call('GetRecords', { ShardIterator: first.NextShardIterator }))).toEqual(['c']);
    const SequenceNumber = first.Records?.[1]?.dynamodb.SequenceNumber;
    const at = await iterator(arn, { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber });
    expect(ids(await call('GetRecords', { ShardIterator: at }))).toEqual(['b', 'c']);
    const after = await iterator(arn, { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber });
    expect(ids(await call('GetRecords', { ShardIterator: after }))).toEqual(['c']);
  });

  it('lose an iterator after 15 minutes and records after a day', async () => {
    const arn = await makeTable('NEW_IMAGE');
    await put('a', '1');
    const ShardIterator = await iterator(arn, { ShardIteratorType: 'TRIM_HORIZON' });
    now += 15 * 60 * 1000 + 1;
    const expired = await call('GetRecords', { ShardIterator });
    expect(expired.__type).toMatch(/#ExpiredIteratorException$/);
    now += 24 * 60 * 60 * 1000;
    await put('b', '2');
    expect(await records(arn)).toHaveLength(1);
    await dynamodb.part.sweep();
    expect(await records(arn)).toHaveLength(1);
  });

  it('have all records of a transaction, and none of one that failed', async () => {
    const arn = await makeTable('KEYS_ONLY');
    const action = (id: string, ConditionExpression?: string) => ({
      Put: { TableName: 'streamed', Item: pk(id), ConditionExpression },
    });
    await send(new TransactWriteItemsCommand({ TransactItems: [action('a'), action('b')] }));
    await expect(
      send(
        new TransactWriteItemsCommand({
          TransactItems: [action('c'), action('a', 'attribute_not_exists(pk)')],
        }),
      ),
    ).rejects.toThrow();
    expect(await records(arn)).toHaveLength(2);
  });

  it('tell when the time to live ended an item', async () => {
    const arn = await makeTable('OLD_IMAGE');
    await send(
      new UpdateTimeToLiveCommand({
        TableName: 'streamed',
        TimeToLiveSpecification: { AttributeName: 'n', Enabled: true },
      }),
    );
    await put('a', String(NOW / 1000 - 1));
    await dynamodb.part.sweep();
    const [, removed] = await records(arn);
    expect(removed).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
    });
  });

  it('close with their records still there, and begin anew', async () => {
    const arn = await makeTable('NEW_IMAGE');
    await put('a', '1');
    const specify = (StreamSpecification: { StreamEnabled: boolean; StreamViewType?: 'KEYS_ONLY' }) =>
      send(new UpdateTableCommand({ TableName: 'streamed', StreamSpecification }));
    await specify({ StreamEnabled: false });
    await put('b', '2');
    expect((await call('DescribeStream', { StreamArn: arn })).StreamDescription?.StreamStatus).toBe(
      'DISABLED',
    );
    const ShardIterator = await iterator(arn, { ShardIteratorType: 'TRIM_HORIZON' });
    const last = await call('GetRecords', { ShardIterator });
    expect(last.Records).toHaveLength(1);
    expect(last.NextShardIterator).toBeUndefined();
    now += 1000;
    const fresh = await specify({ StreamEnabled: true, StreamViewType: 'KEYS_ONLY' });
    const freshArn = fresh.TableDescription?.LatestStreamArn ?? '';
    expect(freshArn).not.toBe(arn);
    await put('c', '3');
    expect(await records(freshArn)).toHaveLength(1);
  });

  it('go on after a restart', async () => {
    const arn = await makeTable('KEYS_ONLY');
    await put('a', '1');
    const [first] = await records(arn);
    await dynamodb.close();
    now -= 1000;
    await start();
    await put('b', '1');
    const [again, second] = await records(arn);
    expect(again).toEqual(first);
    const number = (record: StreamRecord | undefined): bigint => BigInt(record?.dynamodb.SequenceNumber ?? 0);
    expect(number(second)).toBeGreaterThan(number(first));
  });

  it('are followed from within the cloud', async () => {
    const arn = await makeTable('NEW_IMAGE');
    await put('a', '1');
    const { streams } = dynamodb.part;
    let calls = 0;
    const end = streams.listen(arn, () => {
      calls += 1;
    });
    const latest = streams.latest(arn);
    await put('b', '2');
    end();
    await put('c', '3');
    expect(calls).toBe(1);
    expect(await streams.read(arn, latest, 10)).toHaveLength(2);
    expect(await streams.read(arn, undefined, 10)).toHaveLength(3);
    expect(await streams.read(arn, undefined, 1)).toHaveLength(1);
  });

  it('ask IAM for the stream', async () => {
    const arn = await makeTable('NEW_IMAGE');
    await records(arn);
    expect(dynamodb.asked.slice(-3)).toEqual(
      ['DescribeStream', 'GetShardIterator', 'GetRecords'].map((name) => ({
        action: `dynamodb:${name}`,
        resource: arn,
      })),
    );
  });
});
