import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LambdaUnderTest, lambdaUnderTest } from '../../../test/lambda-under-test.ts';
import type { JsonObject } from '../../cloudformation/resource-provider.ts';

let lambda: LambdaUnderTest;
beforeEach(async () => {
  lambda = await lambdaUnderTest();
});
afterEach(() => lambda.close());

const arn = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;

async function call(operation: string, input: object): Promise<Record<string, unknown>> {
  const response = await fetch(lambda.served.endpoint, {
    method: 'POST',
    headers: {
      'x-amz-target': `AmazonSQS.${operation}`,
      authorization: 'AWS4-HMAC-SHA256 Credential=AKIATEST/20261120/us-east-1/sqs/aws4_request',
    },
    body: JSON.stringify(input),
  });
  return JSON.parse(await response.text());
}

const send = (name: string, MessageBody: string, more: object = {}): Promise<object> =>
  call('SendMessage', { QueueUrl: name, MessageBody, ...more });

/** How many messages a queue holds, in whatever state. */
async function left(name: string): Promise<number> {
  const { Attributes = {} } = await call('GetQueueAttributes', { QueueUrl: name, AttributeNames: ['All'] });
  return ['', 'NotVisible', 'Delayed']
    .map((state) => Number(Reflect.get(Object(Attributes), `ApproximateNumberOfMessages${state}`)))
    .reduce((sum, count) => sum + count, 0);
}

/** A function that logs the bodies of each batch, and fails as it is told. */
async function follow(
  name: string,
  { queue = {}, mapping = {}, fail = '' }: { queue?: JsonObject; mapping?: JsonObject; fail?: string } = {},
): Promise<void> {
  await lambda.create('AWS::SQS::Queue', { QueueName: name, ...queue }, `Queue${name.length}`);
  await lambda.deploy('worker', {
    'index.mjs': `export const handler = async ({ Records }) => {
  process.stdout.write("batch " + Records.map(({ body }) => body).join(",") + "\\n");
  ${fail}
};`,
  });
  await lambda.create('AWS::Lambda::EventSourceMapping', {
    FunctionName: 'worker',
    EventSourceArn: arn(name),
    ...mapping,
  });
}

const batches = async (): Promise<string[]> => {
  const messages = await lambda.messages('/aws/lambda/worker').catch(() => []);
  return messages.filter((text) => text.startsWith('batch')).map((text) => text.trim().split(' ')[1] ?? '');
};
const seen = (bodies: readonly string[]): Promise<void> =>
  expect
    .poll(async () => (await batches()).flatMap((batch) => batch.split(',')).sort(), { timeout: 15_000 })
    .toEqual([...bodies].sort());
const emptied = (name: string): Promise<void> => expect.poll(() => left(name), { timeout: 15_000 }).toBe(0);

