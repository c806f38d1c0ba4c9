import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  ListFunctionsCommand,
  PublishVersionCommand,
  PutFunctionCodeSigningConfigCommand,
  PutProvisionedConcurrencyConfigCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handlerOf, type LambdaUnderTest, lambdaUnderTest, TEST_ROLE } from '../../test/lambda-under-test.ts';
import { zip } from '../../test/zip.ts';
import { AwsError } from '../aws/aws-error.ts';
import { memoryStore } from '../store/memory-store.ts';

const store = memoryStore();
const objects = new Map<string, Buffer>();
let lambda: LambdaUnderTest;

const open = (): Promise<LambdaUnderTest> =>
  lambdaUnderTest(undefined, store, {
    assets: { directoryOf: () => undefined },
    objects: {
      async read(bucket, key) {
        const found = objects.get(`${bucket}/${key}`);
        if (found === undefined) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
        return found;
      },
    },
  });

beforeAll(async () => {
  lambda = await open();
});
afterAll(() => lambda.close());

const archiveOf = (body: string): Buffer => zip(handlerOf(body));

const create = (FunctionName: string, body: string, more: object = {}) =>
  lambda.client.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: TEST_ROLE,
      Code: { ZipFile: archiveOf(body) },
      ...more,
    }),
  );

const answer = async (name: string, event: unknown = {}): Promise<unknown> =>
  (await lambda.call(name, event)).payload;

