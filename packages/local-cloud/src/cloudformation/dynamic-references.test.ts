import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAssembly } from '../assembly/assembly-fixture.ts';
import { LocalCloud } from '../cloud.ts';
import type { JournalEntry } from '../journal/journal.ts';

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const variables = (given: object): object => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    ...{ FunctionName: 'f', Runtime: 'nodejs22.x', Handler: 'index.handler' },
    ...{ Code: { ZipFile: 'exports.handler = async () => 1;' }, Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
    Environment: { Variables: given },
  },
});
const join2 = (...parts: unknown[]): object => ({ 'Fn::Join': ['', parts] });

const TEMPLATE = {
  Parameters: { Given: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/given' } },
  Resources: {
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } },
    Text: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/app/text', Type: 'String', Value: 'hello' } },
    List: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/app/a/list', Type: 'StringList', Value: 'a,b' },
    },
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        Name: 'app/secret',
        GenerateSecretString: {
          ...{ SecretStringTemplate: '{"username":"admin"}', GenerateStringKey: 'password' },
          ...{ PasswordLength: 20, ExcludePunctuation: true },
        },
      },
    },
    F: variables({
      USER_NAME: join2('{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:username::}}'),
      BY_NAME: join2('{{resolve:secretsmanager:', { Ref: 'Secret' }, '}}'),
      TEXT: join2('a-{{resolve:ssm:', { Ref: 'Text' }, ':1}}-{{resolve:ssm:/app/a/list}}'),
      GIVEN: { Ref: 'Given' },
      LATER: '{{resolve:secretsmanager:later:SecretString:key}}',
    }),
  },
  Outputs: { Secret: { Value: { Ref: 'Secret' } }, Value: { Value: { 'Fn::GetAtt': ['Text', 'Value'] } } },
};

let directory: string;
let cloud: LocalCloud;
let ssm: SSMClient;
let secrets: SecretsManagerClient;
let lambda: LambdaClient;
const journal: JournalEntry[] = [];

const deploy = async (template: object = TEMPLATE): Promise<Record<string, string>> => {
  await cloud.deploy(await writeAssembly(join(directory, 'cdk.out'), { Config: template }));
  return cloud.outputs().Config ?? {};
};
const seenByFunction = async (): Promise<Record<string, string> | undefined> =>
  (await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'f' }))).Environment?.Variables;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'references-'));
  cloud = await LocalCloud.open({
    dataDirectory: join(directory, 'data'),
    port: 0,
    journal: { write: (entry) => void journal.push(entry) },
  });
  const client = { endpoint: cloud.origin, region: 'us-east-1', credentials: cloud.administrator };
  [ssm, secrets, lambda] = [
    new SSMClient(client),
    new SecretsManagerClient(client),
    new LambdaClient(client),
  ];
}, 60_000);
afterAll(async () => {
  for (const client of [ssm, secrets, lambda]) client.destroy();
  await cloud.stop();
  await rm(directory, { recursive: true });
});

describe('a template', () => {
  it('reads parameters and secrets, and stands in for those that nobody has put yet', async () => {
    await deploy();
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: 'app/secret' }));
    expect(JSON.parse(SecretString ?? '')).toEqual({
      username: 'admin',
      password: expect.stringMatching(/^[A-Za-z0-9]{20}$/),
    });
    expect(await seenByFunction()).toEqual({
      USER_NAME: 'admin',
      BY_NAME: SecretString,
      TEXT: 'a-hello-a,b',
      GIVEN: 'dummy-value-for-/given',
      LATER: 'dummy-value-for-later',
    });
    const told = journal.filter(({ rule }) => rule === 'dynamic reference').map(({ text }) => text);
    expect(new Set(told)).toEqual(
      new Set([
        'There is no value for the parameter /given: dummy-value-for-/given stands in for it.',
        'There is no value for the secret later: dummy-value-for-later stands in for it.',
      ]),
    );

    await ssm.send(new PutParameterCommand({ Name: '/given', Type: 'String', Value: 'given' }));
    await secrets.send(new CreateSecretCommand({ Name: 'later', SecretString: '{"key":"k"}' }));
    await deploy();
    expect(await seenByFunction()).toMatchObject({ GIVEN: 'given', LATER: 'k' });
  }, 60_000);

  it('never keeps the values of secrets', async () => {
    const page = await (await fetch(`${cloud.origin}/_local/console/resource?stack=Config&id=F`)).text();
    expect(page).toContain('resolve:secretsmanager');
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: 'app/secret' }));
    expect(page).not.toContain(JSON.parse(SecretString ?? '').password);
  });
});

