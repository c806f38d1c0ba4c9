import {
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  InvokeCommand,
  ListFunctionEventInvokeConfigsCommand,
  PublishVersionCommand,
  PutFunctionEventInvokeConfigCommand,
  type PutFunctionEventInvokeConfigCommandInput,
  UpdateFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handlerOf, type LambdaUnderTest, lambdaUnderTest } from '../../test/lambda-under-test.ts';

let lambda: LambdaUnderTest;
const FunctionName = 'configured';
const arn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
const queue = 'arn:aws:sqs:us-east-1:000000000000:failures';

beforeAll(async () => {
  lambda = await lambdaUnderTest();
  await lambda.deploy(FunctionName, handlerOf('throw new Error("never");'));
  await lambda.client.send(new PublishVersionCommand({ FunctionName }));
});
afterAll(() => lambda.close());

const put = (input: Partial<PutFunctionEventInvokeConfigCommandInput>) =>
  lambda.client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, ...input }));
const read = async (Qualifier?: string) => {
  const command = new GetFunctionEventInvokeConfigCommand({
    FunctionName,
    ...(Qualifier === undefined ? {} : { Qualifier }),
  });
  const { $metadata: _metadata, ...config } = await lambda.client.send(command);
  return config;
};

describe('what becomes of events', () => {
  it('is set whole, changed in parts, and taken back', async () => {
    const set = await put({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 });
    const config = {
      LastModified: expect.any(Date),
      FunctionArn: arn('configured:$LATEST'),
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 60,
      DestinationConfig: { OnSuccess: {}, OnFailure: {} },
    };
    expect(set).toMatchObject(config);
    expect(await read()).toEqual(config);
    expect(Math.abs((set.LastModified?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);

    const DestinationConfig = { OnFailure: { Destination: queue } };
    await lambda.client.send(new UpdateFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig }));
    expect(await read()).toEqual({ ...config, DestinationConfig: { OnSuccess: {}, ...DestinationConfig } });

    await put({ MaximumRetryAttempts: 0 });
    const { MaximumEventAgeInSeconds: _age, ...rest } = config;
    expect(await read('$LATEST')).toEqual({ ...rest, MaximumRetryAttempts: 0 });

    const gone = await lambda.client.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName }));
    expect(gone.$metadata.httpStatusCode).toBe(204);
    await expect(read()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `The function ${arn('configured:$LATEST')} doesn't have an EventInvokeConfig`,
    });
  });

  it('is listed for each qualifier', async () => {
    await put({ MaximumRetryAttempts: 2 });
    await put({ MaximumRetryAttempts: 0, Qualifier: '1' });
    const { FunctionEventInvokeConfigs = [] } = await lambda.client.send(
      new ListFunctionEventInvokeConfigsCommand({ FunctionName }),
    );
    expect(FunctionEventInvokeConfigs).toMatchObject([
      { FunctionArn: arn('configured:$LATEST'), MaximumRetryAttempts: 2 },
      { FunctionArn: arn('configured:1'), MaximumRetryAttempts: 0 },
    ]);
  });

  it('counts: an event is not tried again', async () => {
    await put({ MaximumRetryAttempts: 0 });
    const { $metadata } = await lambda.client.send(
      new InvokeCommand({ FunctionName, InvocationType: 'Event' }),
    );
    await expect
      .poll(() => lambda.journal.map(({ text }) => text), { timeout: 20_000 })
      .toContain('The event was given up: it failed 1 times.');
    expect(lambda.journal.at(-1)?.requestId).toBe($metadata.requestId);
  });

  it.each<[name: string, input: Partial<PutFunctionEventInvokeConfigCommandInput>, error: object]>([
    [
      'nothing',
      {},
      {
        name: 'InvalidParameterValueException',
        message: 'You must specify at least one of error handling or destination setting.',
      },
    ],
    ['too many retries', { MaximumRetryAttempts: 3 }, { message: /from 0 to 2/ }],
    ['too short an age', { MaximumEventAgeInSeconds: 59 }, { message: /from 60 to 21600/ }],
    [
      'itself as the destination',
      { DestinationConfig: { OnSuccess: { Destination: arn(FunctionName) } } },
      { message: "You can't specify the function as a destination for itself." },
    ],
    [
      'a topic',
      { DestinationConfig: { OnSuccess: { Destination: 'arn:aws:sns:us-east-1:000000000000:t' } } },
      { message: 'Only functions and queues are supported as destinations.' },
    ],
    ['no ARN', { DestinationConfig: { OnFailure: { Destination: 'queue' } } }, { message: /not an ARN/ }],
    [
      'a version that is not there',
      { Qualifier: '9', MaximumRetryAttempts: 0 },
      { name: 'ResourceNotFoundException', message: `Function not found: ${arn('configured:9')}` },
    ],
    [
      'a function that is not there',
      { FunctionName: 'nobody', MaximumRetryAttempts: 0 },
      { name: 'ResourceNotFoundException' },
    ],
  ])('is refused with %s', async (_name, input, { message, ...error }: { message?: unknown }) => {
    const expected = message instanceof RegExp ? expect.stringMatching(message) : message;
    await expect(put(input)).rejects.toMatchObject({
      ...error,
      ...(expected === undefined ? {} : { message: expected }),
    });
  });
});
