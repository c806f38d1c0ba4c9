import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import { globalTableProvider, tableProvider } from '../cloudformation/resources/dynamodb-table.ts';
import type { MetricSink } from '../cloudwatch/metric-sink.ts';
import { backfill } from './backfill.ts';
import type { Engine, Operation } from './engine.ts';
import { ItemLocks } from './item-locks.ts';
import { batchExecuteStatement } from './operations/batch-execute-statement.ts';
import { batchGetItem } from './operations/batch-get-item.ts';
import { batchWriteItem } from './operations/batch-write-item.ts';
import { createTable } from './operations/create-table.ts';
import { deleteItem } from './operations/delete-item.ts';
import { deleteResourcePolicy } from './operations/delete-resource-policy.ts';
import { deleteTable } from './operations/delete-table.ts';
import { describeContinuousBackups } from './operations/describe-continuous-backups.ts';
import { describeEndpoints } from './operations/describe-endpoints.ts';
import { describeLimits } from './operations/describe-limits.ts';
import { describeStream } from './operations/describe-stream.ts';
import { describeTable } from './operations/describe-table.ts';
import { describeTimeToLive } from './operations/describe-time-to-live.ts';
import { executeStatement } from './operations/execute-statement.ts';
import { executeTransaction } from './operations/execute-transaction.ts';
import { getItem } from './operations/get-item.ts';
import { getRecords } from './operations/get-records.ts';
import { getResourcePolicy } from './operations/get-resource-policy.ts';
import { getShardIterator } from './operations/get-shard-iterator.ts';
import { listStreams } from './operations/list-streams.ts';
import { listTables } from './operations/list-tables.ts';
import { listTagsOfResource } from './operations/list-tags-of-resource.ts';
import { putItem } from './operations/put-item.ts';
import { putResourcePolicy } from './operations/put-resource-policy.ts';
import { query } from './operations/query.ts';
import { scan } from './operations/scan.ts';
import { tagResource } from './operations/tag-resource.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateContinuousBackups } from './operations/update-continuous-backups.ts';
import { updateItem } from './operations/update-item.ts';
import { updateTable } from './operations/update-table.ts';
import { updateTimeToLive } from './operations/update-time-to-live.ts';
import { StreamLog } from './stream-log.ts';
import { type StreamReader, streamReader } from './stream-reader.ts';
import { type TableBrowser, tableBrowser } from './table-browser.ts';
import { TableCatalogue } from './table-catalogue.ts';
import { dynamoDbMetrics } from './table-metrics.ts';
import { deleteExpired } from './time-to-live.ts';
import { TransactionTokens } from './transaction-tokens.ts';
import { dynamoDbService } from './wire.ts';

/** How often items whose time is over, and records of streams, are removed. */
const SWEEP_MS = 30_000;

/** DynamoDB as a part of the cloud. */
export interface DynamoDb extends CloudPart {
  readonly streams: StreamReader;
  readonly browser: TableBrowser;
  /** Removes the items whose time to live is over, and old stream records; answers how many items. */
  sweep(): Promise<number>;
}

/** DynamoDB, with its tables in the part's store. */
export async function createDynamoDb(context: PartContext, sink: MetricSink): Promise<DynamoDb> {
  const { account, sources, store } = context;
  const engine: Engine = {
    account,
    sources,
    store,
    catalogue: await TableCatalogue.open(store),
    locks: new ItemLocks(),
    tokens: await TransactionTokens.open(store),
    streams: new StreamLog(store, sources, account.region),
    metrics: dynamoDbMetrics(sink),
  };
  for (const table of engine.catalogue.all()) {
    await engine.streams.resume(table.definition);
    engine.catalogue.background(() => backfill(engine, table));
  }
  const sweep = async (): Promise<number> => {
    const deleted = await deleteExpired(engine);
    for (const { definition } of engine.catalogue.all()) await engine.streams.trim(definition);
    return deleted;
  };
  const timer = repeatedly(engine, sweep);
  return {
    services: [
      dynamoDbService(engine, {
        DynamoDB_20120810: operationsAt(new URL(context.origin).host),
        DynamoDBStreams_20120810: [listStreams, describeStream, getShardIterator, getRecords],
      }),
    ],
    providers: [tableProvider(engine, context.journal), globalTableProvider(engine, context.journal)],
    streams: streamReader(engine),
    browser: tableBrowser(engine),
    sweep,
    close: async () => {
      clearInterval(timer);
      await engine.catalogue.close();
    },
  };
}

/** Sweeps behind the other work in the background; one sweep that still waits there is enough. */
function repeatedly(engine: Engine, sweep: () => Promise<unknown>): NodeJS.Timeout {
  let waiting = false;
  const timer = setInterval(() => {
    if (waiting) return;
    waiting = true;
    engine.catalogue.background(async () => {
      waiting = false;
      await sweep();
    });
  }, SWEEP_MS);
  return timer.unref();
}

function operationsAt(host: string): readonly Operation[] {
  return [
    batchExecuteStatement,
    batchGetItem,
    batchWriteItem,
    createTable,
    deleteItem,
    deleteResourcePolicy,
    deleteTable,
    describeContinuousBackups,
    describeEndpoints(host),
    describeLimits,
    describeTable,
    describeTimeToLive,
    executeStatement,
    executeTransaction,
    getItem,
    getResourcePolicy,
    listTables,
    listTagsOfResource,
    putItem,
    putResourcePolicy,
    query,
    scan,
    tagResource,
    transactGetItems,
    transactWriteItems,
    untagResource,
    updateContinuousBackups,
    updateItem,
    updateTable,
    updateTimeToLive,
  ];
}
