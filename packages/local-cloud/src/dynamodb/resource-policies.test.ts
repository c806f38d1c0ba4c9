import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteItemCommand,
  DeleteResourcePolicyCommand,
  DynamoDBClient,
  GetItemCommand,
  GetResourcePolicyCommand,
  PutItemCommand,
  PutResourcePolicyCommand,
  QueryCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAssembly } from '../assembly/assembly-fixture.ts';
import { LocalCloud } from '../cloud.ts';
import type { JsonObject } from '../cloudformation/resource-provider.ts';
import { ACCOUNT_TRUST, allow } from '../iam/testing/iam-fixture.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/guarded';
const roleArn = (name: string): string => `arn:aws:iam::000000000000:role/${name}`;
const policy = (...statements: readonly JsonObject[]): JsonObject => ({
  Version: '2012-10-17',
  Statement: statements,
});
const letting = (role: string, ...actions: string[]): JsonObject => ({
  Effect: 'Allow',
  Principal: { AWS: roleArn(role) },
  Action: actions,
  Resource: '*',
});
const NO_DELETING: JsonObject = {
  Effect: 'Deny',
  Principal: { AWS: roleArn('writer') },
  Action: 'dynamodb:DeleteItem',
  Resource: '*',
};
const OF_TABLE = policy(letting('reader', 'dynamodb:GetItem', 'dynamodb:Query'), NO_DELETING);
const OF_STREAM = policy(letting('reader', 'dynamodb:DescribeStream'));

const template = (more: JsonObject): JsonObject => ({
  Resources: {
    Reader: {
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: 'reader', AssumeRolePolicyDocument: ACCOUNT_TRUST },
    },
    Writer: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'writer',
        AssumeRolePolicyDocument: ACCOUNT_TRUST,
        Policies: [{ PolicyName: 'all', PolicyDocument: allow('dynamodb:*', TABLE) }],
      },
    },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'guarded',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'same',
            KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        ...more,
      },
    },
  },
  Outputs: { Stream: { Value: { 'Fn::GetAtt': ['Table', 'StreamArn'] } } },
});

let directory: string;
let cloud: LocalCloud;
let administrator: DynamoDBClient;
const clients: { destroy(): void }[] = [];

const deploy = async (more: JsonObject): Promise<void> => {
  const streamed = {
    StreamSpecification: { StreamViewType: 'KEYS_ONLY', ResourcePolicy: { PolicyDocument: OF_STREAM } },
  };
  await cloud.deploy(
    await writeAssembly(join(directory, 'cdk.out'), { Guarded: template({ ...streamed, ...more }) }),
  );
};
const settings = () => ({ endpoint: cloud.origin, region: 'us-east-1', maxAttempts: 1 });
const kept = <Client extends { destroy(): void }>(client: Client): Client => {
  clients.push(client);
  return client;
};

async function credentialsOf(role: string) {
  const sts = kept(new STSClient({ ...settings(), credentials: cloud.administrator }));
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn(role), RoleSessionName: 'test' }),
  );
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}
const clientOf = async (role: string) =>
  kept(new DynamoDBClient({ ...settings(), credentials: await credentialsOf(role) }));

const Key = { id: { S: 'a' } };
const key = { TableName: 'guarded', Key };
const query = {
  ...{ TableName: 'guarded', IndexName: 'same', KeyConditionExpression: 'id = :id' },
  ExpressionAttributeValues: { ':id': Key.id },
};
const put = (document: string, more: object = {}) =>
  administrator.send(new PutResourcePolicyCommand({ ResourceArn: TABLE, Policy: document, ...more }));
const present = () => administrator.send(new GetResourcePolicyCommand({ ResourceArn: TABLE }));

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'resource-policies-'));
  cloud = await LocalCloud.open({ dataDirectory: join(directory, 'data'), port: 0 });
  await deploy({ ResourcePolicy: { PolicyDocument: OF_TABLE } });
  administrator = kept(new DynamoDBClient({ ...settings(), credentials: cloud.administrator }));
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await cloud.stop();
  await rm(directory, { recursive: true });
});

