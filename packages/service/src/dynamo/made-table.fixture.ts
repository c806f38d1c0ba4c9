import { randomUUID } from 'node:crypto';
import { CreateTableCommand, type DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';

/** An index of a module's table; its partition key is `pk` when it is a local one. */
export interface MadeIndex {
  readonly name: string;
  readonly kind: 'global' | 'local';
  readonly partitionKey: string;
  readonly sortKey: string;
  /** What it holds besides keys; everything when absent. */
  readonly attributes?: readonly string[];
}

/** Makes a table with `pk`, `sk` and these indexes, and waits until it answers. Gives its name. */
export async function makeTable(client: DynamoDBClient, indexes: readonly MadeIndex[] = []): Promise<string> {
  const table = `test-${randomUUID()}`;
  const names = new Set(['pk', 'sk', ...indexes.flatMap((index) => [index.partitionKey, index.sortKey])]);
  const described = (kind: MadeIndex['kind']) =>
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
  await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1, maxDelay: 1 }, { TableName: table });
  return table;
}

function keySchema(partitionKey: string, sortKey: string) {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    { AttributeName: sortKey, KeyType: 'RANGE' as const },
  ];
}
