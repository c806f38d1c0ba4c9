import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SqsFixture, sqsFixture } from './sqs-fixture.ts';

let sqs: SqsFixture;
let queues: string[];
beforeAll(async () => {
  sqs = await sqsFixture();
  queues = [await sqs.queue('fuzz'), await sqs.queue('fuzz.fifo', { FifoQueue: 'true' })];
});
afterAll(() => sqs.close());

const OPERATIONS = [
  'ChangeMessageVisibility',
  'ChangeMessageVisibilityBatch',
  'CreateQueue',
  'DeleteMessage',
  'DeleteMessageBatch',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ListDeadLetterSourceQueues',
  'ListQueueTags',
  'ListQueues',
  'PurgeQueue',
  'ReceiveMessage',
  'SendMessage',
  'SendMessageBatch',
  'SetQueueAttributes',
  'TagQueue',
  'UntagQueue',
];

const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('', 'a', '{}', '-1', 0, null, []));
const attributes = fc.dictionary(
  fc.constantFrom('VisibilityTimeout', 'DelaySeconds', 'Policy', 'RedrivePolicy', 'FifoQueue', '__proto__'),
  anything,
);
const entry = fc.record(
  {
    Id: fc.oneof(fc.constantFrom('a', 'b', 'c'), anything),
    MessageBody: fc.oneof(fc.string(), anything),
    ReceiptHandle: fc.oneof(fc.base64String(), anything),
    VisibilityTimeout: anything,
    DelaySeconds: fc.oneof(fc.integer(), anything),
  },
  { requiredKeys: [] },
);
const input = (): fc.Arbitrary<object> =>
  fc.record(
    {
      QueueUrl: fc.oneof(fc.constantFrom(...queues, 'fuzz', 'http://x/000000000000/none'), anything),
      QueueName: fc.oneof(fc.constantFrom('fuzz', 'made', 'made.fifo'), anything),
      Attributes: fc.oneof(attributes, anything),
      AttributeNames: fc.oneof(fc.constant(['All']), anything),
      MessageAttributeNames: fc.oneof(fc.constant(['All']), anything),
      MessageAttributes: fc.oneof(
        fc.dictionary(
          fc.string(),
          fc.oneof(fc.record({ DataType: anything, StringValue: anything, BinaryValue: anything }), anything),
        ),
        anything,
      ),
      MessageBody: fc.oneof(fc.string(), anything),
      MessageGroupId: fc.oneof(fc.constant('g'), anything),
      MessageDeduplicationId: fc.oneof(fc.constantFrom('d', 'e'), anything),
      ReceiptHandle: fc.oneof(fc.base64String(), anything),
      VisibilityTimeout: fc.oneof(fc.integer({ min: 0, max: 10 }), anything),
      MaxNumberOfMessages: fc.oneof(fc.integer({ min: 1, max: 10 }), anything),
      MaxResults: anything,
      NextToken: fc.oneof(fc.base64String(), anything),
      QueueNamePrefix: anything,
      Tags: anything,
      tags: anything,
      TagKeys: anything,
      Entries: fc.oneof(fc.array(fc.oneof(entry, anything), { maxLength: 12 }), anything),
    },
    { requiredKeys: ['QueueUrl', 'QueueName'] },
  );

describe('whatever a client sends', () => {
  it.each(OPERATIONS)('%s answers, or says what is wrong', async (operation) => {
    await fc.assert(
      fc.asyncProperty(input(), async (given) => {
        const { status, output } = await sqs.call(operation, given);
        expect([200, 400]).toContain(status);
        if (status === 400) expect(output.__type).toMatch(/^com\.amazonaws\.sqs#[A-Za-z]+$/);
      }),
      { numRuns: 60 },
    );
  });
});
