import { beforeAll, describe, expect, it } from 'vitest';
import { type ActionRow, askedBy, operationNames, targetCall } from '../../test/asked-actions.ts';
import { type SqsFixture, sqsFixture } from './sqs-fixture.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:q';
const receipt = { ReceiptHandle: 'r' };

/** By the action's name where it is not the operation's. */
const onQueue = (operation: string, input: object = {}, action: string = operation): ActionRow => [
  operation,
  { ...input },
  [`sqs:${action} ${QUEUE}`],
];
const ROWS: readonly ActionRow[] = [
  onQueue('ChangeMessageVisibility', { ...receipt, VisibilityTimeout: 1 }),
  onQueue(
    'ChangeMessageVisibilityBatch',
    { Entries: [{ Id: 'a', ...receipt, VisibilityTimeout: 1 }] },
    'ChangeMessageVisibility',
  ),
  onQueue('CreateQueue', { QueueName: 'q' }),
  onQueue('DeleteMessage', receipt),
  onQueue('DeleteMessageBatch', { Entries: [{ Id: 'a', ...receipt }] }, 'DeleteMessage'),
  onQueue('GetQueueAttributes'),
  onQueue('GetQueueUrl', { QueueName: 'q' }),
  onQueue('ListDeadLetterSourceQueues'),
  onQueue('ListQueueTags'),
  ['ListQueues', {}, ['sqs:ListQueues arn:aws:sqs:us-east-1:000000000000:*']],
  onQueue('PurgeQueue'),
  onQueue('ReceiveMessage'),
  onQueue('SendMessage', { MessageBody: 'x' }),
  onQueue('SendMessageBatch', { Entries: [{ Id: 'a', MessageBody: 'x' }] }, 'SendMessage'),
  onQueue('SetQueueAttributes', { Attributes: { DelaySeconds: '1' } }),
  onQueue('TagQueue', { Tags: { a: 'b' } }),
  onQueue('UntagQueue', { TagKeys: ['a'] }),
  onQueue('DeleteQueue'),
];

let sqs: SqsFixture;
let QueueUrl: string;
beforeAll(async () => {
  sqs = await sqsFixture();
  QueueUrl = await sqs.queue('q');
  return () => sqs.close();
});

describe('the operations of sqs', () => {
  it('have a row each', async () => {
    expect(ROWS.map(([operation]) => operation).sort()).toEqual(await operationNames('sqs'));
  });

  it.each(ROWS)('%s asks the policies', async (operation, input, asked) => {
    const call = targetCall(`AmazonSQS.${operation}`, { QueueUrl, ...input });
    expect(await askedBy(sqs.sqs.services[0], call)).toEqual(asked);
  });

  it('ask about tags too, when a queue is made with some', async () => {
    const call = targetCall('AmazonSQS.CreateQueue', { QueueName: 'q', tags: { a: 'b' } });
    expect(await askedBy(sqs.sqs.services[0], call)).toEqual([
      `sqs:CreateQueue ${QUEUE}`,
      `sqs:TagQueue ${QUEUE}`,
    ]);
  });
});