describe('a function that follows a queue', () => {
  it('gets every message once, and those that are done are deleted', async () => {
    await follow('work', { queue: { VisibilityTimeout: 600 } });
    await Promise.all(['a', 'b', 'c'].map((body) => send('work', body)));
    await seen(['a', 'b', 'c']);
    await emptied('work');
  });

  it('gets the shape that Lambda gives', async () => {
    await follow('shape', { fail: 'process.stdout.write("batch " + JSON.stringify(Records[0]) + "\\n");' });
    await send('shape', 'x', { MessageAttributes: { kind: { DataType: 'String', StringValue: 'k' } } });
    await expect.poll(async () => (await batches()).length, { timeout: 15_000 }).toBe(2);
    expect(JSON.parse((await batches())[1] ?? '')).toEqual({
      messageId: expect.any(String),
      receiptHandle: expect.any(String),
      body: 'x',
      attributes: {
        SenderId: expect.any(String),
        SentTimestamp: expect.any(String),
        ApproximateReceiveCount: '1',
        ApproximateFirstReceiveTimestamp: expect.any(String),
      },
      messageAttributes: {
        kind: { stringValue: 'k', stringListValues: [], binaryListValues: [], dataType: 'String' },
      },
      md5OfBody: '9dd4e461268c8034f5c8564e155c67a6',
      eventSource: 'aws:sqs',
      eventSourceARN: arn('shape'),
      awsRegion: 'us-east-1',
    });
  });

  it('keeps the messages of a batch that failed, and gives them up in the end', async () => {
    await lambda.create('AWS::SQS::Queue', { QueueName: 'dead' }, 'Dead');
    await follow('poison', {
      queue: {
        VisibilityTimeout: 3,
        RedrivePolicy: { deadLetterTargetArn: arn('dead'), maxReceiveCount: 1 },
      },
      fail: 'throw new Error("no");',
    });
    await send('poison', 'bad');
    await expect.poll(() => left('dead'), { timeout: 15_000 }).toBe(1);
    await expect.poll(batches, { timeout: 15_000 }).toEqual(['bad']);
  });

  it('keeps only the messages that the function names', async () => {
    await follow('partly', {
      queue: { VisibilityTimeout: 43_200 },
      mapping: {
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumBatchingWindowInSeconds: 1,
        ScalingConfig: { MaximumConcurrency: 1 },
      },
      fail: 'return { batchItemFailures: Records.filter(({ body }) => body === "bad").map(({ messageId }) => ({ itemIdentifier: messageId })) };',
    });
    await Promise.all(['good', 'bad', 'fine'].map((body) => send('partly', body)));
    await seen(['good', 'bad', 'fine']);
    await expect.poll(() => left('partly'), { timeout: 15_000 }).toBe(1);
  });

  it('gets only what its filter asks for; the rest is deleted', async () => {
    await follow('some', {
      mapping: { FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["task"]}}' }] } },
    });
    await send('some', '{"kind":"note"}');
    await send('some', '{"kind":"task"}');
    await seen(['{"kind":"task"}']);
    await emptied('some');
  });

  it('gets the messages of a group in order', async () => {
    await follow('line.fifo', {
      queue: { FifoQueue: true, ContentBasedDeduplication: true },
      mapping: { BatchSize: 1 },
    });
    for (const body of ['1', '2', '3', '4']) await send('line.fifo', body, { MessageGroupId: 'g' });
    await emptied('line.fifo');
    await expect.poll(batches, { timeout: 15_000 }).toEqual(['1', '2', '3', '4']);
  });
});

describe('a mapping is refused', () => {
  it.each<[name: string, queue: JsonObject, mapping: JsonObject, message: RegExp]>([
    [
      'when the queue hides messages for less than the function may take',
      { VisibilityTimeout: 2 },
      {},
      /visibility timeout: 2 seconds is less than Function timeout: 3/,
    ],
    ['with settings of streams', {}, { StartingPosition: 'LATEST' }, /Unsupported StartingPosition/],
    ['with a large batch and no window', {}, { BatchSize: 11 }, /batch window/],
    [
      'with more than a batch may hold',
      {},
      { BatchSize: 10_001, MaximumBatchingWindowInSeconds: 1 },
      /Batch size/,
    ],
  ])('%s', async (_name, queue, mapping, message) => {
    await expect(follow('refused', { queue, mapping })).rejects.toThrow(message);
  });

  it('when the role may not read the queue', async () => {
    lambda.deniedToRole.add('sqs:DeleteMessage');
    await expect(follow('closed')).rejects.toThrow(/permissions to call DeleteMessage on SQS/);
  });

  it('when there is no such queue', async () => {
    await lambda.deploy('worker', { 'index.mjs': 'export const handler = () => {};' });
    const properties = { FunctionName: 'worker', EventSourceArn: arn('none') };
    await expect(lambda.create('AWS::Lambda::EventSourceMapping', properties)).rejects.toThrow(
      /does not exist/,
    );
  });
});
