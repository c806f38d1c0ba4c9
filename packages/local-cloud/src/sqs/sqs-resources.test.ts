import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject, ResourceProvider, ResourceRequest } from '../cloudformation/resource-provider.ts';
import { type SqsFixture, sqsFixture } from './sqs-fixture.ts';

let sqs: SqsFixture;
beforeAll(async () => {
  sqs = await sqsFixture();
});
afterAll(() => sqs.close());

const provider = (type: string): ResourceProvider => {
  const found = sqs.sqs.providers.find((one) => one.type === type);
  if (found === undefined) throw new Error(`No provider of ${type}`);
  return found;
};
const request = (
  logicalId: string,
  properties: JsonObject,
  creationToken = 'ABCDEFGHIJKL',
): ResourceRequest => ({
  stackName: 'Stack',
  stackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/Stack/x',
  logicalId,
  creationToken,
  properties,
});
const ARN = 'arn:aws:sqs:us-east-1:000000000000:';

describe('AWS::SQS::Queue', () => {
  it('makes a queue with its attributes, again after a crash', async () => {
    const queue = provider('AWS::SQS::Queue');
    const asked = request('Work', {
      VisibilityTimeout: 60,
      RedrivePolicy: { deadLetterTargetArn: `${ARN}dead`, maxReceiveCount: 3 },
    });
    const state = await queue.create(asked);
    const name = 'Stack-Work-ABCDEFGHIJKL';
    expect(state).toEqual({
      physicalId: `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`,
      attributes: { Arn: ARN + name, QueueName: name, QueueUrl: state.physicalId },
    });
    expect(await queue.create(asked)).toEqual(state);
    const { output } = await sqs.call('GetQueueAttributes', {
      QueueUrl: state.physicalId,
      AttributeNames: ['All'],
    });
    expect(output.Attributes).toMatchObject({
      VisibilityTimeout: '60',
      RedrivePolicy: `{"deadLetterTargetArn":"${ARN}dead","maxReceiveCount":3}`,
    });
  });

  it('changes a queue and keeps its messages, or asks for another', async () => {
    const queue = provider('AWS::SQS::Queue');
    const before = { QueueName: 'changing', DelaySeconds: 0 };
    const state = await queue.create(request('Changing', before));
    await sqs.send(state.physicalId, 'kept');
    const after = { QueueName: 'changing', VisibilityTimeout: 5 };
    expect(await queue.update(request('Changing', after), state, before)).toEqual(state);
    expect(await sqs.receive(state.physicalId)).toMatchObject([{ Body: 'kept' }]);
    expect(await queue.update(request('Changing', { QueueName: 'other' }), state, after)).toBe('replace');
    await queue.delete(state, after);
    await queue.delete(state, after);
    expect((await sqs.send(state.physicalId, 'x')).output.__type).toMatch(/QueueDoesNotExist/);
  });

  it('names FIFO queues', async () => {
    const state = await provider('AWS::SQS::Queue').create(request('Ordered', { FifoQueue: true }));
    expect(state.attributes.QueueName).toBe('Stack-Ordered-ABCDEFGHIJKL.fifo');
  });

  it('does not take a name that another has, nor a wrong attribute', async () => {
    const queue = provider('AWS::SQS::Queue');
    await queue.create(request('Named', { QueueName: 'named' }));
    await expect(queue.create(request('Twin', { QueueName: 'named' }, 'ZZZZZZZZZZZZ'))).rejects.toThrow(
      /already exists/,
    );
    await expect(queue.create(request('Wrong', { DelaySeconds: 901 }))).rejects.toThrow(/DelaySeconds/);
  });
});

describe('AWS::SQS::QueuePolicy', () => {
  it('is the policy of its queues while it is there', async () => {
    const url = await sqs.queue('guarded');
    const policy = provider('AWS::SQS::QueuePolicy');
    const properties = {
      Queues: [url],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: `${ARN}guarded` },
        ],
      },
    };
    const shown = async (): Promise<string | undefined> =>
      (await sqs.call('GetQueueAttributes', { QueueUrl: url, AttributeNames: ['Policy'] })).output.Attributes
        .Policy;
    const state = await policy.create(request('Guard', properties));
    expect(await shown()).toBe(JSON.stringify(properties.PolicyDocument));
    await policy.delete(state, properties);
    expect(await shown()).toBeUndefined();
  });
});
