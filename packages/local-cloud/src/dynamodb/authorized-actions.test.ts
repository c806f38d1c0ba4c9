import { beforeAll, describe, expect, it } from 'vitest';
import { type ActionRow, askedBy, operationNames, targetCall } from '../../test/asked-actions.ts';
import { memoryStore } from '../store/memory-store.ts';
import { callDirectly, openDynamoDb } from './direct-call.ts';
import type { DynamoDb } from './dynamodb.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/tasks';
const INDEX = `${TABLE}/index/due`;
const TableName = 'tasks';
const Key = { id: { S: 'a' } };
const update = {
  UpdateExpression: 'SET x = :x',
  ExpressionAttributeValues: { ':x': { S: '1' } },
};
const definition = {
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
};
const query = { KeyConditionExpression: 'id = :i', ExpressionAttributeValues: { ':i': { S: 'a' } } };
const select = "SELECT * FROM tasks WHERE id = 'a'";
const onTable = (name: string, input: object = {}): ActionRow => [
  name,
  { TableName, ...input },
  [`${name} ${TABLE}`],
];

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 'dynamodb:DeleteTable', Resource: TABLE }],
});

const ROWS: readonly ActionRow[] = [
  ['BatchExecuteStatement', { Statements: [{ Statement: select }] }, [`PartiQLSelect ${TABLE}`]],
  ['BatchGetItem', { RequestItems: { tasks: { Keys: [Key] } } }, [`BatchGetItem ${TABLE}`]],
  [
    'BatchWriteItem',
    { RequestItems: { tasks: [{ PutRequest: { Item: Key } }] } },
    [`BatchWriteItem ${TABLE}`],
  ],
  onTable('CreateTable', definition),
  onTable('DeleteItem', { Key }),
  ['DeleteResourcePolicy', { ResourceArn: TABLE }, [`DeleteResourcePolicy ${TABLE}`]],
  onTable('DeleteTable'),
  onTable('DescribeContinuousBackups'),
  ['DescribeEndpoints', {}, ['DescribeEndpoints *']],
  ['DescribeLimits', {}, ['DescribeLimits *']],
  onTable('DescribeTable'),
  onTable('DescribeTimeToLive'),
  ['ExecuteStatement', { Statement: select }, [`PartiQLSelect ${TABLE}`]],
  ['ExecuteTransaction', { TransactStatements: [{ Statement: select }] }, [`PartiQLSelect ${TABLE}`]],
  onTable('GetItem', { Key }),
  ['GetResourcePolicy', { ResourceArn: TABLE }, [`GetResourcePolicy ${TABLE}`]],
  ['ListTables', {}, ['ListTables *']],
  ['ListTagsOfResource', { ResourceArn: TABLE }, [`ListTagsOfResource ${TABLE}`]],
  onTable('PutItem', { Item: Key }),
  ['PutResourcePolicy', { ResourceArn: TABLE, Policy: POLICY }, [`PutResourcePolicy ${TABLE}`]],
  onTable('Query', query),
  onTable('Scan'),
  ['TagResource', { ResourceArn: TABLE, Tags: [{ Key: 'a', Value: 'b' }] }, [`TagResource ${TABLE}`]],
  ['TransactGetItems', { TransactItems: [{ Get: { TableName, Key } }] }, [`GetItem ${TABLE}`]],
  [
    'TransactWriteItems',
    {
      TransactItems: [
        { Put: { TableName, Item: Key } },
        { Delete: { TableName, Key } },
        { Update: { TableName, Key, ...update } },
        { ConditionCheck: { TableName, Key, ConditionExpression: 'attribute_exists(id)' } },
      ],
    },
    ['PutItem', 'DeleteItem', 'UpdateItem', 'ConditionCheckItem'].map((name) => `${name} ${TABLE}`),
  ],
  ['UntagResource', { ResourceArn: TABLE, TagKeys: ['a'] }, [`UntagResource ${TABLE}`]],
  onTable('UpdateContinuousBackups', {
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  }),
  onTable('UpdateItem', { Key, ...update }),
  onTable('UpdateTable', { BillingMode: 'PAY_PER_REQUEST' }),
  onTable('UpdateTimeToLive', { TimeToLiveSpecification: { Enabled: true, AttributeName: 'x' } }),
];
/** The same operations where the input makes it another action, or another resource. */
const FURTHER_ROWS: readonly ActionRow[] = [
  ['ExecuteStatement', { Statement: "INSERT INTO tasks VALUE {'id': 'a'}" }, [`PartiQLInsert ${TABLE}`]],
  ['ExecuteStatement', { Statement: "UPDATE tasks SET x = 1 WHERE id = 'a'" }, [`PartiQLUpdate ${TABLE}`]],
  ['ExecuteStatement', { Statement: "DELETE FROM tasks WHERE id = 'a'" }, [`PartiQLDelete ${TABLE}`]],
  [
    'ExecuteStatement',
    { Statement: 'SELECT * FROM "tasks"."due" WHERE id = \'a\'' },
    [`PartiQLSelect ${INDEX}`],
  ],
  ['Query', { TableName, IndexName: 'due', ...query }, [`Query ${INDEX}`]],
  ['Scan', { TableName, IndexName: 'due' }, [`Scan ${INDEX}`]],
  ['GetItem', { TableName: TABLE, Key }, [`GetItem ${TABLE}`]],
];

let part: DynamoDb;
let streamArn = '';
let iterator = '';
beforeAll(async () => {
  part = await openDynamoDb(memoryStore());
  const streamed = {
    ...definition,
    TableName: 'streamed',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  };
  const { body } = await callDirectly(part, 'CreateTable', streamed);
  streamArn = (body.TableDescription as { LatestStreamArn: string }).LatestStreamArn;
  const stream = 'DynamoDBStreams_20120810';
  const described = await callDirectly(part, `${stream}.DescribeStream`, { StreamArn: streamArn });
  const { Shards } = described.body.StreamDescription as { Shards: { ShardId: string }[] };
  const input = { StreamArn: streamArn, ShardId: Shards[0]?.ShardId, ShardIteratorType: 'LATEST' };
  iterator = String((await callDirectly(part, `${stream}.GetShardIterator`, input)).body.ShardIterator);
  return () => part.close?.();
});

const ask = (api: string, operation: string, input: object) =>
  askedBy(part.services[0], targetCall(`${api}_20120810.${operation}`, input));

describe('the operations of dynamodb', () => {
  const STREAMS = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];

  it('have a row each', async () => {
    const names = ROWS.map(([operation]) => operation);
    expect([...names, ...STREAMS].sort()).toEqual(await operationNames('dynamodb'));
  });

  it.each([...ROWS, ...FURTHER_ROWS])('%s asks the policies, with %j', async (operation, input, asked) => {
    expect(await ask('DynamoDB', operation, input)).toEqual(asked.map((one) => `dynamodb:${one}`));
  });

  it('of streams ask about the stream', async () => {
    const inputs: Readonly<Record<string, object>> = {
      DescribeStream: { StreamArn: streamArn },
      GetRecords: { ShardIterator: iterator },
      GetShardIterator: {
        ...{ StreamArn: streamArn, ShardId: 'shardId-00000000000000000000-00000000' },
        ShardIteratorType: 'LATEST',
      },
    };
    for (const [operation, input] of Object.entries(inputs)) {
      expect(await ask('DynamoDBStreams', operation, input)).toEqual([`dynamodb:${operation} ${streamArn}`]);
    }
    expect(await ask('DynamoDBStreams', 'ListStreams', {})).toEqual(['dynamodb:ListStreams *']);
  });
});
