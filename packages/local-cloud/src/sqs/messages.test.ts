import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DueTimes } from './due-times.ts';
import { attributesDigest } from './message-digests.ts';
import { type SqsFixture, sqsFixture } from './sqs-fixture.ts';

let sqs: SqsFixture;
let names = 0;
beforeAll(async () => {
  sqs = await sqsFixture();
});
afterAll(() => sqs.close());

const standard = (attributes: Readonly<Record<string, string>> = {}): Promise<string> =>
  sqs.queue(`q${names++}`, attributes);
const fifo = (attributes: Readonly<Record<string, string>> = {}): Promise<string> =>
  sqs.queue(`q${names++}.fifo`, { FifoQueue: 'true', ...attributes });
const bodies = async (url: string, more: object = {}): Promise<string[]> =>
  (await sqs.receive(url, more)).map(({ Body }) => Body);

describe('a message', () => {
  it('comes with its digests, attributes and counts', async () => {
    const QueueUrl = await standard();
    const MessageAttributes = {
      timestamp: { DataType: 'Number', StringValue: '1493147359900' },
    };
    const sent = await sqs.send(QueueUrl, 'héllo', { MessageAttributes });
    expect(sent.output).toMatchObject({
      MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      MD5OfMessageBody: createHash('md5').update('héllo').digest('hex'),
      MD5OfMessageAttributes: '235c5c510d26fb653d073faed50ae77c',
    });
    const [message] = await sqs.receive(QueueUrl, {
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['time.*'],
    });
    expect(message).toMatchObject({
      MessageId: sent.output.MessageId,
      Body: 'héllo',
      MessageAttributes,
      MD5OfMessageAttributes: '235c5c510d26fb653d073faed50ae77c',
      Attributes: {
        SentTimestamp: String(sqs.clock.now),
        ApproximateReceiveCount: '1',
        SenderId: 'AROATESTER:session',
      },
    });
  });

  it('is hidden while somebody works on it, and comes again when it was not deleted', async () => {
    const url = await standard({ VisibilityTimeout: '10' });
    await sqs.send(url, 'a');
    expect(await bodies(url)).toEqual(['a']);
    expect(await bodies(url)).toEqual([]);
    sqs.clock.now += 10_000;
    const [again] = await sqs.receive(url, { AttributeNames: ['ApproximateReceiveCount'] });
    expect(again?.Attributes).toEqual({ ApproximateReceiveCount: '2' });
    await sqs.call('DeleteMessage', { QueueUrl: url, ReceiptHandle: again?.ReceiptHandle });
    sqs.clock.now += 10_000;
    expect(await bodies(url)).toEqual([]);
  });

  it('is not deleted by the handle of an earlier receive', async () => {
    const url = await standard({ VisibilityTimeout: '0' });
    await sqs.send(url, 'a');
    const [first] = await sqs.receive(url);
    await sqs.receive(url);
    const stale = await sqs.call('DeleteMessage', { QueueUrl: url, ReceiptHandle: first?.ReceiptHandle });
    expect(stale.status).toBe(200);
    expect(await bodies(url)).toEqual(['a']);
  });

  it('can be hidden longer, or given back', async () => {
    const QueueUrl = await standard({ VisibilityTimeout: '10' });
    await sqs.send(QueueUrl, 'a');
    const [message] = await sqs.receive(QueueUrl);
    const { ReceiptHandle } = message ?? {};
    await sqs.call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 60 });
    sqs.clock.now += 30_000;
    expect(await bodies(QueueUrl)).toEqual([]);
    await sqs.call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
    expect(await bodies(QueueUrl)).toEqual(['a']);
    const late = await sqs.call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 1 });
    expect(late.output.__type).toBe('com.amazonaws.sqs#MessageNotInflight');
  });

  it('comes when its delay is over, and goes when its retention is', async () => {
    const url = await standard({ MessageRetentionPeriod: '60' });
    await sqs.send(url, 'later', { DelaySeconds: 5 });
    expect(await bodies(url)).toEqual([]);
    sqs.clock.now += 5_000;
    expect(await bodies(url, { VisibilityTimeout: 0 })).toEqual(['later']);
    sqs.clock.now += 55_000;
    expect(await bodies(url)).toEqual([]);
  });

  it('wakes who waits for it', async () => {
    const url = await standard();
    const waiting = bodies(url, { WaitTimeSeconds: 20 });
    await sqs.send(url, 'at last');
    expect(await waiting).toEqual(['at last']);
  });

  it('goes to one receiver only', async () => {
    const url = await standard();
    for (let n = 0; n < 20; n++) await sqs.send(url, String(n));
    const all = (await Promise.all(Array.from({ length: 8 }, () => bodies(url)))).flat();
    expect(all).toHaveLength(20);
    expect(new Set(all).size).toBe(20);
  });

  it('outlives a restart, with its count', async () => {
    const url = await standard({ VisibilityTimeout: '10' });
    await sqs.send(url, 'kept');
    await sqs.send(url, 'gone');
    const received = await sqs.receive(url);
    const gone = received.find(({ Body }) => Body === 'gone');
    await sqs.call('DeleteMessage', { QueueUrl: url, ReceiptHandle: gone?.ReceiptHandle });
    await sqs.restart();
    expect(await bodies(url)).toEqual([]);
    sqs.clock.now += 10_000;
    expect(await sqs.receive(url, { AttributeNames: ['All'] })).toMatchObject([
      { Body: 'kept', Attributes: { ApproximateReceiveCount: '2' } },
    ]);
  });

  it('is gone after a purge', async () => {
    const url = await standard();
    await sqs.send(url, 'a');
    await sqs.call('PurgeQueue', { QueueUrl: url });
    await sqs.restart();
    expect(await bodies(url)).toEqual([]);
  });
});