describe('the parameter store', () => {
  it('answers names, versions and paths', async () => {
    const put = { Name: '/p/one', Type: 'String', Value: '1' } as const;
    expect(await ssm.send(new PutParameterCommand(put))).toMatchObject({ Version: 1, Tier: 'Standard' });
    await expect(ssm.send(new PutParameterCommand(put))).rejects.toMatchObject({
      name: 'ParameterAlreadyExists',
    });
    await ssm.send(new PutParameterCommand({ Name: '/p/one', Value: '2', Overwrite: true }));
    await ssm.send(new PutParameterCommand({ Name: '/p/deep/two', Type: 'SecureString', Value: 's' }));
    const value = async (Name: string): Promise<unknown> =>
      (await ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value;
    expect([await value('/p/one'), await value('/p/one:1')]).toEqual(['2', '1']);
    expect(await value('/p/deep/two')).not.toBe('s');
    await expect(value('/p/none')).rejects.toMatchObject({ name: 'ParameterNotFound' });
    const both = await ssm.send(
      new GetParametersCommand({ Names: ['/p/one', '/p/none'], WithDecryption: true }),
    );
    expect(both).toMatchObject({ Parameters: [{ Value: '2' }], InvalidParameters: ['/p/none'] });
    const below = async (Recursive: boolean): Promise<unknown> => {
      const input = { Path: '/p', Recursive, WithDecryption: true };
      const { Parameters } = await ssm.send(new GetParametersByPathCommand(input));
      return Parameters?.map((one) => [one.Name, one.Value]);
    };
    expect(await below(false)).toEqual([['/p/one', '2']]);
    expect(await below(true)).toEqual([
      ['/p/deep/two', 's'],
      ['/p/one', '2'],
    ]);
  });
});

describe('secrets', () => {
  it('have versions, go and come back', async () => {
    const { ARN: SecretId, VersionId } = await secrets.send(
      new CreateSecretCommand({ Name: 'mine', SecretString: 'one' }),
    );
    expect(SecretId).toMatch(/:secret:mine-[A-Za-z0-9]{6}$/);
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: 'two' }));
    const get = async (VersionStage?: string): Promise<unknown> =>
      (await secrets.send(new GetSecretValueCommand({ SecretId: 'mine', VersionStage }))).SecretString;
    expect([await get(), await get('AWSPREVIOUS')]).toEqual(['two', 'one']);
    const { VersionIdsToStages } = await secrets.send(new DescribeSecretCommand({ SecretId }));
    expect(VersionIdsToStages?.[VersionId ?? '']).toEqual(['AWSPREVIOUS']);
    await secrets.send(new DeleteSecretCommand({ SecretId }));
    await expect(get()).rejects.toMatchObject({ name: 'InvalidRequestException' });
    await secrets.send(new RestoreSecretCommand({ SecretId }));
    await secrets.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
    await expect(get()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret.",
    });
  });

  it('are made of what is asked for', async () => {
    const input = { PasswordLength: 4, IncludeSpace: true, ExcludePunctuation: true, ExcludeCharacters: 'a' };
    const { RandomPassword = '' } = await secrets.send(new GetRandomPasswordCommand(input));
    expect(RandomPassword).toMatch(/^(?=.*[b-z])(?=.*[A-Z])(?=.*\d)(?=.* ).{4}$/);
  });
});
