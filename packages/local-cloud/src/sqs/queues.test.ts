import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SqsFixture, sqsFixture } from './sqs-fixture.ts';

let sqs: SqsFixture;
beforeAll(async () => {
  sqs = await sqsFixture();
});
afterAll(() => sqs.close());

const ARN = 'arn:aws:sqs:us-east-1:000000000000:';

describe('a queue', () => {
  it('is made, found, listed and deleted', async () => {
    const url = await sqs.queue('tasks-a', { VisibilityTimeout: '60' });
    expect(url).toBe(`${sqs.served.endpoint}/000000000000/tasks-a`);
    await sqs.queue('tasks-b');
    expect((await sqs.call('GetQueueUrl', { QueueName: 'tasks-a' })).output.QueueUrl).toBe(url);
    const listed = await sqs.call('ListQueues', { QueueNamePrefix: 'tasks-', MaxResults: 1 });
    expect(listed.output.QueueUrls).toEqual([url]);
    const rest = await sqs.call('ListQueues', {
      QueueNamePrefix: 'tasks-',
      MaxResults: 1,
      NextToken: listed.output.NextToken,
    });
    expect([rest.output.QueueUrls, rest.output.NextToken]).toEqual([
      [`${sqs.served.endpoint}/000000000000/tasks-b`],
      undefined,
    ]);
    expect((await sqs.call('DeleteQueue', { QueueUrl: url })).status).toBe(200);
    expect((await sqs.call('GetQueueUrl', { QueueName: 'tasks-a' })).output.__type).toBe(
      'com.amazonaws.sqs#QueueDoesNotExist',
    );
  });

  it('is known by the URL that AWS would give it, and by its local one', async () => {
    const url = await sqs.queue('both');
    const aws = 'https://sqs.us-east-1.amazonaws.com/000000000000/both';
    expect(sqs.sqs.localAddress?.(new URL(aws))).toBe(url);
    expect((await sqs.send(aws, 'x')).status).toBe(200);
    expect(await sqs.receive(url)).toHaveLength(1);
  });

  it('shows its attributes, and takes others', async () => {
    const QueueUrl = await sqs.queue('shown');
    await sqs.call('SetQueueAttributes', { QueueUrl, Attributes: { DelaySeconds: '5' } });
    await sqs.send(QueueUrl, 'later');
    const all = await sqs.call('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
    expect(all.output.Attributes).toMatchObject({
      QueueArn: `${ARN}shown`,
      VisibilityTimeout: '30',
      DelaySeconds: '5',
      MessageRetentionPeriod: '345600',
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesDelayed: '1',
      CreatedTimestamp: String(sqs.clock.now / 1000),
    });
    const some = await sqs.call('GetQueueAttributes', { QueueUrl, AttributeNames: ['QueueArn'] });
    expect(some.output.Attributes).toEqual({ QueueArn: `${ARN}shown` });
  });

  it('is the same when it is made again the same way, and is not made another way', async () => {
    const url = await sqs.queue('again', { DelaySeconds: '1' });
    expect(await sqs.queue('again', { DelaySeconds: '1' })).toBe(url);
    const other = await sqs.call('CreateQueue', { QueueName: 'again', Attributes: { DelaySeconds: '2' } });
    expect([other.status, other.output.__type, other.headers.get('x-amzn-query-error')]).toEqual([
      400,
      'com.amazonaws.sqs#QueueNameExists',
      'QueueAlreadyExists;Sender',
    ]);
  });

  it('has tags', async () => {
    const QueueUrl = await sqs.queue('tagged');
    await sqs.call('TagQueue', { QueueUrl, Tags: { a: '1', b: '2' } });
    await sqs.call('UntagQueue', { QueueUrl, TagKeys: ['a'] });
    expect((await sqs.call('ListQueueTags', { QueueUrl })).output.Tags).toEqual({ b: '2' });
  });
});

describe('what is refused', () => {
  const url = (name: string): string => `${sqs.served.endpoint}/000000000000/${name}`;

  it.each<[name: string, operation: string, input: () => object, type: string]>([
    [
      'a queue that is not there',
      'SendMessage',
      () => ({ QueueUrl: url('none'), MessageBody: 'x' }),
      'QueueDoesNotExist',
    ],
    [
      "another account's queue",
      'SendMessage',
      () => ({ QueueUrl: 'http://x/111111111111/q', MessageBody: 'x' }),
      'InvalidParameterValueException',
    ],
    ['no queue', 'SendMessage', () => ({ MessageBody: 'x' }), 'MissingRequiredParameterException'],
    ['a name that is none', 'CreateQueue', () => ({ QueueName: 'a b' }), 'InvalidParameterValueException'],
    [
      'a FIFO name without the attribute',
      'CreateQueue',
      () => ({ QueueName: 'a.fifo' }),
      'InvalidAttributeValue',
    ],
    [
      'an attribute that is none',
      'CreateQueue',
      () => ({ QueueName: 'a', Attributes: { Speed: '1' } }),
      'InvalidAttributeName',
    ],
    [
      'an attribute of FIFO queues',
      'CreateQueue',
      () => ({ QueueName: 'a', Attributes: { ContentBasedDeduplication: 'true' } }),
      'InvalidAttributeName',
    ],
    [
      'a value beyond its bounds',
      'CreateQueue',
      () => ({ QueueName: 'a', Attributes: { VisibilityTimeout: '43201' } }),
      'InvalidAttributeValue',
    ],
    [
      'a policy that is none',
      'CreateQueue',
      () => ({ QueueName: 'a', Attributes: { Policy: '{' } }),
      'InvalidAttributeValue',
    ],
    [
      'a redrive policy that is none',
      'CreateQueue',
      () => ({ QueueName: 'a', Attributes: { RedrivePolicy: '{"maxReceiveCount":0}' } }),
      'InvalidAttributeValue',
    ],
    ['a page token that is none', 'ListQueues', () => ({ NextToken: 'x' }), 'InvalidParameterValueException'],
    ['an operation that is none', 'StartMessageMoveTask', () => ({}), 'UnknownOperationException'],
    ['a list for an input', 'ListQueues', () => [], 'SerializationException'],
  ])('%s', async (_name, operation, input, type) => {
    const { status, output } = await sqs.call(operation, input());
    expect([status, output.__type]).toEqual([400, `com.amazonaws.sqs#${type}`]);
  });

  it('a caller whom no policy allows it', async () => {
    const QueueUrl = await sqs.queue('closed');
    sqs.served.denied.add('sqs:SendMessage');
    const { status, output } = await sqs.send(QueueUrl, 'x');
    sqs.served.denied.clear();
    expect([status, output.__type]).toEqual([403, 'com.amazonaws.sqs#AccessDeniedException']);
    expect(sqs.served.authorized.at(-1)).toBe(`sqs:SendMessage ${ARN}closed`);
  });
});
