import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Task, taskPriorities, taskStatuses } from '@taskyard/contract';
import { createHandler, dynamoTaskTable, taskRoutes } from '@taskyard/service';
import { proxyEvent, type TestRequest, testContext } from '../../../service/src/api/proxy-event.fixture.ts';
import type { Item } from '../../../service/src/dynamo/attributes.ts';
import { makeTable } from '../../../service/src/dynamo/made-table.fixture.ts';
import { metered } from '../../../service/src/dynamo/metered-client.fixture.ts';
import { createPageTokens } from '../../../service/src/paging/page-tokens.ts';
import { memoryBucket } from '../../../service/src/s3/memory-bucket.fixture.ts';
import { SYSTEM_SOURCES } from '../../../service/src/sources.ts';
import { followChange } from '../../../service/src/task-stream/follow-change.ts';
import { streamRecords } from '../../../service/src/task-stream/stream-records.fixture.ts';
import { changeEntry } from '../../../service/src/tasks/history-item.ts';
import { lastPosition } from '../../../service/src/tasks/position.ts';
import { testIndexes } from '../../../service/src/tasks/task-indexes.fixture.ts';
import { taskItem, taskKey, trashKey } from '../../../service/src/tasks/task-item.ts';
import type { TableKey } from '../../../service/src/tasks/task-table.ts';
import { createUuidV7 } from '../../../service/src/uuid-v7.ts';
import { startServer } from '../child-server.ts';

const OWNER = 'ada';
const BATCH = 25;
const BATCHES_AT_ONCE = 8;

/**
 * What an operation of the tasks module costs, in DynamoDB's capacity units (ReturnConsumedCapacity), with more and
 * more tasks in one person's partition. The units must not follow the size of the table.
 */
export async function benchTaskCost(sizes: readonly number[], print: (line: string) => void): Promise<void> {
  const columns: Readonly<Record<string, number>>[] = [];
  for (const size of sizes) {
    const server = await startServer(new URL('../dynamodb/serve-engine.ts', import.meta.url));
    try {
      columns.push(await costsAt(`http://127.0.0.1:${server.port}`, size));
    } finally {
      await server.stop();
    }
  }
  print('\nCapacity units of an operation, by tasks in the table\n');
  print(`| operation | ${sizes.map((size) => size.toLocaleString('en')).join(' | ')} |`);
  print(`|---|${sizes.map(() => '---').join('|')}|`);
  const differing: string[] = [];
  for (const operation of Object.keys(columns[0] ?? {})) {
    const units = columns.map((column) => column[operation] ?? Number.NaN);
    print(`| ${operation} | ${units.join(' | ')} |`);
    if (new Set(units).size > 1) differing.push(operation);
  }
  print(
    differing.length === 0
      ? '\nNone of them follows the size of the table.'
      : `\nNot the same everywhere: ${differing.join(', ')}`,
  );
}

