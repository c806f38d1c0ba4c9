import {
  AddPermissionCommand,
  DeleteFunctionConcurrencyCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  InvokeCommand,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  functionProperties,
  handlerOf,
  type LambdaUnderTest,
  lambdaUnderTest,
  TEST_ROLE,
} from '../../test/lambda-under-test.ts';

let lambda: LambdaUnderTest;

beforeAll(async () => {
  lambda = await lambdaUnderTest();
});
afterAll(() => lambda.close());

async function answer(reference: string, event: unknown = {}): Promise<unknown> {
  const { payload } = await lambda.invoker.invoke(reference, JSON.stringify(event));
  return JSON.parse(payload);
}

describe('the operations', () => {
  it('describe a function', async () => {
    await lambda.deploy('described', handlerOf(''), {
      Timeout: 7,
      MemorySize: 256,
      Description: 'd',
      Environment: { Variables: { AB: 'b' } },
      Tags: [{ Key: 'k', Value: 'v' }],
      Architectures: ['arm64'],
      ReservedConcurrentExecutions: 3,
    });
    const FunctionName = 'described';
    const configuration = await lambda.client.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expect(configuration).toMatchObject({
      FunctionName,
      FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:described',
      Runtime: 'nodejs24.x',
      Role: TEST_ROLE,
      Timeout: 7,
      MemorySize: 256,
      Version: '$LATEST',
      State: 'Active',
      Environment: { Variables: { AB: 'b' } },
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/described' },
    });
    const whole = await lambda.client.send(new GetFunctionCommand({ FunctionName }));
    expect(whole).toMatchObject({ Tags: { k: 'v' }, Concurrency: { ReservedConcurrentExecutions: 3 } });
    const { Functions = [] } = await lambda.client.send(new ListFunctionsCommand({}));
    expect(Functions.map((own) => own.FunctionName)).toContain('described');
  });

  it('change a configuration, and the next request sees it', async () => {
    const arn = await lambda.deploy('changing', handlerOf('return process.env.AB ?? null;'));
    expect(await answer(arn)).toBe(null);
    const Environment = { Variables: { AB: 'now' } };
    await lambda.client.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: 'changing', Environment }),
    );
    expect(await answer(arn)).toBe('now');
  });

  it('give and take permissions', async () => {
    const FunctionName = await lambda.deploy('permitted', handlerOf(''));
    const source = 'arn:aws:s3:::bucket';
    const allows = (): boolean => lambda.invoker.allows(FunctionName, 's3.amazonaws.com', source);
    expect(allows()).toBe(false);
    const permission = { FunctionName, StatementId: 'one', Action: 'lambda:InvokeFunction' };
    const add = new AddPermissionCommand({ ...permission, Principal: 's3.amazonaws.com', SourceArn: source });
    await lambda.client.send(add);
    expect(allows()).toBe(true);
    await expect(lambda.client.send(add)).rejects.toMatchObject({ name: 'ResourceConflictException' });
    const { Policy = '' } = await lambda.client.send(new GetPolicyCommand({ FunctionName }));
    expect(JSON.parse(Policy).Statement).toEqual([
      {
        Sid: 'one',
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'lambda:InvokeFunction',
        Resource: FunctionName,
        Condition: { ArnLike: { 'AWS:SourceArn': source } },
      },
    ]);
    await lambda.client.send(new RemovePermissionCommand({ FunctionName, StatementId: 'one' }));
    expect(allows()).toBe(false);
    await expect(lambda.client.send(new GetPolicyCommand({ FunctionName }))).rejects.toThrow(
      'does not exist',
    );
  });

  it('publish versions, and limit the concurrency', async () => {
    const FunctionName = 'managed';
    const arn = await lambda.deploy(FunctionName, handlerOf('return 1;'), {
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    const published = await lambda.client.send(
      new PublishVersionCommand({ FunctionName, Description: 'one' }),
    );
    expect(published).toMatchObject({ Version: '1', Description: 'one', FunctionArn: `${arn}:1` });
    const { Versions = [] } = await lambda.client.send(new ListVersionsByFunctionCommand({ FunctionName }));
    expect(Versions.map(({ Version }) => Version)).toEqual(['$LATEST', '1']);
    await lambda.create('AWS::Lambda::Alias', { FunctionName, FunctionVersion: '1', Name: 'live' });
    const alias = await lambda.client.send(new GetAliasCommand({ FunctionName, Name: 'live' }));
    const { Aliases } = await lambda.client.send(new ListAliasesCommand({ FunctionName }));
    expect([alias, Aliases?.[0]]).toMatchObject(
      Array(2).fill({ AliasArn: `${arn}:live`, FunctionVersion: '1' }),
    );
    expect((await lambda.client.send(new ListTagsCommand({ Resource: arn }))).Tags).toEqual({ k: 'v' });

    const limit = { FunctionName, ReservedConcurrentExecutions: 0 };
    await lambda.client.send(new PutFunctionConcurrencyCommand(limit));
    expect(await lambda.client.send(new GetFunctionConcurrencyCommand({ FunctionName }))).toMatchObject({
      ReservedConcurrentExecutions: 0,
    });
    await expect(answer(arn)).rejects.toMatchObject({ code: 'TooManyRequestsException' });
    await lambda.client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    expect(await answer(arn)).toBe(1);
  });

  it('invoke without an answer, and without a run', async () => {
    const FunctionName = await lambda.deploy('quiet', handlerOf('console.log("ran"); return 1;'));
    const dry = await lambda.client.send(new InvokeCommand({ FunctionName, InvocationType: 'DryRun' }));
    expect(dry.StatusCode).toBe(204);
    const event = await lambda.client.send(new InvokeCommand({ FunctionName, InvocationType: 'Event' }));
    expect([event.StatusCode, event.Payload ?? null]).toEqual([202, null]);
    await expect
      .poll(() => lambda.messages('/aws/lambda/quiet').catch(() => []), { timeout: 5000 })
      .toContainEqual(expect.stringMatching(`${event.$metadata.requestId}\tINFO\tran`));
  });
});

