import { metric } from '../cloudwatch/metric.ts';
import type { MetricSink } from '../cloudwatch/metric-sink.ts';

/** Reports the requests of one function. */
export interface FunctionMetrics {
  /** A request that ran; `duration` in milliseconds, `concurrent` how many ran when it began. */
  invoked(duration: number, failed: boolean, concurrent: number): void;
  throttled(): void;
}

const NAMESPACE = 'AWS/Lambda';
const MOST_KEPT = 1000;

/**
 * Gives the metrics of functions, by name and qualifier: of the function, of its version or alias, and of all.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function functionMetrics(sink: MetricSink): (name: string, qualifier?: string) => FunctionMetrics {
  const kept = new Map<string, FunctionMetrics>();
  return (name, qualifier) => {
    const resource = qualifier === undefined ? name : `${name}:${qualifier}`;
    const known = kept.get(resource);
    if (known !== undefined) return known;
    const made = metricsOf(sink, name, resource);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(resource, made);
    return made;
  };
}

function metricsOf(sink: MetricSink, name: string, resource: string): FunctionMetrics {
  const recorder = (metricName: string, unit: string): ((value: number) => void) => {
    const recorders = [
      sink.recorder(metric(NAMESPACE, metricName, []), unit),
      sink.recorder(metric(NAMESPACE, metricName, [['FunctionName', name]]), unit),
      sink.recorder(
        metric(NAMESPACE, metricName, [
          ['FunctionName', name],
          ['Resource', resource],
        ]),
        unit,
      ),
    ];
    return (value) => {
      for (const record of recorders) record(value);
    };
  };
  const invocations = recorder('Invocations', 'Count');
  const errors = recorder('Errors', 'Count');
  const duration = recorder('Duration', 'Milliseconds');
  const concurrent = recorder('ConcurrentExecutions', 'Count');
  const throttles = recorder('Throttles', 'Count');
  return {
    invoked(took, failed, running) {
      invocations(1);
      errors(failed ? 1 : 0);
      duration(Math.round(took * 100) / 100);
      concurrent(running);
      throttles(0);
    },
    throttled: () => throttles(1),
  };
}
