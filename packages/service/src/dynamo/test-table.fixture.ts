import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe } from 'vitest';
import { type MadeIndex, makeTable } from './made-table.fixture.ts';

/** Where a DynamoDB is that tests may make tables in. */
const endpoint = process.env.TASKYARD_TEST_DYNAMODB;

/** Runs a store's conformance against real tables, where TASKYARD_TEST_DYNAMODB says that there is a DynamoDB. */
export function describeWithDynamo(run: () => void): void {
  describe.skipIf(endpoint === undefined)('with TASKYARD_TEST_DYNAMODB', run);
}

/** A new table with `pk`, `sk` and these indexes. */
export async function testTable(
  indexes: readonly MadeIndex[] = [],
): Promise<{ readonly client: DynamoDBClient; readonly table: string }> {
  const client = new DynamoDBClient({
    endpoint: endpoint ?? '',
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return { client, table: await makeTable(client, indexes) };
}