async function costsAt(endpoint: string, size: number): Promise<Readonly<Record<string, number>>> {
  const plain = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const table = await makeTable(plain, testIndexes);
  await fill(plain, table, size);
  const { client, spent } = metered(plain);
  const newId = createUuidV7(SYSTEM_SOURCES);
  const handler = createHandler({
    routes: taskRoutes({
      table: dynamoTaskTable(client, table),
      attachments: memoryBucket(SYSTEM_SOURCES.now),
      transfers: memoryBucket(SYSTEM_SOURCES.now),
      pageTokens: createPageTokens(async () => Buffer.alloc(32, 7)),
      now: SYSTEM_SOURCES.now,
      newId,
      newSecret: () => 'secret',
    }),
    allowedOrigin: 'http://localhost',
    log: {
      addContext() {},
      info() {},
      error: (_message, { error }) => void process.stderr.write(`${error}\n`),
    },
    metrics: { record() {} },
    now: () => 0,
  });
  const units: Record<string, number> = {};
  const ask = async (name: string, request: TestRequest): Promise<Record<string, unknown>> => {
    spent();
    const answer = await handler(proxyEvent({ as: OWNER, ...request }), testContext);
    if (answer.statusCode >= 300) throw new Error(`${name} answered ${answer.statusCode} ${answer.body}`);
    units[name] = spent();
    return answer.body === '' ? {} : JSON.parse(answer.body);
  };
  const list = (query: Record<string, string>): TestRequest => ({ method: 'GET', resource: '/tasks', query });

  const { id } = await ask('create', {
    method: 'POST',
    resource: '/tasks',
    body: { title: 'Write the report', dueOn: '2026-12-01', labels: ['work'] },
  });
  const one = { resource: '/tasks/{taskId}', parameters: { taskId: String(id) } };
  await ask('get', { method: 'GET', ...one });
  await ask('list of 25', list({}));
  for (const sort of ['due', 'updated', 'position', 'title', 'priority']) {
    await ask(`list of 25 by ${sort}`, list({ sort, listId: 'inbox' }));
  }
  await ask('list of 25 with a status', list({ status: 'PENDING' }));
  await ask('list of 25 of a priority', list({ priority: 'HIGH' }));
  const tools = { table: dynamoTaskTable(client, table), attachments: memoryBucket(SYSTEM_SOURCES.now) };
  /** What the function spends that follows the change, which the task's item tells of. */
  const follow = async (name: string, key: TableKey): Promise<void> => {
    const item = await tools.table.get(key);
    spent();
    for (const record of streamRecords(undefined, item)) await followChange(tools, record);
    units[`${name}, its history`] = spent();
  };
  const [kept, trashed] = [taskKey(OWNER, String(id)), trashKey(OWNER, String(id))];
  await ask('patch', { method: 'PATCH', ...one, body: { title: 'Write another' } });
  await follow('patch', kept);
  await ask('complete', { method: 'POST', ...one, resource: '/tasks/{taskId}/complete' });
  await follow('complete', kept);
  await ask('delete', { method: 'DELETE', ...one });
  await follow('delete', trashed);
  return units;
}

/** Puts tasks of one person into the table as the module writes them. */
async function fill(client: DynamoDBClient, table: string, size: number): Promise<void> {
  const newId = createUuidV7(SYSTEM_SOURCES);
  let next = 0;
  const writer = async (): Promise<void> => {
    while (next < size) {
      const from = next;
      next = Math.min(size, next + BATCH);
      const RequestItems = {
        [table]: Array.from({ length: next - from }, (_, at) => ({
          PutRequest: { Item: sampleItem(newId, from + at) },
        })),
      };
      await client.send(new BatchWriteItemCommand({ RequestItems }));
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, writer));
}

/** A task whose title was changed. */
function sampleItem(newId: () => string, at: number): Item {
  const task = sampleTask(newId(), at);
  const change = { id: newId(), by: OWNER, action: 'UPDATED' } as const;
  return taskItem(OWNER, task, changeEntry({ ...task, title: `Task number ${at}` }, task, change));
}

function sampleTask(id: string, at: number): Task {
  const moment = new Date(Date.UTC(2026, 10, 1) + at * 1000).toISOString();
  const status = taskStatuses[at % taskStatuses.length] ?? 'PENDING';
  return {
    id,
    listId: 'inbox',
    position: lastPosition(id),
    title: `Task number ${at} of many`,
    status,
    priority: taskPriorities[(at >> 2) % taskPriorities.length] ?? 'NORMAL',
    dueOn: new Date(Date.UTC(2026, 11, 1 + (at % 365))).toISOString().slice(0, 10),
    labels: ['work'],
    checklist: [],
    commentCount: 0,
    attachmentCount: 0,
    version: 1,
    createdAt: moment,
    updatedAt: moment,
    ...(status === 'COMPLETED' ? { completedAt: moment } : {}),
    createdBy: OWNER,
  };
}
