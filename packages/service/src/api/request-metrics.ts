import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { OperationName } from '@taskyard/contract';

/** How a request ended. */
export interface RequestOutcome {
  readonly requestId: string;
  /** The operation's name, or method and resource where there is none. */
  readonly operation: string;
  readonly status: number;
  readonly durationMs: number;
  /** It answered again what an earlier request with the same Idempotency-Key had made. */
  readonly replayed: boolean;
}

/** Where a handler counts its requests. */
export interface RequestMetrics {
  record(outcome: RequestOutcome): void;
}

/** What people did, as the business counts it: the metric of each operation that makes or ends something. */
export const businessMetrics: ReadonlyMap<string, string> = new Map(
  Object.entries({
    createTask: 'TasksCreated',
    completeTask: 'TasksCompleted',
    createList: 'ListsCreated',
    createComment: 'CommentsCreated',
    completeAttachment: 'FilesAttached',
    createNote: 'NotesCreated',
    createItem: 'ItemsCreated',
    createRecord: 'RecordsSaved',
    createNetwork: 'NetworksCreated',
    createToken: 'TokensCreated',
  } satisfies Partial<Record<OperationName, string>>),
);

/**
 * Counts in CloudWatch's embedded metric format: one line a request, and one at a cold start. The module is the only
 * dimension, since each combination of dimensions is a metric that AWS bills; the operation and the request's id are
 * in the line, for Logs Insights.
 */
export function embeddedMetrics(module: string): RequestMetrics {
  const metrics = new Metrics({ namespace: 'Taskyard', serviceName: module });
  return {
    record({ requestId, operation, status, durationMs, replayed }) {
      metrics.captureColdStartMetric();
      metrics.addMetric('Latency', MetricUnit.Milliseconds, durationMs);
      metrics.addMetric('Refused', MetricUnit.Count, status >= 400 && status < 500 ? 1 : 0);
      metrics.addMetric('Failed', MetricUnit.Count, status >= 500 ? 1 : 0);
      const done = status < 300 && !replayed ? businessMetrics.get(operation) : undefined;
      if (done !== undefined) metrics.addMetric(done, MetricUnit.Count, 1);
      metrics.addMetadata('operation', operation);
      metrics.addMetadata('requestId', requestId);
      metrics.addMetadata('status', String(status));
      metrics.publishStoredMetrics();
    },
  };
}