describe('a dead-letter queue', () => {
  it('gets what was received too often', async () => {
    const dead = await standard();
    const deadLetterTargetArn = `arn:aws:sqs:us-east-1:000000000000:${dead.split('/').at(-1)}`;
    const url = await standard({
      VisibilityTimeout: '0',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }),
    });
    const { output } = await sqs.send(url, 'poison');
    expect(await bodies(url)).toEqual(['poison']);
    expect(await bodies(url)).toEqual(['poison']);
    expect(await bodies(url)).toEqual([]);
    expect(await sqs.receive(dead, { AttributeNames: ['All'] })).toMatchObject([
      {
        MessageId: output.MessageId,
        Body: 'poison',
        Attributes: {
          ApproximateReceiveCount: '1',
          DeadLetterQueueSourceArn: `arn:aws:sqs:us-east-1:000000000000:${url.split('/').at(-1)}`,
        },
      },
    ]);
    const sources = await sqs.call('ListDeadLetterSourceQueues', { QueueUrl: dead });
    expect(sources.output.queueUrls).toEqual([url]);
  });
});

describe('a FIFO queue', () => {
  const grouped = (MessageGroupId: string, MessageDeduplicationId: string): object => ({
    MessageGroupId,
    MessageDeduplicationId,
  });

  it('keeps the order of a group, which waits while somebody works on it', async () => {
    const url = await fifo();
    for (const [body, group] of [
      ['a1', 'a'],
      ['a2', 'a'],
      ['b1', 'b'],
      ['a3', 'a'],
    ] as const) {
      await sqs.send(url, body, grouped(group, body));
    }
    const first = await sqs.receive(url, { MaxNumberOfMessages: 1 });
    expect(first.map(({ Body }) => Body)).toEqual(['a1']);
    expect(await bodies(url)).toEqual(['b1']);
    await sqs.call('DeleteMessage', { QueueUrl: url, ReceiptHandle: first[0]?.ReceiptHandle });
    expect(await bodies(url)).toEqual(['a2', 'a3']);
    sqs.clock.now += 30_000;
    expect(await bodies(url)).toEqual(['a2', 'a3', 'b1']);
  });

  it('takes a message with the same deduplication id once in five minutes', async () => {
    const url = await fifo();
    const first = await sqs.send(url, 'a', grouped('g', 'd'));
    const [message] = await sqs.receive(url);
    await sqs.call('DeleteMessage', { QueueUrl: url, ReceiptHandle: message?.ReceiptHandle });
    await sqs.restart();
    const second = await sqs.send(url, 'b', grouped('g', 'd'));
    expect(second.output).toMatchObject({
      MessageId: first.output.MessageId,
      SequenceNumber: first.output.SequenceNumber,
    });
    expect(await bodies(url)).toEqual([]);
    sqs.clock.now += 5 * 60_000;
    await sqs.send(url, 'c', grouped('g', 'd'));
    expect(await bodies(url)).toEqual(['c']);
  });

  it('tells messages apart by their content when it is told to', async () => {
    const url = await fifo({ ContentBasedDeduplication: 'true' });
    for (const body of ['a', 'b', 'a']) await sqs.send(url, body, { MessageGroupId: 'g' });
    expect(await bodies(url)).toEqual(['a', 'b']);
  });
});