const refusals: [name: string, send: () => Promise<unknown>, error: object][] = [
  [
    'an unknown function',
    () => lambda.client.send(new InvokeCommand({ FunctionName: 'nobody' })),
    {
      name: 'ResourceNotFoundException',
      message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody:$LATEST',
    },
  ],
  [
    'an unknown version',
    () => lambda.client.send(new InvokeCommand({ FunctionName: 'target', Qualifier: '9' })),
    { name: 'ResourceNotFoundException' },
  ],
  [
    'a payload that is not JSON',
    () => lambda.client.send(new InvokeCommand({ FunctionName: 'target', Payload: '{' })),
    {
      name: 'InvalidRequestContentException',
      message: expect.stringContaining('Could not parse request body into json'),
    },
  ],
  [
    'a payload that is not JSON, from inside',
    () => lambda.invoker.invoke('target', '{'),
    { code: 'InvalidRequestContentException' },
  ],
  [
    'a payload that is too large',
    () =>
      lambda.client.send(
        new InvokeCommand({ FunctionName: 'target', Payload: JSON.stringify('x'.repeat(6_291_456)) }),
      ),
    { name: 'RequestEntityTooLargeException' },
  ],
  [
    'a function that may not run at all',
    () => lambda.client.send(new InvokeCommand({ FunctionName: 'stopped' })),
    {
      name: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    },
  ],
  [
    'a caller without the permission',
    () => {
      lambda.served.denied.add('lambda:InvokeFunction');
      return lambda.client
        .send(new InvokeCommand({ FunctionName: 'target' }))
        .finally(() => lambda.served.denied.clear());
    },
    {
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        'is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:us-east-1:000000000000:function:target',
      ),
      $metadata: expect.objectContaining({ httpStatusCode: 403 }),
    },
  ],
];

describe('an invocation is refused for', () => {
  beforeAll(async () => {
    await lambda.deploy('target', handlerOf('return 1;'));
    await lambda.deploy('stopped', handlerOf('return 1;'), { ReservedConcurrentExecutions: 0 });
  });
  it.each(refusals)('%s', async (_name, send, error) => {
    await expect(send()).rejects.toMatchObject(error);
  });

  it('more requests than are reserved', async () => {
    const arn = await lambda.deploy(
      'narrow',
      handlerOf('await new Promise((r) => setTimeout(r, 300)); return 1;'),
      {
        ReservedConcurrentExecutions: 2,
      },
    );
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => lambda.invoker.invoke(arn, '{}')));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  it('a role that its policy allows, not even without a policy of its own', async () => {
    const FunctionName = await lambda.deploy('granting', handlerOf('return 1;'));
    await lambda.client.send(
      new AddPermissionCommand({
        FunctionName,
        StatementId: 'role',
        Action: 'lambda:InvokeFunction',
        Principal: 'arn:aws:iam::000000000000:role/tester',
      }),
    );
    lambda.served.denied.add('lambda:InvokeFunction');
    const answered = await lambda.client.send(new InvokeCommand({ FunctionName }));
    lambda.served.denied.clear();
    expect(answered.StatusCode).toBe(200);
  });
});