describe('the policy of a table', () => {
  it('lets in who has no policy, also to its indexes, for nothing else', async () => {
    const reader = await clientOf('reader');
    await reader.send(new GetItemCommand(key));
    await reader.send(new QueryCommand(query));
    await expect(reader.send(new PutItemCommand({ TableName: 'guarded', Item: Key }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(/because no identity-based policy allows the dynamodb:PutItem action$/),
    });
  });

  it('keeps out whom policies of their own let in', async () => {
    const writer = await clientOf('writer');
    await writer.send(new PutItemCommand({ TableName: 'guarded', Item: Key }));
    await expect(writer.send(new DeleteItemCommand(key))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(/with an explicit deny in a resource-based policy$/),
    });
  });

  it('is another one than that of its stream', async () => {
    const streams = kept(
      new DynamoDBStreamsClient({ ...settings(), credentials: await credentialsOf('reader') }),
    );
    const StreamArn = cloud.outputs().Guarded?.Stream ?? '';
    await streams.send(new DescribeStreamCommand({ StreamArn }));
    expect(JSON.parse((await present()).Policy ?? '')).toEqual(OF_TABLE);
    const ofStream = await administrator.send(new GetResourcePolicyCommand({ ResourceArn: StreamArn }));
    expect(JSON.parse(ofStream.Policy ?? '')).toEqual(OF_STREAM);
  });

  it('has a revision, which a change may insist on', async () => {
    const first = await present();
    expect((await put(first.Policy ?? '')).RevisionId).toBe(first.RevisionId);
    const other = JSON.stringify(policy(NO_DELETING));
    const stale = { name: 'PolicyNotFoundException' };
    await expect(put(other, { ExpectedRevisionId: '1' })).rejects.toMatchObject(stale);
    await expect(put(other, { ExpectedRevisionId: 'NO_POLICY' })).rejects.toMatchObject(stale);
    const { RevisionId } = await put(other, { ExpectedRevisionId: first.RevisionId });
    expect(RevisionId).not.toBe(first.RevisionId);

    const remove = new DeleteResourcePolicyCommand({ ResourceArn: TABLE });
    expect((await administrator.send(remove)).RevisionId).toBe(RevisionId);
    expect((await administrator.send(remove)).RevisionId).toBe('');
    await expect(present()).rejects.toMatchObject(stale);
    await put(other, { ExpectedRevisionId: 'NO_POLICY' });
  });

  it('stays as it was set beside the template, until the template changes it', async () => {
    const other = JSON.stringify(policy(NO_DELETING));
    await put(other);
    await deploy({ ResourcePolicy: { PolicyDocument: OF_TABLE }, DeletionProtectionEnabled: true });
    expect((await present()).Policy).toBe(other);
    await deploy({});
    await expect(present()).rejects.toMatchObject({ name: 'PolicyNotFoundException' });
    const reader = await clientOf('reader');
    await expect(reader.send(new GetItemCommand(key))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it('is gone from a stream that begins anew', async () => {
    const stream = (StreamSpecification: { StreamEnabled: boolean; StreamViewType?: 'KEYS_ONLY' }) =>
      administrator.send(new UpdateTableCommand({ TableName: 'guarded', StreamSpecification }));
    await stream({ StreamEnabled: false });
    const { TableDescription } = await stream({ StreamEnabled: true, StreamViewType: 'KEYS_ONLY' });
    const ResourceArn = TableDescription?.LatestStreamArn;
    await expect(administrator.send(new GetResourcePolicyCommand({ ResourceArn }))).rejects.toMatchObject({
      name: 'PolicyNotFoundException',
    });
  });
});

describe('no table gets a policy', () => {
  const everybody = { Effect: 'Allow', Principal: '*', Action: 'dynamodb:GetItem', Resource: '*' };
  it.each<[string, string, RegExp]>([
    ['that is no JSON', '{', /Invalid policy document: /],
    ['that is too long', `${JSON.stringify(OF_TABLE)}${' '.repeat(20_480)}`, /more than 20480 bytes/],
    ['for everybody', JSON.stringify(policy(everybody)), /public access/],
    [
      'for everybody whose name begins so',
      JSON.stringify(
        policy({ ...everybody, Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*' } } }),
      ),
      /public access/,
    ],
    [
      'about the actions of streams',
      JSON.stringify(policy(letting('reader', 'dynamodb:GetRecords', 'dynamodb:ListStreams'))),
      /The following action names are invalid: "dynamodb:GetRecords", "dynamodb:ListStreams"$/,
    ],
    [
      'of another service',
      JSON.stringify(policy(letting('reader', 's3:GetObject'))),
      /The following action names are invalid: "s3:GetObject"$/,
    ],
    [
      'that locks out who gives it',
      JSON.stringify(policy({ ...everybody, Effect: 'Deny', Action: 'dynamodb:PutResourcePolicy' })),
      /ConfirmRemoveSelfResourceAccess/,
    ],
  ])('%s', async (_name, document, message) => {
    await expect(put(document)).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  it('for everybody of one account is taken', async () => {
    const Condition = { StringEquals: { 'aws:PrincipalAccount': '000000000000' } };
    await put(JSON.stringify(policy({ ...everybody, Condition })));
  });
});
