import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientOptions, type ServedServices, serveServices } from '../../test/serve-services.ts';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import type { CloudPart } from '../aws/cloud-part.ts';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { SILENT_JOURNAL } from '../journal/journal.ts';
import { memoryStore } from '../store/memory-store.ts';
import { chunkKey } from './log-chunk.ts';
import type { LogSink } from './log-sink.ts';
import { LogStore } from './log-store.ts';
import { createLogs } from './logs.ts';

const NOW = Date.UTC(2026, 0, 15);
const group = { logGroupName: '/aws/lambda/f' };
const stream = { ...group, logStreamName: '2026/01/15/[$LATEST]ab' };

let served: ServedServices;
let logs: CloudPart & { readonly sink: LogSink };
let client: CloudWatchLogsClient;
let now = NOW;

beforeEach(async () => {
  now = NOW;
  logs = await createLogs(
    {
      account: LOCAL_ACCOUNT,
      sources: { ...SYSTEM_SOURCES, now: () => now },
      journal: SILENT_JOURNAL,
      store: memoryStore(),
      origin: 'http://localhost:4566',
    },
    { allows: () => false, send: async () => {} },
  );
  served = await serveServices(() => logs.services);
  client = new CloudWatchLogsClient(clientOptions(served.endpoint));
});
afterEach(async () => {
  client.destroy();
  await served.close();
  await logs.close?.();
});

async function putMany(count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, at) => ({ timestamp: NOW + at, message: `line ${at}` }));
  await logs.sink.append(group.logGroupName, stream.logStreamName, events);
}

