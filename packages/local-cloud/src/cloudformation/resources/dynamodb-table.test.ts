import { DescribeTableCommand, DescribeTimeToLiveCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DynamoDbFixture, startDynamoDb } from '../../dynamodb/dynamodb-fixture.ts';
import type { JsonObject, ResourceProvider, ResourceRequest } from '../resource-provider.ts';

let dynamodb: DynamoDbFixture;
beforeEach(async () => {
  dynamodb = await startDynamoDb();
});
afterEach(() => dynamodb.close());

function provider(type: string): ResourceProvider {
  const found = dynamodb.part.providers.find((each) => each.type === type);
  if (found === undefined) throw new Error(`No provider for ${type}.`);
  return found;
}

const request = (properties: JsonObject, creationToken = 'TOKEN1234567'): ResourceRequest => ({
  stackName: 'Stack',
  stackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/Stack/uuid',
  logicalId: 'Table',
  creationToken,
  properties,
});
const describeTable = async (TableName: string) =>
  (await dynamodb.client.send(new DescribeTableCommand({ TableName }))).Table;

const base: JsonObject = {
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'g', AttributeType: 'N' },
  ],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-g',
      KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  TimeToLiveSpecification: { AttributeName: 'ends', Enabled: true },
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  Tags: [{ Key: 'a', Value: 'b' }],
};

describe('AWS::DynamoDB::Table', () => {
  const type = 'AWS::DynamoDB::Table';

  it('makes a table under a generated name, also when it is asked twice', async () => {
    const first = await provider(type).create(request(base));
    expect(first).toEqual({
      physicalId: 'Stack-Table-TOKEN1234567',
      attributes: {
        Arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/Stack-Table-TOKEN1234567',
        TableId: expect.any(String),
      },
    });
    expect(await provider(type).create(request(base))).toEqual(first);
    expect(await describeTable(first.physicalId)).toMatchObject({
      TableStatus: 'ACTIVE',
      GlobalSecondaryIndexes: [{ IndexName: 'by-g' }],
    });
    const { TimeToLiveDescription } = await dynamodb.client.send(
      new DescribeTimeToLiveCommand({ TableName: first.physicalId }),
    );
    expect(TimeToLiveDescription).toMatchObject({ AttributeName: 'ends' });
  });

  it('refuses a name that another creation has', async () => {
    const named = { ...base, TableName: 'named' };
    await provider(type).create(request(named));
    await expect(provider(type).create(request(named, 'OTHER1234567'))).rejects.toMatchObject({
      code: 'ResourceInUseException',
    });
  });

  it('changes in place what can be changed', async () => {
    const state = await provider(type).create(request(base));
    await dynamodb.client.send(
      new PutItemCommand({ TableName: state.physicalId, Item: { pk: { S: 'kept' } } }),
    );
    const changed: JsonObject = {
      ...base,
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'h', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-h',
          KeySchema: [{ AttributeName: 'h', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      DeletionProtectionEnabled: true,
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 3 },
      Tags: [],
    };
    const provisioned = {
      ...changed,
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-h',
          KeySchema: [{ AttributeName: 'h', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
          ProvisionedThroughput: { ReadCapacityUnits: '1', WriteCapacityUnits: '1' },
        },
      ],
    };
    const outcome = await provider(type).update(request(provisioned), state, base);
    expect(outcome).toMatchObject({
      physicalId: state.physicalId,
      attributes: { StreamArn: expect.stringContaining('/stream/') },
    });
    expect(await describeTable(state.physicalId)).toMatchObject({
      ItemCount: 1,
      GlobalSecondaryIndexes: [{ IndexName: 'by-h', ProvisionedThroughput: { ReadCapacityUnits: 1 } }],
      ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 3 },
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      DeletionProtectionEnabled: true,
    });
    if (outcome === 'replace' || 'replacedBy' in outcome) throw new Error('The table was to stay.');
    await expect(provider(type).delete(outcome, provisioned)).rejects.toThrow('protected');
    const back = await provider(type).update(request(base), outcome, provisioned);
    expect(back).toEqual(state);
    expect(await describeTable(state.physicalId)).toMatchObject({
      GlobalSecondaryIndexes: [{ IndexName: 'by-g' }],
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      DeletionProtectionEnabled: false,
    });
    // Asked again after a crash, it is content.
    expect(await provider(type).update(request(base), state, provisioned)).toEqual(state);
  });

  it.each<[name: string, change: JsonObject]>([
    ['another key', { KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }] }],
    ['another name', { TableName: 'named' }],
    [
      'a key of another type',
      {
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'N' },
          { AttributeName: 'g', AttributeType: 'N' },
        ],
      },
    ],
  ])('is replaced for %s', async (_, change) => {
    const state = await provider(type).create(request(base));
    expect(await provider(type).update(request({ ...base, ...change }), state, base)).toBe('replace');
  });

  it('is not replaced under a name that the template gives', async () => {
    const named = { ...base, TableName: 'named' };
    const state = await provider(type).create(request(named));
    const change = { ...named, KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }] };
    await expect(provider(type).update(request(change), state, named)).rejects.toThrow(
      'Rename named and update the stack again.',
    );
  });

  it('deletes its own table only, and is content when it is gone', async () => {
    const state = await provider(type).create(request(base));
    const other = { ...state, attributes: { ...state.attributes, TableId: 'another' } };
    await provider(type).delete(other, base);
    expect(await describeTable(state.physicalId)).toBeDefined();
    await provider(type).delete(state, base);
    await provider(type).delete(state, base);
    await expect(describeTable(state.physicalId)).rejects.toThrow('not found');
  });

  it('takes away a limit that the template no longer has', async () => {
    const limited: JsonObject = {
      ...base,
      OnDemandThroughput: { MaxReadRequestUnits: 5, MaxWriteRequestUnits: 6 },
    };
    const state = await provider(type).create(request(limited));
    const fewer: JsonObject = { ...base, OnDemandThroughput: { MaxReadRequestUnits: 7 } };
    await provider(type).update(request(fewer), state, limited);
    expect((await describeTable(state.physicalId))?.OnDemandThroughput).toEqual({ MaxReadRequestUnits: 7 });
    await provider(type).delete(state, base);
  });

  it.each<[path: string, properties: JsonObject]>([
    ['ResourcePolicy.Mystery', { ResourcePolicy: { Mystery: 1 } }],
    ['SSESpecification.Mystery', { SSESpecification: { Mystery: 1 } }],
    [
      'LocalSecondaryIndexes.0.KeySchema',
      {
        LocalSecondaryIndexes: [
          { KeySchema: ['a', 'b', 'c'].map((AttributeName) => ({ AttributeName, KeyType: 'HASH' })) },
        ],
      },
    ],
  ])('refuses %s', (path, properties) => {
    expect(() => provider(type).check?.(properties)).toThrow(expect.objectContaining({ path }));
  });
});