describe('versions and aliases', () => {
  it('keep what was published, and lead to it', async () => {
    const arn = await lambda.deploy(
      'versioned',
      handlerOf('return [context.functionVersion, context.invokedFunctionArn.split(":")[7] ?? "", "old"];'),
    );
    const version = await lambda.create('AWS::Lambda::Version', { FunctionName: 'versioned' });
    expect(version).toMatchObject({ physicalId: `${arn}:1`, attributes: { Version: '1' } });
    const alias = await lambda.create('AWS::Lambda::Alias', {
      FunctionName: 'versioned',
      FunctionVersion: version.attributes.Version ?? '',
      Name: 'live',
    });
    await lambda.asset('versioned-2', handlerOf('return "new";'));
    const provider = lambda.provider('AWS::Lambda::Function');
    const properties = functionProperties('versioned', {
      Code: { S3Bucket: 'assets', S3Key: 'versioned-2' },
    });
    await provider.update(
      { stackName: 's', stackId: 's', logicalId: 'F', creationToken: '', properties },
      { physicalId: 'versioned', attributes: {} },
      functionProperties('versioned'),
    );
    expect(await answer(arn)).toBe('new');
    expect(await answer(`${arn}:1`)).toEqual(['1', '', 'old']);
    expect(await answer(alias.physicalId)).toEqual(['1', '', 'old']);
    const called = await lambda.client.send(
      new InvokeCommand({ FunctionName: 'versioned', Qualifier: 'live' }),
    );
    expect(called.ExecutedVersion).toBe('1');
    expect(JSON.parse(called.Payload?.transformToString() ?? '')).toEqual(['1', 'live', 'old']);
  });
});

describe('events', () => {
  it('are tried again, then go to the destination', async () => {
    await lambda.deploy('destination', handlerOf('console.log(JSON.stringify(event)); return 1;'));
    await lambda.deploy('failing', handlerOf('throw new Error("never");'));
    await lambda.create('AWS::Lambda::EventInvokeConfig', {
      FunctionName: 'failing',
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 1,
      DestinationConfig: {
        OnFailure: { Destination: 'arn:aws:lambda:us-east-1:000000000000:function:destination' },
      },
    });
    const sent = await lambda.client.send(
      new InvokeCommand({ FunctionName: 'failing', InvocationType: 'Event', Payload: '{"n":1}' }),
    );
    const requestId = sent.$metadata.requestId ?? '';
    const told = (): Promise<string[]> => lambda.messages('/aws/lambda/destination').catch(() => []);
    await expect
      .poll(told, { timeout: 10_000 })
      .toContainEqual(expect.stringContaining('"condition":"RetriesExhausted"'));
    const line = (await told()).find((message) => message.includes('RetriesExhausted')) ?? '';
    expect(JSON.parse(line.slice(line.indexOf('{')))).toMatchObject({
      version: '1.0',
      requestContext: { requestId, approximateInvokeCount: 2 },
      requestPayload: { n: 1 },
      responsePayload: { errorMessage: 'never' },
    });
    const starts = (await lambda.messages('/aws/lambda/failing')).filter((text) => text.startsWith('START'));
    expect(starts).toHaveLength(2);
    expect(starts.every((text) => text.includes(requestId))).toBe(true);
  }, 20_000);
});

