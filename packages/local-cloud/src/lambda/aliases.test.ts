import {
  AddPermissionCommand,
  CreateAliasCommand,
  type CreateAliasCommandInput,
  DeleteAliasCommand,
  GetAliasCommand,
  GetPolicyCommand,
  InvokeCommand,
  ListAliasesCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutFunctionEventInvokeConfigCommand,
  paginateListAliases,
  paginateListVersionsByFunction,
  UpdateAliasCommand,
  type UpdateAliasCommandInput,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handlerOf, type LambdaUnderTest, lambdaUnderTest } from '../../test/lambda-under-test.ts';

let lambda: LambdaUnderTest;

beforeAll(async () => {
  lambda = await lambdaUnderTest();
});
afterAll(() => lambda.close());

/** A function with versions 1 to `versions`, each of which answers its own number. */
async function versioned(FunctionName: string, versions: number): Promise<void> {
  await lambda.deploy(FunctionName, handlerOf('return context.functionVersion;'));
  for (let version = 1; version <= versions; version += 1) {
    await lambda.client.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, Description: `release ${version}` }),
    );
    await lambda.client.send(new PublishVersionCommand({ FunctionName }));
  }
}

const create = (input: Partial<CreateAliasCommandInput> & { FunctionName: string }) =>
  lambda.client.send(new CreateAliasCommand({ Name: 'live', FunctionVersion: '1', ...input }));
const update = (input: Partial<UpdateAliasCommandInput> & { FunctionName: string }) =>
  lambda.client.send(new UpdateAliasCommand({ Name: 'live', ...input }));
const arn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

describe('an alias', () => {
  it('is made, read, changed in parts and deleted', async () => {
    const FunctionName = 'aliased';
    await versioned(FunctionName, 2);
    const { $metadata, ...made } = await create({ FunctionName, Description: 'for all' });
    expect($metadata.httpStatusCode).toBe(201);
    expect(made).toEqual({
      AliasArn: arn('aliased:live'),
      Name: 'live',
      FunctionVersion: '1',
      Description: 'for all',
      RevisionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect((await lambda.call('aliased:live')).payload).toBe('1');
    expect(await update({ FunctionName, FunctionVersion: '2' })).toMatchObject({
      FunctionVersion: '2',
      Description: 'for all',
    });
    expect((await lambda.call('aliased:live')).payload).toBe('2');
    const read = await lambda.client.send(new GetAliasCommand({ FunctionName, Name: 'live' }));
    expect([read.FunctionVersion, read.RevisionId === made.RevisionId]).toEqual(['2', false]);
    const gone = await lambda.client.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }));
    expect(gone.$metadata.httpStatusCode).toBe(204);
    await lambda.client.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }));
    await expect(lambda.call('aliased:live')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('divides its requests between two versions, until it is told not to', async () => {
    const FunctionName = 'divided';
    await versioned(FunctionName, 2);
    const RoutingConfig = { AdditionalVersionWeights: { 2: 0.5 } };
    expect(await create({ FunctionName, RoutingConfig })).toMatchObject({ RoutingConfig });
    const answers = new Set<unknown>();
    // That all of them go to one version happens once in 10^18 times.
    for (let sent = 0; sent < 60; sent += 1) {
      const { ExecutedVersion, Payload } = await lambda.client.send(
        new InvokeCommand({ FunctionName, Qualifier: 'live' }),
      );
      expect(JSON.parse(Payload?.transformToString() ?? '')).toBe(ExecutedVersion);
      answers.add(ExecutedVersion);
    }
    expect(answers).toEqual(new Set(['1', '2']));
    expect(await update({ FunctionName, Description: 'still' })).toMatchObject({ RoutingConfig });
    const whole = await update({ FunctionName, RoutingConfig: { AdditionalVersionWeights: {} } });
    expect(whole.RoutingConfig).toBe(undefined);
  });

  it('takes its permissions and its event settings along when it goes', async () => {
    const FunctionName = 'leaving';
    await versioned(FunctionName, 1);
    const alias = { FunctionName, Qualifier: 'live' };
    await create({ FunctionName });
    const permission = { StatementId: 's', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' };
    await lambda.client.send(new AddPermissionCommand({ ...alias, ...permission }));
    await lambda.client.send(new PutFunctionEventInvokeConfigCommand({ ...alias, MaximumRetryAttempts: 0 }));
    await lambda.client.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }));
    await create({ FunctionName });
    await expect(lambda.client.send(new GetPolicyCommand(alias))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('is listed by name, in pages and by version', async () => {
    const FunctionName = 'many';
    await versioned(FunctionName, 2);
    for (const Name of ['c', 'a', 'b']) {
      await create({ FunctionName, Name, FunctionVersion: Name === 'a' ? '2' : '1' });
    }
    const names: string[][] = [];
    for await (const page of paginateListAliases({ client: lambda.client, pageSize: 2 }, { FunctionName })) {
      names.push(page.Aliases?.map(({ Name = '' }) => Name) ?? []);
    }
    expect(names).toEqual([['a', 'b'], ['c']]);
    const first = await lambda.client.send(new ListAliasesCommand({ FunctionName, FunctionVersion: '1' }));
    expect(first.Aliases?.map(({ Name }) => Name)).toEqual(['b', 'c']);
  });
});

