import { type Dimension, metric } from '../cloudwatch/metric.ts';
import type { MetricSink } from '../cloudwatch/metric-sink.ts';

/** One answered request, as a stage's metrics count it. */
export interface AnsweredRequest {
  readonly status: number;
  /** Milliseconds. */
  readonly latency: number;
  /** Milliseconds; undefined when no integration was asked. */
  readonly integrationLatency: number | undefined;
}

/**
 * Counts the requests of an API (`api`: ApiName or ApiId with its value) and of one of its stages. `errors` are the
 * names of the metrics of refused and of failed requests.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
export function stageMetrics(
  sink: MetricSink,
  api: Dimension,
  stage: string,
  errors: readonly [refused: string, failed: string],
): (answered: AnsweredRequest) => void {
  const recorder = (name: string, unit: string): ((value: number) => void) => {
    const ofApi = sink.recorder(metric('AWS/ApiGateway', name, [api]), unit);
    const ofStage = sink.recorder(metric('AWS/ApiGateway', name, [api, ['Stage', stage]]), unit);
    return (value) => {
      ofApi(value);
      ofStage(value);
    };
  };
  const count = recorder('Count', 'Count');
  const refused = recorder(errors[0], 'Count');
  const failed = recorder(errors[1], 'Count');
  const latency = recorder('Latency', 'Milliseconds');
  const integration = recorder('IntegrationLatency', 'Milliseconds');
  return ({ status, latency: took, integrationLatency }) => {
    count(1);
    refused(status >= 400 && status < 500 ? 1 : 0);
    failed(status >= 500 ? 1 : 0);
    latency(took);
    if (integrationLatency !== undefined) integration(integrationLatency);
  };
}
