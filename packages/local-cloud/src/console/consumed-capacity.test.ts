import { expect, it } from 'vitest';
import { metric } from '../cloudwatch/metric.ts';
import { samples } from '../cloudwatch/statistic-set.ts';
import { consumedCapacity } from './consumed-capacity.ts';
import type { ReadableMetrics } from './metrics-page.ts';

it('is what the metrics of a table and of its indexes say, each by itself', async () => {
  const table = ['TableName', 'tasks'] as const;
  const index = ['GlobalSecondaryIndexName', 'byDue'] as const;
  const sums = new Map([
    [metric('AWS/DynamoDB', 'ConsumedReadCapacityUnits', [table]), [1.5, 2]],
    [metric('AWS/DynamoDB', 'ConsumedWriteCapacityUnits', [table]), [6]],
    [metric('AWS/DynamoDB', 'ConsumedWriteCapacityUnits', [table, index]), [4]],
    [metric('AWS/DynamoDB', 'UserErrors', []), [9]],
    [metric('Shop', 'ConsumedWriteCapacityUnits', [table]), [100]],
  ]);
  const metrics: ReadableMetrics = {
    metrics: () => [...sums.keys()],
    units: () => ['Count'],
    read: async (one) => (sums.get(one) ?? []).map((sum, at) => ({ at, set: samples([[sum, 1]]) })),
  };
  const consumed = await consumedCapacity(metrics, Date.now());
  expect(consumed('tasks')).toEqual({ read: 3.5, write: 6 });
  expect(consumed('tasks', 'byDue')).toEqual({ read: 0, write: 4 });
  expect(consumed('notes')).toEqual({ read: 0, write: 0 });
});
