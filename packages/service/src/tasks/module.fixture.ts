import type { Task } from '@taskyard/contract';
import type { APIGatewayProxyResult, DynamoDBRecord } from 'aws-lambda';
import { bodyOf, sender, type TestTools, testTools } from '../api/module.fixture.ts';
import type { TestRequest } from '../api/proxy-event.fixture.ts';
import { type MemoryBucket, memoryBucket } from '../s3/memory-bucket.fixture.ts';
import { followChange } from '../task-stream/follow-change.ts';
import { streamRecords } from '../task-stream/stream-records.fixture.ts';
import { memoryTaskTable } from './memory-task-table.ts';
import { taskRoutes } from './task-routes.ts';
import type { TaskTable } from './task-table.ts';

/** A request by its path: `POST /tasks/{id}/move` as one line of text. */
export type Ask = (
  line: string,
  body?: unknown,
  more?: Pick<TestRequest, 'as' | 'headers' | 'query'>,
) => Promise<APIGatewayProxyResult>;

/** The module over an empty table; every code that it makes is `code-<n>`. */
export function taskModule(): TestTools & {
  readonly table: TaskTable;
  readonly bucket: MemoryBucket;
  readonly transfers: MemoryBucket;
  readonly ask: Ask;
  make(body: object, as?: string): Promise<Task>;
  /** The records of the table's stream that nobody has followed yet. */
  readonly records: DynamoDBRecord[];
  /** Follows them, and what comes of that. */
  follow(): Promise<void>;
} {
  const tools = testTools();
  let codes = 0;
  const bucket = memoryBucket(tools.now);
  const transfers = memoryBucket(tools.now);
  const records: DynamoDBRecord[] = [];
  const table = memoryTaskTable((before, after) => records.push(...streamRecords(before, after)));
  const routes = taskRoutes({
    ...tools,
    table,
    attachments: bucket,
    transfers: transfers,
    newSecret: () => {
      codes += 1;
      return `code-${codes}`;
    },
  });
  const send = sender(routes);
  const ask: Ask = (line, body, more = {}) => {
    const [method = '', path = ''] = line.split(' ');
    const route = routes
      .filter((each) => each.method === method && patternOf(each.resource).test(path))
      .sort((a, b) => a.resource.split('{').length - b.resource.split('{').length)[0];
    if (route === undefined) throw new Error(`Nothing serves ${line}`);
    const values = patternOf(route.resource).exec(path)?.groups ?? {};
    const parameters = Object.keys(values).length === 0 ? {} : { parameters: values };
    return send({
      method,
      resource: route.resource,
      ...parameters,
      ...(body === undefined ? {} : { body }),
      ...more,
    });
  };
  const make = async (body: object, as = 'ada'): Promise<Task> =>
    bodyOf<Task & Record<string, unknown>>(await ask('POST /tasks', body, { as }));
  const follow = async (): Promise<void> => {
    for (let record = records.shift(); record !== undefined; record = records.shift()) {
      await followChange({ table, attachments: bucket }, record);
    }
  };
  return { ...tools, table, bucket, transfers, ask, make, records, follow };
}

function patternOf(resource: string): RegExp {
  return new RegExp(`^${resource.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}
