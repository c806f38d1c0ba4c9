import type { Operation } from '../engine.ts';
import { operation } from '../operation.ts';
import { structure } from '../shape.ts';

const CACHE_MINUTES = 1440;

/** Where DynamoDB is reached: the host of the one listener. */
export function describeEndpoints(host: string): Operation {
  return operation('DescribeEndpoints', structure({}), (_, __, caller) => {
    caller.authorize({ action: 'dynamodb:DescribeEndpoints', resource: '*' });
    return { Endpoints: [{ Address: host, CachePeriodInMinutes: CACHE_MINUTES }] };
  });
}