describe('a function made through the API', () => {
  it('is described, runs, and is listed', async () => {
    const archive = archiveOf('return process.env.AB;');
    const made = await create('made', '', {
      Code: { ZipFile: archive },
      Environment: { Variables: { AB: 'own' } },
      Timeout: 9,
      Tags: { k: 'v' },
    });
    expect(made).toMatchObject({
      $metadata: { httpStatusCode: 201 },
      FunctionName: 'made',
      FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:made',
      Timeout: 9,
      Version: '$LATEST',
      CodeSize: archive.length,
      State: 'Active',
    });
    expect(await answer('made')).toBe('own');
    const found = await lambda.client.send(new GetFunctionCommand({ FunctionName: 'made' }));
    expect(found).toMatchObject({ Tags: { k: 'v' }, Configuration: { CodeSha256: made.CodeSha256 } });
    const { Functions = [] } = await lambda.client.send(new ListFunctionsCommand({}));
    expect(Functions.map(({ FunctionName }) => FunctionName)).toContain('made');
    expect(lambda.served.authorized).toEqual(
      expect.arrayContaining([
        'lambda:CreateFunction arn:aws:lambda:us-east-1:000000000000:function:made',
        `iam:PassRole ${TEST_ROLE}`,
      ]),
    );
  });

  it('is published at once where that is asked for', async () => {
    expect(await create('released', 'return context.functionVersion;', { Publish: true })).toMatchObject({
      Version: '1',
    });
    expect(await answer('released:1')).toBe('1');
  });

  it('is deleted, and a version of it alone', async () => {
    await create('leaving', 'return 1;');
    await lambda.client.send(new PublishVersionCommand({ FunctionName: 'leaving' }));
    await lambda.client.send(new DeleteFunctionCommand({ FunctionName: 'leaving', Qualifier: '1' }));
    await expect(answer('leaving:1')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(await answer('leaving')).toBe(1);
    const gone = await lambda.client.send(new DeleteFunctionCommand({ FunctionName: 'leaving' }));
    expect(gone.$metadata.httpStatusCode).toBe(204);
    await expect(answer('leaving')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('the code of a function', () => {
  const replace = (FunctionName: string, body: string, more: object = {}) =>
    lambda.client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: archiveOf(body), ...more }));

  it('is replaced, while requests under way end on the old one', async () => {
    await create('changing', 'await new Promise((r) => setTimeout(r, event.wait ?? 0)); return "old";');
    expect(await answer('changing')).toBe('old');
    const underWay = answer('changing', { wait: 1500 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = await lambda.client.send(new GetFunctionCommand({ FunctionName: 'changing' }));
    const after = await replace('changing', 'return "new";');
    expect(after).toMatchObject({ LastUpdateStatus: 'Successful', Version: '$LATEST' });
    expect(after.CodeSha256).not.toBe(before.Configuration?.CodeSha256);
    expect(after.RevisionId).not.toBe(before.Configuration?.RevisionId);
    expect(await answer('changing')).toBe('new');
    expect(await underWay).toBe('old');
  });

  it('comes from an object of S3 too, which the caller must be allowed to read', async () => {
    await create('from-s3', 'return "old";');
    objects.set('code/new.zip', archiveOf('return "of S3";'));
    const source = { FunctionName: 'from-s3', S3Bucket: 'code', S3Key: 'new.zip' };
    lambda.served.denied.add('s3:GetObject');
    await expect(lambda.client.send(new UpdateFunctionCodeCommand(source))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    lambda.served.denied.clear();
    await lambda.client.send(new UpdateFunctionCodeCommand(source));
    objects.clear();
    expect(await answer('from-s3')).toBe('of S3');
  });

  it('stays as it is in a dry run, and with another revision in mind', async () => {
    await create('steady', 'return "kept";');
    await replace('steady', 'return "no";', { DryRun: true });
    await expect(replace('steady', 'return "no";', { RevisionId: 'another' })).rejects.toMatchObject({
      name: 'PreconditionFailedException',
      $metadata: { httpStatusCode: 412 },
    });
    expect(await answer('steady')).toBe('kept');
  });

  it('outlives the process, also of a version that was published', async () => {
    await create('lasting', 'return "one";', { Publish: true });
    await replace('lasting', 'return "two";');
    await lambda.close();
    lambda = await open();
    expect([await answer('lasting:1'), await answer('lasting')]).toEqual(['one', 'two']);
  });

  it('may be larger than what other services take', async () => {
    const noise = Buffer.alloc(20 * 1024 * 1024, 7);
    await create('large', 'return 1;');
    const ZipFile = zip(
      { ...handlerOf('return "large";'), 'noise.bin': noise.toString('latin1') },
      { stored: true },
    );
    await lambda.client.send(new UpdateFunctionCodeCommand({ FunctionName: 'large', ZipFile }));
    expect(await answer('large')).toBe('large');
  }, 60_000);

  it('is of a settings change no part', async () => {
    await create('set', 'return process.env.AB;');
    await lambda.client.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: 'set',
        Environment: { Variables: { AB: 'x' } },
      }),
    );
    expect(await answer('set')).toBe('x');
  });
});

describe('the API refuses', () => {
  beforeAll(() => create('there', 'return 1;'));

  it.each<[name: string, send: () => Promise<unknown>, error: object]>([
    [
      'a second function of the same name',
      () => create('there', ''),
      { name: 'ResourceConflictException', message: 'Function already exist: there' },
    ],
    [
      'a file that is no archive',
      () => create('broken', '', { Code: { ZipFile: Buffer.from('no zip') } }),
      {
        name: 'InvalidParameterValueException',
        message: 'Could not unzip uploaded file. Please check your file, then try to upload again.',
      },
    ],
    [
      'an empty file',
      () => create('empty', '', { Code: { ZipFile: Buffer.alloc(0) } }),
      { name: 'InvalidParameterValueException', message: 'Uploaded file must be a non-empty zip' },
    ],
    [
      'no code at all',
      () => lambda.client.send(new UpdateFunctionCodeCommand({ FunctionName: 'there' })),
      { name: 'InvalidParameterValueException', message: 'Please provide a source for function code.' },
    ],
    [
      'an object that is not there',
      () => create('gone', '', { Code: { S3Bucket: 'b', S3Key: 'k' } }),
      {
        name: 'InvalidParameterValueException',
        message:
          'Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.',
      },
    ],
    [
      'a container image',
      () => lambda.client.send(new UpdateFunctionCodeCommand({ FunctionName: 'there', ImageUri: 'image' })),
      { name: 'InvalidParameterValueException', message: 'ImageUri is not supported.' },
    ],
    [
      'a code signing configuration',
      () =>
        create('signed', '', {
          CodeSigningConfigArn: 'arn:aws:lambda:us-east-1:000000000000:code-signing-config:csc-1',
        }),
      { name: 'InvalidParameterValueException', message: 'CodeSigningConfigArn is not supported.' },
    ],
    [
      'to sign the code of a function later',
      () =>
        lambda.client.send(
          new PutFunctionCodeSigningConfigCommand({
            FunctionName: 'there',
            CodeSigningConfigArn: 'arn:aws:lambda:us-east-1:000000000000:code-signing-config:csc-1',
          }),
        ),
      { message: 'Code signing is not supported.' },
    ],
    [
      'a function that is not there',
      () =>
        lambda.client.send(new UpdateFunctionCodeCommand({ FunctionName: 'nobody', ZipFile: archiveOf('') })),
      { name: 'ResourceNotFoundException' },
    ],
    [
      'to delete $LATEST alone',
      () => lambda.client.send(new DeleteFunctionCommand({ FunctionName: 'there', Qualifier: '$LATEST' })),
      { message: '$LATEST version cannot be deleted without deleting the function.' },
    ],
    [
      'streamed answers',
      () => lambda.client.send(new InvokeWithResponseStreamCommand({ FunctionName: 'there' })),
      { message: 'InvokeWithResponseStream is not supported.' },
    ],
    [
      'provisioned concurrency',
      () =>
        lambda.client.send(
          new PutProvisionedConcurrencyConfigCommand({
            FunctionName: 'there',
            Qualifier: '1',
            ProvisionedConcurrentExecutions: 1,
          }),
        ),
      { message: 'Provisioned concurrency is not supported.' },
    ],
    [
      'an event that is too large',
      () =>
        lambda.client.send(
          new InvokeCommand({
            FunctionName: 'there',
            InvocationType: 'Event',
            Payload: JSON.stringify('x'.repeat(1_048_576)),
          }),
        ),
      { name: 'RequestEntityTooLargeException' },
    ],
  ])('%s', async (_name, send, error) => {
    await expect(send()).rejects.toMatchObject(error);
  });

  it('a role that Lambda may not take on', async () => {
    const bare = await lambdaUnderTest(undefined, undefined, {
      roles: {
        assumeForService: () => {
          throw new AwsError('AccessDenied', 'Not trusted.', 403);
        },
        allows: () => true,
      },
    });
    const command = new CreateFunctionCommand({
      FunctionName: 'f',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: TEST_ROLE,
      Code: { ZipFile: archiveOf('') },
    });
    await expect(bare.client.send(command)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'The role defined for the function cannot be assumed by Lambda.',
    });
    await bare.close();
  });
});
