import { metric } from '../cloudwatch/metric.ts';
import type { MetricSink } from '../cloudwatch/metric-sink.ts';

/** Reports what one table is asked. */
export interface TableMetrics {
  read(units: number): void;
  write(units: number): void;
  /** The same of a global secondary index. */
  readIndex(index: string, units: number): void;
  writeIndex(index: string, units: number): void;
  /** `took` in milliseconds. */
  succeeded(operation: string, took: number): void;
  conditionFailed(): void;
}

/** Reports what all tables are asked. */
export interface DynamoDbMetrics {
  /** By its name or its ARN. */
  table(nameOrArn: string): TableMetrics;
  /** A request that was refused for its form, its caller or its table. */
  userError(): void;
}

type Record = (value: number) => void;

const NAMESPACE = 'AWS/DynamoDB';
const MOST_KEPT = 1000;

/**
 * The metrics of DynamoDB. A sample costs two look-ups: they are counted in memory and written by the minute.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function dynamoDbMetrics(sink: MetricSink): DynamoDbMetrics {
  const userErrors = sink.recorder(metric(NAMESPACE, 'UserErrors', []), 'Count');
  const kept = new Map<string, TableMetrics>();
  return {
    table(nameOrArn) {
      const known = kept.get(nameOrArn);
      if (known !== undefined) return known;
      const made = metricsOf(sink, nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1));
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(nameOrArn, made);
      return made;
    },
    userError: () => userErrors(1),
  };
}

function metricsOf(sink: MetricSink, table: string): TableMetrics {
  const made = new Map<string, Record>();
  const recorder = (name: string, unit: string, dimension = '', value = ''): Record => {
    const key = `${name} ${value}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const more = dimension === '' ? [] : [[dimension, value] as const];
    const fresh = sink.recorder(metric(NAMESPACE, name, [['TableName', table], ...more]), unit);
    made.set(key, fresh);
    return fresh;
  };
  const [READ, WRITE] = ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'];
  return {
    read: recorder(READ, 'Count'),
    write: recorder(WRITE, 'Count'),
    readIndex: (index, units) => recorder(READ, 'Count', 'GlobalSecondaryIndexName', index)(units),
    writeIndex: (index, units) => recorder(WRITE, 'Count', 'GlobalSecondaryIndexName', index)(units),
    succeeded(operation, took) {
      const tenths = Math.round(took * 10) / 10;
      recorder('SuccessfulRequestLatency', 'Milliseconds', 'Operation', operation)(tenths);
    },
    conditionFailed: () => recorder('ConditionalCheckFailedRequests', 'Count')(1),
  };
}