describe('AWS::DynamoDB::GlobalTable', () => {
  const type = 'AWS::DynamoDB::GlobalTable';
  const { Tags, PointInTimeRecoverySpecification, ...shared } = base;
  const global: JsonObject = {
    ...shared,
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    Replicas: [
      {
        Region: 'us-east-1',
        Tags: Tags ?? [],
        PointInTimeRecoverySpecification: PointInTimeRecoverySpecification ?? {},
        DeletionProtectionEnabled: true,
        TableClass: 'STANDARD_INFREQUENT_ACCESS',
      },
    ],
  };

  it('makes the table of its one replica', async () => {
    const state = await provider(type).create(request(global));
    expect(Object.keys(state.attributes).sort()).toEqual(['Arn', 'StreamArn', 'TableId']);
    expect(await describeTable(state.physicalId)).toMatchObject({
      DeletionProtectionEnabled: true,
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
      SSEDescription: { Status: 'ENABLED' },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
    expect(await provider(type).update(request(global), state, global)).toEqual(state);
  });

  it('takes the least of a scaled capacity', async () => {
    const state = await provider(type).create(
      request({
        ...global,
        BillingMode: 'PROVISIONED',
        WriteProvisionedThroughputSettings: {
          WriteCapacityAutoScalingSettings: { MinCapacity: 4, MaxCapacity: 10 },
        },
        GlobalSecondaryIndexes: [],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        Replicas: [{ Region: 'us-east-1', ReadProvisionedThroughputSettings: { ReadCapacityUnits: 7 } }],
      }),
    );
    expect((await describeTable(state.physicalId))?.ProvisionedThroughput).toMatchObject({
      ReadCapacityUnits: 7,
      WriteCapacityUnits: 4,
    });
  });

  it.each<[path: string, properties: JsonObject]>([
    ['Replicas.1', { Replicas: [{ Region: 'us-east-1' }, { Region: 'eu-west-1' }] }],
    [
      'Replicas.0.KinesisStreamSpecification',
      { Replicas: [{ Region: 'us-east-1', KinesisStreamSpecification: {} }] },
    ],
  ])('refuses %s', (path, properties) => {
    expect(() => provider(type).check?.(properties)).toThrow(expect.objectContaining({ path }));
  });
});
