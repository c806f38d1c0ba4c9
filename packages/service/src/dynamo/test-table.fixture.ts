import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { describe } from 'vitest';

/** An index of a test's table; its partition key is `pk` when it is a local one. */
export interface TestIndex {
  readonly name: string;
  readonly kind: 'global' | 'local';
  readonly partitionKey: string;
  readonly sortKey: string;
  /** What it holds besides keys; everything when absent. */
  readonly attributes?: readonly string[];
}

/** Where a DynamoDB is that tests may make tables in. */
const endpoint = process.env.TASKYARD_TEST_DYNAMODB;

/** Runs a store's conformance against real tables, where TASKYARD_TEST_DYNAMODB says that there is a DynamoDB. */
export function describeWithDynamo(run: () => void): void {
  describe.skipIf(endpoint === undefined)('with TASKYARD_TEST_DYNAMODB', run);
}

/** A new table with `pk`, `sk` and these indexes. */
export async function testTable(
  indexes: readonly TestIndex[] = [],
): Promise<{ readonly client: DynamoDBClient; readonly table: string }> {
  const client = new DynamoDBClient({
    endpoint: endpoint ?? '',
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const table = `test-${randomUUID()}`;
  const names = new Set(['pk', 'sk', ...indexes.flatMap((index) => [index.partitionKey, index.sortKey])]);
  const described = (kind: TestIndex['kind']) =>
    indexes
      .filter((index) => index.kind === kind)
      .map(({ name, partitionKey, sortKey, attributes }) => ({
        IndexName: name,
        KeySchema: keySchema(partitionKey, sortKey),
        Projection:
          attributes === undefined
            ? { ProjectionType: 'ALL' as const }
            : { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...attributes] },
      }));
  const [global, local] = [described('global'), described('local')];
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...names].map((name) => ({ AttributeName: name, AttributeType: 'S' as const })),
      KeySchema: keySchema('pk', 'sk'),
      ...(global.length === 0 ? {} : { GlobalSecondaryIndexes: global }),
      ...(local.length === 0 ? {} : { LocalSecondaryIndexes: local }),
    }),
  );
  await ready(client, table);
  return { client, table };
}

function keySchema(partitionKey: string, sortKey: string) {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    { AttributeName: sortKey, KeyType: 'RANGE' as const },
  ];
}

/** A new table answers once it is active. */
async function ready(client: DynamoDBClient, table: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'x' } },
    });
    const answer = await client.send(query).catch(() => undefined);
    if (answer !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The table ${table} did not become active`);
}
