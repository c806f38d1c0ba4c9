import type { Operation } from '../engine.ts';
import { operation } from '../operation.ts';
import { structure } from '../shape.ts';

const UNITS = 80_000;

export const describeLimits: Operation = operation('DescribeLimits', structure({}), (_, __, caller) => {
  caller.authorize({ action: 'dynamodb:DescribeLimits', resource: '*' });
  return {
    AccountMaxReadCapacityUnits: UNITS,
    AccountMaxWriteCapacityUnits: UNITS,
    TableMaxReadCapacityUnits: UNITS / 2,
    TableMaxWriteCapacityUnits: UNITS / 2,
  };
});
