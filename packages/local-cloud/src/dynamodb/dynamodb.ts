import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import type { Engine, Operation } from './engine.ts';
import { ItemLocks } from './item-locks.ts';
import { batchExecuteStatement } from './operations/batch-execute-statement.ts';
import { batchGetItem } from './operations/batch-get-item.ts';
import { batchWriteItem } from './operations/batch-write-item.ts';
import { createTable } from './operations/create-table.ts';
import { deleteItem } from './operations/delete-item.ts';
import { deleteTable } from './operations/delete-table.ts';
import { describeContinuousBackups } from './operations/describe-continuous-backups.ts';
import { describeEndpoints } from './operations/describe-endpoints.ts';
import { describeLimits } from './operations/describe-limits.ts';
import { describeTable } from './operations/describe-table.ts';
import { describeTimeToLive } from './operations/describe-time-to-live.ts';
import { executeStatement } from './operations/execute-statement.ts';
import { executeTransaction } from './operations/execute-transaction.ts';
import { getItem } from './operations/get-item.ts';
import { listTables } from './operations/list-tables.ts';
import { listTagsOfResource } from './operations/list-tags-of-resource.ts';
import { putItem } from './operations/put-item.ts';
import { query } from './operations/query.ts';
import { scan } from './operations/scan.ts';
import { tagResource } from './operations/tag-resource.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateContinuousBackups } from './operations/update-continuous-backups.ts';
import { updateItem } from './operations/update-item.ts';
import { TableCatalogue } from './table-catalogue.ts';
import { TransactionTokens } from './transaction-tokens.ts';
import { dynamoDbService } from './wire.ts';

/** DynamoDB, with its tables in the part's store. */
export async function createDynamoDb(context: PartContext): Promise<CloudPart> {
  const { account, sources, store } = context;
  const engine: Engine = {
    account,
    sources,
    store,
    catalogue: await TableCatalogue.open(store),
    locks: new ItemLocks(),
    tokens: await TransactionTokens.open(store),
  };
  return {
    services: [dynamoDbService(engine, { DynamoDB_20120810: operationsAt(new URL(context.origin).host) })],
    providers: [],
    close: () => engine.catalogue.close(),
  };
}

function operationsAt(host: string): readonly Operation[] {
  return [
    batchExecuteStatement,
    batchGetItem,
    batchWriteItem,
    createTable,
    deleteItem,
    deleteTable,
    describeContinuousBackups,
    describeEndpoints(host),
    describeLimits,
    describeTable,
    describeTimeToLive,
    executeStatement,
    executeTransaction,
    getItem,
    listTables,
    listTagsOfResource,
    putItem,
    query,
    scan,
    tagResource,
    transactGetItems,
    transactWriteItems,
    untagResource,
    updateContinuousBackups,
    updateItem,
  ];
}