describe('events that are given up', () => {
  const arn = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;
  const received = async (QueueUrl: string): Promise<readonly Record<string, unknown>[]> => {
    const response = await fetch(lambda.served.endpoint, {
      method: 'POST',
      headers: {
        'x-amz-target': 'AmazonSQS.ReceiveMessage',
        authorization: 'AWS4-HMAC-SHA256 Credential=AKIATEST/20261120/us-east-1/sqs/aws4_request',
      },
      body: JSON.stringify({ QueueUrl, WaitTimeSeconds: 10, MessageAttributeNames: ['All'] }),
    });
    return JSON.parse(await response.text()).Messages ?? [];
  };
  const sendEvent = async (FunctionName: string): Promise<string> => {
    const sent = await lambda.client.send(
      new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: '{"n":1}' }),
    );
    return sent.$metadata.requestId ?? '';
  };

  it('go to the dead-letter queue with the reason, and to a queue that is their destination', async () => {
    await lambda.create('AWS::SQS::Queue', { QueueName: 'dead' }, 'Dead');
    await lambda.create('AWS::SQS::Queue', { QueueName: 'failures' }, 'Failures');
    await lambda.deploy('giving-up', handlerOf('throw new Error("never");'), {
      DeadLetterConfig: { TargetArn: arn('dead') },
    });
    await lambda.create('AWS::Lambda::EventInvokeConfig', {
      FunctionName: 'giving-up',
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: arn('failures') } },
    });
    const requestId = await sendEvent('giving-up');
    expect(await received('dead')).toMatchObject([
      {
        Body: '{"n":1}',
        MessageAttributes: {
          RequestID: { StringValue: requestId, DataType: 'String' },
          ErrorCode: { StringValue: '200', DataType: 'Number' },
          ErrorMessage: { StringValue: 'never', DataType: 'String' },
        },
      },
    ]);
    const [told] = await received('failures');
    expect(JSON.parse(String(told?.Body))).toMatchObject({
      requestContext: { requestId, condition: 'RetriesExhausted', approximateInvokeCount: 1 },
      requestPayload: { n: 1 },
      responseContext: { statusCode: 200, functionError: 'Unhandled' },
    });
  }, 60_000);

  it('are too old when nothing could start them in time', async () => {
    await lambda.create('AWS::SQS::Queue', { QueueName: 'late' }, 'Late');
    await lambda.deploy('never-started', handlerOf(''), {
      ReservedConcurrentExecutions: 0,
      DeadLetterConfig: { TargetArn: arn('late') },
    });
    await lambda.create('AWS::Lambda::EventInvokeConfig', {
      FunctionName: 'never-started',
      Qualifier: '$LATEST',
      MaximumEventAgeInSeconds: 0,
    });
    await sendEvent('never-started');
    expect(await received('late')).toMatchObject([
      { Body: '{"n":1}', MessageAttributes: { ErrorMessage: { StringValue: 'Rate Exceeded.' } } },
    ]);
  }, 60_000);

  it('are told to nobody whom the role may not tell', async () => {
    await lambda.deploy('silenced', handlerOf('throw new Error("quiet");'), {
      DeadLetterConfig: { TargetArn: arn('dead') },
    });
    await lambda.create('AWS::Lambda::EventInvokeConfig', {
      FunctionName: 'silenced',
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 0,
    });
    lambda.deniedToRole.add('sqs:SendMessage');
    const requestId = await sendEvent('silenced');
    await expect
      .poll(() => lambda.journal.filter((entry) => entry.requestId === requestId), { timeout: 20_000 })
      .toContainEqual(
        expect.objectContaining({
          outcome: 'refused',
          text: `The destination ${arn('dead')} was not told: the role of silenced may not sqs:SendMessage on it.`,
        }),
      );
    lambda.deniedToRole.clear();
  }, 60_000);
});

describe('an environment', () => {
  it('loads the SDK that the function does not bundle', async () => {
    const arn = await lambda.deploy('external', {
      'index.mjs':
        'import { LambdaClient, GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda"; export const handler = async (event, { functionName: FunctionName }) => (await new LambdaClient({}).send(new GetFunctionConfigurationCommand({ FunctionName }))).Runtime;',
    });
    expect(await answer(arn)).toBe('nodejs24.x');
  });

  it('keeps its temporary folder over a crash', async () => {
    const arn = await lambda.deploy('keeping', {
      'index.mjs':
        'import { existsSync, writeFileSync } from "node:fs"; export const handler = async ({ exit }) => { const file = process.env.TMPDIR + "/x"; if (exit) { writeFileSync(file, ""); process.exit(1); } return existsSync(file); };',
    });
    await answer(arn, { exit: true });
    expect(await answer(arn)).toBe(true);
  });

  it('reaches the local cloud at the names of AWS', async () => {
    const arn = await lambda.deploy('outbound', {
      'index.mjs': `import https, { get } from "node:https";
const url = "https://logs.us-east-1.amazonaws.com/some/path?x=1";
const headers = { Authorization: "AWS4-HMAC-SHA256 Credential=a/b/c/logs/aws4_request" };
const viaHttps = (run) => new Promise((resolve, reject) => { run((answer) => { answer.resume(); resolve(answer.statusCode); }).on("error", reject).end(); });
export const handler = async () => [
  (await fetch(url, { method: "POST", body: "{}", headers })).status,
  await viaHttps((done) => get(url, { headers }, done)),
  await viaHttps((done) => https.request({ hostname: "logs.us-east-1.amazonaws.com", path: "/", method: "PUT", headers }, done)),
];`,
    });
    expect(await answer(arn)).toEqual([400, 400, 400]);
  });
});