describe('groups and streams', () => {
  it('makes, describes and removes them', async () => {
    await client.send(new CreateLogGroupCommand({ ...group, tags: { team: 'a' } }));
    await client.send(new PutRetentionPolicyCommand({ ...group, retentionInDays: 7 }));
    await client.send(new CreateLogStreamCommand(stream));
    const groups = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/' }));
    expect(groups.logGroups).toMatchObject([
      { ...group, retentionInDays: 7, creationTime: NOW, arn: expect.stringMatching(/:log-group:.*:\*$/) },
    ]);
    const streams = await client.send(new DescribeLogStreamsCommand(group));
    expect(streams.logStreams).toMatchObject([{ logStreamName: stream.logStreamName }]);
    await client.send(new DeleteLogStreamCommand(stream));
    await client.send(new DeleteLogGroupCommand(group));
    expect((await client.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
  });

  it('forgets the events of a group that was deleted and made again', async () => {
    await putMany(3);
    await client.send(new DeleteLogGroupCommand(group));
    await client.send(new CreateLogGroupCommand(group));
    expect((await client.send(new FilterLogEventsCommand(group))).events).toEqual([]);
    expect((await client.send(new DescribeLogStreamsCommand(group))).logStreams).toEqual([]);
  });

  it('gives groups in pages', async () => {
    for (const name of 'abc') await client.send(new CreateLogGroupCommand({ logGroupName: name }));
    const first = await client.send(new DescribeLogGroupsCommand({ limit: 2 }));
    const rest = await client.send(new DescribeLogGroupsCommand({ limit: 2, nextToken: first.nextToken }));
    const names = [first, rest].map((page) => page.logGroups?.map(({ logGroupName }) => logGroupName));
    expect(names).toEqual([['a', 'b'], ['c']]);
    expect(rest.nextToken).toBeUndefined();
  });

  it('orders streams by their last event', async () => {
    await logs.sink.append(group.logGroupName, 'a', [{ timestamp: NOW, message: 'x' }]);
    await logs.sink.append(group.logGroupName, 'b', [{ timestamp: NOW + 9, message: 'x' }]);
    await logs.sink.append(group.logGroupName, 'c', [{ timestamp: NOW + 5, message: 'x' }]);
    const order = { ...group, orderBy: 'LastEventTime', descending: true, limit: 2 } as const;
    const first = await client.send(new DescribeLogStreamsCommand(order));
    const rest = await client.send(new DescribeLogStreamsCommand({ ...order, nextToken: first.nextToken }));
    const names = [first, rest].flatMap(({ logStreams = [] }) => logStreams.map((s) => s.logStreamName));
    expect(names).toEqual(['b', 'c', 'a']);
  });

  it('keeps tags', async () => {
    await client.send(new CreateLogGroupCommand(group));
    const resourceArn = `arn:aws:logs:us-east-1:000000000000:log-group:${group.logGroupName}`;
    await client.send(new TagResourceCommand({ resourceArn, tags: { a: '1' } }));
    expect((await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual({ a: '1' });
  });
});

describe('events', () => {
  it('reads a stream forwards and backwards in pages', async () => {
    await putMany(5);
    const forward = { ...stream, startFromHead: true, limit: 3 };
    const head = await client.send(new GetLogEventsCommand(forward));
    expect(head.events?.map(({ message }) => message)).toEqual(['line 0', 'line 1', 'line 2']);
    const next = await client.send(new GetLogEventsCommand({ ...forward, nextToken: head.nextForwardToken }));
    expect(next.events?.map(({ message }) => message)).toEqual(['line 3', 'line 4']);
    const end = await client.send(new GetLogEventsCommand({ ...stream, nextToken: next.nextForwardToken }));
    expect(end).toMatchObject({ events: [], nextForwardToken: next.nextForwardToken });
    const tail = await client.send(new GetLogEventsCommand({ ...stream, limit: 2 }));
    expect(tail.events?.map(({ message }) => message)).toEqual(['line 3', 'line 4']);
    const before = await client.send(
      new GetLogEventsCommand({ ...stream, limit: 2, nextToken: tail.nextBackwardToken }),
    );
    expect(before.events?.map(({ message }) => message)).toEqual(['line 1', 'line 2']);
  });

  it('filters a whole group across its streams, in order and in pages', async () => {
    await logs.sink.append(group.logGroupName, 'b', [{ timestamp: NOW + 1, message: 'two ERROR' }]);
    await logs.sink.append(group.logGroupName, 'a', [
      { timestamp: NOW, message: 'one ERROR' },
      { timestamp: NOW + 1, message: 'quiet' },
      { timestamp: NOW + 2, message: 'three ERROR' },
    ]);
    const query = { ...group, filterPattern: 'ERROR', limit: 2 };
    const first = await client.send(new FilterLogEventsCommand(query));
    expect(first.events?.map(({ message }) => message)).toEqual(['one ERROR', 'two ERROR']);
    const rest = await client.send(new FilterLogEventsCommand({ ...query, nextToken: first.nextToken }));
    expect(rest.events?.map(({ message }) => message)).toEqual(['three ERROR']);
    const some = await client.send(
      new FilterLogEventsCommand({
        ...group,
        logStreamNamePrefix: 'a',
        startTime: NOW + 1,
        endTime: NOW + 1,
      }),
    );
    expect(some.events?.map(({ message }) => message)).toEqual(['quiet']);
  });

  it('takes events of clients and says which were rejected', async () => {
    await client.send(new CreateLogGroupCommand(group));
    await client.send(new CreateLogStreamCommand(stream));
    const day = 86_400_000;
    const logEvents = [NOW - 15 * day, NOW, NOW + day].map((timestamp) => ({ timestamp, message: 'm' }));
    const answer = await client.send(new PutLogEventsCommand({ ...stream, logEvents }));
    expect(answer.rejectedLogEventsInfo).toEqual({
      tooOldLogEventEndIndex: 1,
      tooNewLogEventStartIndex: 2,
    });
    expect((await client.send(new FilterLogEventsCommand(group))).events).toHaveLength(1);
  });

  it('keeps what was appended at the same moment, in order', async () => {
    const lines = Array.from({ length: 300 }, (_, at) => `line ${at}`);
    await Promise.all(
      lines.map((message) =>
        logs.sink.append(group.logGroupName, stream.logStreamName, [{ timestamp: NOW, message }]),
      ),
    );
    const answer = await client.send(new FilterLogEventsCommand(group));
    expect(answer.events?.map(({ message }) => message)).toEqual(lines);
    const own = await client.send(new GetLogEventsCommand({ ...stream, startFromHead: true }));
    expect(own.events).toHaveLength(300);
  });
});

const wrong: [name: string, send: () => Promise<unknown>, error: object][] = [
  [
    'a group that is not there',
    () => client.send(new FilterLogEventsCommand(group)),
    { name: 'ResourceNotFoundException', message: 'The specified log group does not exist.' },
  ],
  [
    'a group twice',
    async () => {
      await client.send(new CreateLogGroupCommand(group));
      await client.send(new CreateLogGroupCommand(group));
    },
    { name: 'ResourceAlreadyExistsException' },
  ],
  [
    'a name with a blank',
    () => client.send(new CreateLogGroupCommand({ logGroupName: 'a b' })),
    { name: 'InvalidParameterException', message: expect.stringContaining("at 'logGroupName'") },
  ],
  [
    'a token of another operation',
    async () => {
      await client.send(new CreateLogGroupCommand(group));
      await client.send(new FilterLogEventsCommand({ ...group, nextToken: 'eA' }));
    },
    { name: 'InvalidParameterException', message: 'The specified nextToken is invalid.' },
  ],
  [
    'a retention that AWS does not offer',
    () => client.send(new PutRetentionPolicyCommand({ ...group, retentionInDays: 2 })),
    { name: 'InvalidParameterException' },
  ],
  [
    'events out of order',
    () =>
      client.send(
        new PutLogEventsCommand({
          ...stream,
          logEvents: [
            { timestamp: 2, message: 'b' },
            { timestamp: 1, message: 'a' },
          ],
        }),
      ),
    { name: 'InvalidParameterException', message: expect.stringContaining('chronological') },
  ],
  [
    'what the caller may not do',
    () => {
      served.denied.add('logs:FilterLogEvents');
      return client.send(new FilterLogEventsCommand(group));
    },
    {
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        'log-group:/aws/lambda/f:log-stream: because no identity-based policy allows',
      ),
    },
  ],
];

it.each(wrong)('refuses %s', async (_name, send, error) => {
  await expect(send()).rejects.toMatchObject(error);
});

it('drops what is older than the retention', async () => {
  const inner = memoryStore();
  const store = new LogStore(inner, { ...SYSTEM_SOURCES, now: () => now });
  const kept = { ...store.newGroup('g'), retentionInDays: 1 };
  await store.putGroup(kept);
  await store.append(kept, 's', [
    { timestamp: NOW, message: 'old' },
    { timestamp: NOW + 1000, message: 'new' },
  ]);
  now = NOW + 86_401_000;
  await store.expire();
  const left: string[] = [];
  for await (const { message } of store.groupEvents(kept, {})) left.push(message);
  expect(left).toEqual(['new']);
  let chunks = 0;
  for await (const _ of inner.namespace('stream-chunks').entries()) chunks += 1;
  expect(chunks).toBe(1);
});

it('keeps the order of streams that write in the same second, over restarts', async () => {
  const inner = memoryStore();
  const sources = { ...SYSTEM_SOURCES, now: () => NOW };
  const first = new LogStore(inner, sources);
  const shared = first.newGroup('g');
  await first.putGroup(shared);
  await first.append(shared, 'a', [
    { timestamp: NOW + 1, message: '1' },
    { timestamp: NOW + 3, message: '3' },
  ]);
  const second = new LogStore(inner, { ...sources, now: () => NOW + 10 });
  await second.append(shared, 'b', [
    { timestamp: NOW + 2, message: '2' },
    { timestamp: NOW + 3, message: '4' },
    { timestamp: NOW + 2000, message: '5' },
  ]);
  const all: string[] = [];
  for await (const { message } of second.groupEvents(shared, {})) all.push(message);
  expect(all.join('')).toBe('12345');
});

it('orders the keys of chunks by their second', () => {
  const earlier = chunkKey('g', 255, 2 ** 40);
  const later = chunkKey('g', 256, 1);
  expect(Buffer.compare(earlier, later)).toBe(-1);
});