describe('what is refused', () => {
  it.each<[name: string, queue: 'standard' | 'fifo', input: object, type: string]>([
    ['no body', 'standard', { MessageBody: '' }, 'MissingRequiredParameterException'],
    ['a control character', 'standard', { MessageBody: 'a\u0000' }, 'InvalidMessageContents'],
    ['half a character', 'standard', { MessageBody: '\ud800' }, 'InvalidMessageContents'],
    [
      'a body that is too long',
      'standard',
      { MessageBody: 'x'.repeat(1_048_577) },
      'InvalidParameterValueException',
    ],
    [
      'a delay that is too long',
      'standard',
      { MessageBody: 'x', DelaySeconds: 901 },
      'InvalidParameterValueException',
    ],
    [
      'an attribute without a type',
      'standard',
      { MessageBody: 'x', MessageAttributes: { a: {} } },
      'InvalidParameterValueException',
    ],
    [
      'an attribute without a value',
      'standard',
      { MessageBody: 'x', MessageAttributes: { a: { DataType: 'String' } } },
      'InvalidParameterValueException',
    ],
    [
      'a reserved attribute',
      'standard',
      { MessageBody: 'x', MessageAttributes: { 'AWS.x': { DataType: 'String', StringValue: 'y' } } },
      'InvalidParameterValueException',
    ],
    [
      'a deduplication id',
      'standard',
      { MessageBody: 'x', MessageDeduplicationId: 'd' },
      'InvalidParameterValueException',
    ],
    ['no group', 'fifo', { MessageBody: 'x' }, 'MissingRequiredParameterException'],
    [
      'no deduplication id',
      'fifo',
      { MessageBody: 'x', MessageGroupId: 'g' },
      'InvalidParameterValueException',
    ],
    [
      'a delay of one message',
      'fifo',
      { MessageBody: 'x', MessageGroupId: 'g', MessageDeduplicationId: 'd', DelaySeconds: 1 },
      'InvalidParameterValueException',
    ],
  ])('%s', async (_name, kind, input, type) => {
    const QueueUrl = kind === 'fifo' ? await fifo() : await standard();
    const { status, output } = await sqs.call('SendMessage', { QueueUrl, ...input });
    expect([status, output.__type]).toEqual([400, `com.amazonaws.sqs#${type}`]);
  });

  it.each(['', 'nonsense', Buffer.from('other/x/y').toString('base64')])(
    'the handle %j',
    async (ReceiptHandle) => {
      const QueueUrl = await standard();
      const { status } = await sqs.call('DeleteMessage', { QueueUrl, ReceiptHandle });
      expect(status).toBe(400);
    },
  );
});

describe('a batch', () => {
  it('does each entry by itself', async () => {
    const QueueUrl = await standard();
    const sent = await sqs.call('SendMessageBatch', {
      QueueUrl,
      Entries: [
        { Id: 'good', MessageBody: 'a' },
        { Id: 'bad', MessageBody: '\u0001' },
        { Id: 'fine', MessageBody: 'b' },
      ],
    });
    expect(sent.output).toMatchObject({
      Successful: [{ Id: 'good' }, { Id: 'fine' }],
      Failed: [{ Id: 'bad', Code: 'InvalidMessageContents', SenderFault: true }],
    });
    const handles = (await sqs.receive(QueueUrl)).map(({ ReceiptHandle }, n) => ({
      Id: `m${n}`,
      ReceiptHandle,
    }));
    const Entries = handles.map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
    const changed = await sqs.call('ChangeMessageVisibilityBatch', { QueueUrl, Entries });
    expect(changed.output).toEqual({ Successful: [{ Id: 'm0' }, { Id: 'm1' }], Failed: [] });
    const again = (await sqs.receive(QueueUrl)).map(({ ReceiptHandle }, n) => ({
      Id: `m${n}`,
      ReceiptHandle,
    }));
    const deleted = await sqs.call('DeleteMessageBatch', { QueueUrl, Entries: again });
    expect(deleted.output).toEqual({ Successful: [{ Id: 'm0' }, { Id: 'm1' }], Failed: [] });
  });

  it.each<[name: string, entries: object[], type: string]>([
    ['nothing', [], 'EmptyBatchRequest'],
    [
      'more than ten',
      Array.from({ length: 11 }, (_, n) => ({ Id: `m${n}`, MessageBody: 'x' })),
      'TooManyEntriesInBatchRequest',
    ],
    [
      'an id twice',
      [
        { Id: 'a', MessageBody: 'x' },
        { Id: 'a', MessageBody: 'y' },
      ],
      'BatchEntryIdsNotDistinct',
    ],
    ['an id that is none', [{ Id: 'a b', MessageBody: 'x' }], 'InvalidBatchEntryId'],
    [
      'more than it may hold',
      [
        { Id: 'a', MessageBody: 'x'.repeat(600_000) },
        { Id: 'b', MessageBody: 'x'.repeat(600_000) },
      ],
      'BatchRequestTooLong',
    ],
  ])('is refused with %s', async (_name, Entries, type) => {
    const QueueUrl = await standard();
    const { status, output } = await sqs.call('SendMessageBatch', { QueueUrl, Entries });
    expect([status, output.__type]).toEqual([400, `com.amazonaws.sqs#${type}`]);
  });
});

describe('due times', () => {
  it('come in order, whatever the order in which they were added', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100)), fc.nat(100), (times, now) => {
        const due = new DueTimes();
        for (const [index, at] of times.entries()) due.add(at, String(index));
        const taken = [...due.take(now)].map(({ at }) => at);
        expect(taken).toEqual(times.filter((at) => at <= now).sort((a, b) => a - b));
        expect(due.earliest).toBe(Math.min(Number.POSITIVE_INFINITY, ...times.filter((at) => at > now)));
      }),
    );
  });
});

describe('the digest of attributes', () => {
  it('is that of binary values too, whatever their order', () => {
    const text = { DataType: 'String', StringValue: 'x' };
    const binary = { DataType: 'Binary', BinaryValue: 'AQI=' };
    expect(attributesDigest({ b: binary, a: text })).toBe(attributesDigest({ a: text, b: binary }));
    expect(attributesDigest({ a: text })).not.toBe(attributesDigest({ a: binary }));
    expect(attributesDigest({})).toBeUndefined();
  });
});
