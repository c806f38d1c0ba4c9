import {
  AddPermissionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  InvokeCommand,
  ListFunctionsCommand,
  RemovePermissionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  functionProperties,
  type LambdaUnderTest,
  lambdaUnderTest,
  TEST_ROLE,
} from '../../test/lambda-under-test.ts';
import { UnsupportedPropertyError } from '../cloudformation/resource-provider.ts';

let lambda: LambdaUnderTest;

beforeAll(async () => {
  lambda = await lambdaUnderTest();
});
afterAll(() => lambda.close());

const code = (text: string): Record<string, string> => ({
  'index.mjs': `export const handler = async (event, context) => { ${text} };`,
});

async function answer(reference: string, event: unknown = {}): Promise<unknown> {
  const { payload } = await lambda.invoker.invoke(reference, JSON.stringify(event));
  return JSON.parse(payload);
}

describe('the operations', () => {
  it('describe a function', async () => {
    await lambda.deploy('described', code(''), {
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
    const arn = await lambda.deploy('changing', code('return process.env.AB ?? null;'));
    expect(await answer(arn)).toBe(null);
    const Environment = { Variables: { AB: 'now' } };
    await lambda.client.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: 'changing', Environment }),
    );
    expect(await answer(arn)).toBe('now');
  });

  it('give and take permissions', async () => {
    const FunctionName = await lambda.deploy('permitted', code(''));
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

  it('invoke without an answer, and without a run', async () => {
    const FunctionName = await lambda.deploy('quiet', code('console.log("ran"); return 1;'));
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
      message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody',
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
    await lambda.deploy('target', code('return 1;'));
    await lambda.deploy('stopped', code('return 1;'), { ReservedConcurrentExecutions: 0 });
  });
  it.each(refusals)('%s', async (_name, send, error) => {
    await expect(send()).rejects.toMatchObject(error);
  });

  it('more requests than are reserved', async () => {
    const arn = await lambda.deploy(
      'narrow',
      code('await new Promise((r) => setTimeout(r, 300)); return 1;'),
      {
        ReservedConcurrentExecutions: 2,
      },
    );
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => lambda.invoker.invoke(arn, '{}')));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  it('a role that its policy allows, not even without a policy of its own', async () => {
    const FunctionName = await lambda.deploy('granting', code('return 1;'));
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
      code('return [context.functionVersion, context.invokedFunctionArn.split(":")[7] ?? "", "old"];'),
    );
    const version = await lambda.create('AWS::Lambda::Version', { FunctionName: 'versioned' });
    expect(version).toMatchObject({ physicalId: `${arn}:1`, attributes: { Version: '1' } });
    const alias = await lambda.create('AWS::Lambda::Alias', {
      FunctionName: 'versioned',
      FunctionVersion: version.attributes.Version ?? '',
      Name: 'live',
    });
    await lambda.asset('versioned-2', code('return "new";'));
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
    await lambda.deploy('destination', code('console.log(JSON.stringify(event)); return 1;'));
    await lambda.deploy('failing', code('throw new Error("never");'));
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

describe('a template', () => {
  it('makes the same function again by the same token, and no other one', async () => {
    await lambda.asset('again', code('return 1;'));
    const request = {
      stackName: 'a-stack-with-a-rather-long-name-for-a-function',
      stackId: 's',
      logicalId: 'HandlerWithALongLogicalId12345678',
      creationToken: 'ABCDEFGHIJKL',
      properties: functionProperties('again', {}),
    };
    const { FunctionName: _none, ...properties } = request.properties;
    const provider = lambda.provider('AWS::Lambda::Function');
    const first = await provider.create({ ...request, properties });
    expect(await provider.create({ ...request, properties })).toEqual(first);
    expect(first.physicalId).toMatch(/^a-stack-with-.*-ABCDEFGHIJKL$/);
    expect(first.physicalId.length).toBeLessThanOrEqual(64);
    await provider.create(request);
    await expect(provider.create({ ...request, creationToken: 'OTHEROTHEROT' })).rejects.toMatchObject({
      code: 'ResourceConflictException',
    });
    await provider.delete(first, properties);
    await provider.delete(first, properties);
  });

  it.each([
    ['an asset that is not there', { Code: { S3Bucket: 'b', S3Key: 'missing' } }, 'has no asset missing'],
    ['too long a timeout', { Timeout: 901 }, 'Timeout must be'],
    ['too little memory', { MemorySize: 64 }, 'MemorySize must be'],
    ['a reserved variable', { Environment: { Variables: { AWS_REGION: 'x' } } }, 'reserved keys'],
    ['too many variables', { Environment: { Variables: { BIG: 'x'.repeat(4096) } } }, '4KB limit'],
    ['another runtime', { Runtime: 'python3.13' }, 'only nodejs*.x'],
    ['no role', { Role: 'nobody' }, 'not the ARN of a role'],
  ])('is refused with %s', async (_name, properties, message) => {
    await lambda.asset('sound', code(''));
    const all = functionProperties('sound', properties);
    await expect(lambda.create('AWS::Lambda::Function', all)).rejects.toThrow(message);
  });

  it.each([
    ['Code.ImageUri', { Code: { ImageUri: 'x' } }],
    ['LoggingConfig.Other', { LoggingConfig: { Other: 1 } }],
  ])('is refused for %s', (path, properties) => {
    const provider = lambda.provider('AWS::Lambda::Function');
    expect(() => provider.check?.(properties)).toThrow(UnsupportedPropertyError);
    expect(() => provider.check?.(properties)).toThrow(expect.objectContaining({ path }));
  });

  it('gives functions layers', async () => {
    await lambda.asset('layer', { 'nodejs/node_modules/from-layer/index.js': 'module.exports = "layered";' });
    const layer = await lambda.create('AWS::Lambda::LayerVersion', {
      LayerName: 'shared',
      Content: { S3Bucket: 'assets', S3Key: 'layer' },
    });
    expect(layer.physicalId).toBe('arn:aws:lambda:us-east-1:000000000000:layer:shared:1');
    const arn = await lambda.deploy(
      'with-layer',
      { 'index.mjs': 'import layered from "from-layer"; export const handler = async () => layered;' },
      { Layers: [layer.physicalId] },
    );
    expect(await answer(arn)).toBe('layered');
  });

  it('permits a service', async () => {
    const arn = await lambda.deploy('open', code('return 1;'));
    const api = 'arn:aws:execute-api:us-east-1:000000000000:abc/*/GET/';
    const properties = {
      FunctionName: arn,
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: api,
    };
    const state = await lambda.create('AWS::Lambda::Permission', properties);
    expect(lambda.invoker.allows(arn, 'apigateway.amazonaws.com', api.replace('*', 'prod'))).toBe(true);
    await lambda.provider('AWS::Lambda::Permission').delete(state, properties);
    expect(lambda.invoker.allows(arn, 'apigateway.amazonaws.com', api.replace('*', 'prod'))).toBe(false);
  });
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