describe('an alias is refused', () => {
  const FunctionName = 'refusing';
  beforeAll(async () => {
    await versioned(FunctionName, 3);
    await create({ FunctionName, Name: 'taken' });
  });
  const weights = (AdditionalVersionWeights: Record<string, number>) => ({
    RoutingConfig: { AdditionalVersionWeights },
  });

  it.each<[name: string, send: () => Promise<unknown>, error: object]>([
    [
      'under a name that is taken',
      () => create({ FunctionName, Name: 'taken' }),
      { name: 'ResourceConflictException', message: `Alias already exists: ${arn('refusing:taken')}` },
    ],
    [
      'under a number',
      () => create({ FunctionName, Name: '7' }),
      {
        name: 'ValidationException',
        message:
          "1 validation error detected: Value '7' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)",
      },
    ],
    [
      'for a version that is not there',
      () => create({ FunctionName, FunctionVersion: '9' }),
      { name: 'ResourceNotFoundException', message: `Function not found: ${arn('refusing:9')}` },
    ],
    [
      'for a function that is not there',
      () => create({ FunctionName: 'nobody' }),
      { name: 'ResourceNotFoundException', message: `Function not found: ${arn('nobody')}` },
    ],
    [
      'for three versions',
      () => create({ FunctionName, ...weights({ 2: 0.1, 3: 0.1 }) }),
      {
        name: 'InvalidParameterValueException',
        message: 'Number of items in AdditionalVersionWeights cannot be greater than 1',
      },
    ],
    [
      'with more than all requests',
      () => create({ FunctionName, ...weights({ 2: 1.5 }) }),
      { name: 'ValidationException', message: expect.stringContaining('less than or equal to 1.0') },
    ],
    [
      'for the same version twice',
      () => create({ FunctionName, ...weights({ 1: 0.5 }) }),
      {
        message:
          'Invalid function version 1. Function version 1 is already included in routing configuration.',
      },
    ],
    [
      'for $LATEST and another one',
      () => create({ FunctionName, FunctionVersion: '$LATEST', ...weights({ 1: 0.5 }) }),
      { message: '$LATEST is not supported for an alias pointing to more than 1 version' },
    ],
    [
      'beside a version that is not there',
      () => create({ FunctionName, ...weights({ 9: 0.5 }) }),
      { name: 'ResourceNotFoundException', message: `Function not found: ${arn('refusing:9')}` },
    ],
    [
      'a change when it is not there',
      () => update({ FunctionName, Name: 'none' }),
      { name: 'ResourceNotFoundException', message: `Cannot find alias arn: ${arn('refusing:none')}` },
    ],
    [
      'a change with another revision in mind',
      () => update({ FunctionName, Name: 'taken', RevisionId: 'another' }),
      { name: 'PreconditionFailedException', $metadata: expect.objectContaining({ httpStatusCode: 412 }) },
    ],
    [
      'a look when it is not there',
      () => lambda.client.send(new GetAliasCommand({ FunctionName, Name: 'none' })),
      { name: 'ResourceNotFoundException', message: `Cannot find alias arn: ${arn('refusing:none')}` },
    ],
  ])('%s', async (_name, send, error) => {
    await expect(send()).rejects.toMatchObject(error);
  });
});

describe('a version', () => {
  it('is published once for what has not changed', async () => {
    const FunctionName = 'published';
    await lambda.deploy(FunctionName, handlerOf('return 1;'));
    const publish = () => lambda.client.send(new PublishVersionCommand({ FunctionName }));
    expect((await publish()).Version).toBe('1');
    expect((await publish()).Version).toBe('1');
    await lambda.client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 9 }));
    expect((await publish()).Version).toBe('2');
  });

  it('is published only of the code and the revision that are meant', async () => {
    const FunctionName = 'meant';
    await lambda.deploy(FunctionName, handlerOf('return 1;'));
    await expect(
      lambda.client.send(new PublishVersionCommand({ FunctionName, CodeSha256: 'another' })),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringMatching(
        /^CodeSHA256 \(another\) is different from current CodeSHA256 in \$LATEST/,
      ),
    });
    await expect(
      lambda.client.send(new PublishVersionCommand({ FunctionName, RevisionId: 'another' })),
    ).rejects.toMatchObject({ name: 'PreconditionFailedException' });
  });

  it('is listed by number, in pages', async () => {
    const FunctionName = 'paged';
    await versioned(FunctionName, 11);
    const pages: string[][] = [];
    const input = { client: lambda.client, pageSize: 5 };
    for await (const page of paginateListVersionsByFunction(input, { FunctionName })) {
      pages.push(page.Versions?.map(({ Version = '' }) => Version) ?? []);
    }
    expect(pages).toEqual([
      ['$LATEST', '1', '2', '3', '4'],
      ['5', '6', '7', '8', '9'],
      ['10', '11'],
    ]);
    await expect(
      lambda.client.send(new ListVersionsByFunctionCommand({ FunctionName, MaxItems: 0 })),
    ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });
});
