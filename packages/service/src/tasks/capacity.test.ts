import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Task, taskPriorities } from '@taskyard/contract';
import { expect, it } from 'vitest';
import { ABSENT, bodyOf, sender, type TestTools, testTools } from '../api/module.fixture.ts';
import type { Route } from '../api/route.ts';
import { metered } from '../dynamo/metered-client.fixture.ts';
import { describeWithDynamo, testTable } from '../dynamo/test-table.fixture.ts';
import { memoryBucket } from '../s3/memory-bucket.fixture.ts';
import { followChange } from '../task-stream/follow-change.ts';
import { streamRecords } from '../task-stream/stream-records.fixture.ts';
import { dynamoTaskTable } from './dynamo-task-table.ts';
import { testIndexes } from './task-indexes.fixture.ts';
import { taskKey } from './task-item.ts';
import { taskRoutes } from './task-routes.ts';

function routesOver(tools: TestTools, client: DynamoDBClient, table: string): readonly Route[] {
  return taskRoutes({
    ...tools,
    table: dynamoTaskTable(client, table),
    attachments: memoryBucket(tools.now),
    transfers: memoryBucket(tools.now),
    newSecret: () => 's',
  });
}

describeWithDynamo(() => {
  it('a task costs what the page about cost says', async () => {
    const { client, table } = await testTable(testIndexes);
    const meter = metered(client);
    const tools = testTools();
    const send = sender(routesOver(tools, meter.client, table));
    const make = (body: object) => send({ method: 'POST', resource: '/tasks', body });
    const list = (query: Record<string, string>) => send({ method: 'GET', resource: '/tasks', query });

    const made = bodyOf<Task & Record<string, unknown>>(
      await make({ title: 'Write the report', dueOn: '2026-12-01', labels: ['work'] }),
    );
    expect(meter.spent()).toBeLessThanOrEqual(6);

    const one = { resource: '/tasks/{taskId}', parameters: { taskId: made.id } };
    await send({ method: 'GET', ...one });
    expect(meter.spent()).toBe(0.5);

    for (let count = 0; count < 120; count += 1) {
      tools.clock.now += 1000;
      const status = count % 2 === 0 ? 'PENDING' : 'COMPLETED';
      const priority = taskPriorities[(count >> 1) % 4];
      await make({ title: `Task number ${count}`, status, priority, dueOn: '2026-12-01', labels: ['work'] });
    }
    meter.spent();
    for (const query of [
      {},
      { status: 'PENDING' },
      { priority: 'HIGH' },
      { sort: 'due' },
      { sort: 'updated' },
      { sort: 'title' },
      { sort: 'priority' },
      { sort: 'priority', status: 'PENDING' },
      { listId: 'inbox' },
      { dueAfter: '2026-11-01' },
    ]) {
      expect(bodyOf<{ items: Task[] }>(await list(query)).items, JSON.stringify(query)).toHaveLength(25);
      expect(meter.spent(), JSON.stringify(query)).toBeLessThanOrEqual(8);
    }

    await send({ method: 'PATCH', ...one, body: { title: 'Write another' } });
    expect(meter.spent()).toBeLessThanOrEqual(9);
    const changed = await dynamoTaskTable(client, table).get(taskKey('ada', made.id));
    meter.spent();
    for (const record of streamRecords(undefined, changed)) {
      const tools = { table: dynamoTaskTable(meter.client, table), attachments: memoryBucket(Date.now) };
      await followChange(tools, record);
    }
    expect(meter.spent()).toBe(2);
    await send({ method: 'GET', resource: one.resource, parameters: { taskId: ABSENT } });
    expect(meter.spent()).toBeLessThanOrEqual(2.5);
  });

  it('fifty who change one version: one is heard', async () => {
    const { client, table } = await testTable(testIndexes);
    const send = sender(routesOver(testTools(), client, table));
    const { id } = bodyOf<Task & Record<string, unknown>>(
      await send({ method: 'POST', resource: '/tasks', body: { title: 'a' } }),
    );
    const one = { resource: '/tasks/{taskId}', parameters: { taskId: id } };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        send({ method: 'PATCH', ...one, headers: { 'If-Match': '"1-1"' }, body: { title: `by ${at}` } }),
      ),
    );
    const statuses = answers.map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 412)).toHaveLength(49);
    const history = await send({
      method: 'GET',
      resource: '/tasks/{taskId}/history',
      parameters: { taskId: id },
    });
    expect(bodyOf<{ items: unknown[] }>(history).items).toHaveLength(2);
  });
});
