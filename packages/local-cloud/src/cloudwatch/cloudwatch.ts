import { AwsError } from '../aws/aws-error.ts';
import type { AwsService, ServiceCall } from '../aws/aws-service.ts';
import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import type { HttpResponse } from '../front-door/http.ts';
import type { LogLine } from '../logs/log-sink.ts';
import type { CloudWatchOperation } from './cloudwatch-call.ts';
import { CloudWatchInput } from './cloudwatch-input.ts';
import { embeddedMetrics } from './embedded-metrics.ts';
import type { MetricSink } from './metric-sink.ts';
import { MetricStore } from './metric-store.ts';
import { getMetricData } from './operations/get-metric-data.ts';
import { getMetricStatistics } from './operations/get-metric-statistics.ts';
import { listMetrics } from './operations/list-metrics.ts';
import { putMetricData } from './operations/put-metric-data.ts';
import { failure, readCall, success } from './wire.ts';

/** The operations that are served, by their names. */
export const CLOUDWATCH_OPERATIONS: ReadonlyMap<string, CloudWatchOperation> = new Map([
  ['GetMetricData', getMetricData],
  ['GetMetricStatistics', getMetricStatistics],
  ['ListMetrics', listMetrics],
  ['PutMetricData', putMetricData],
]);

const EXPIRE_EVERY_MS = 3_600_000;

/** CloudWatch's metrics: those that are put, those in the lines of logs, and those of the cloud itself. */
export interface CloudWatch extends CloudPart {
  /** Where the parts of the cloud report. */
  readonly sink: MetricSink;
  readonly metrics: Pick<MetricStore, 'metrics' | 'units' | 'read'>;
  /** Takes the metrics out of the lines of a log. */
  readLines(lines: readonly LogLine[]): void;
}

export async function createCloudWatch({ store, sources, journal }: PartContext): Promise<CloudWatch> {
  const metrics = await MetricStore.open(store, () => sources.now());
  let toldOfLimit = false;
  const dropped = (): void => {
    if (toldOfLimit) return;
    toldOfLimit = true;
    journal.write({
      source: 'cloudwatch',
      outcome: 'failed',
      rule: 'the number of metrics',
      text: 'There are so many metrics that new ones are dropped.',
      hint: 'Do not make ids of requests or people a dimension.',
    });
  };

  async function handle({ request, body, caller }: ServiceCall): Promise<HttpResponse> {
    const { name, input } = readCall(request, body);
    const operation = CLOUDWATCH_OPERATIONS.get(name);
    if (operation === undefined) {
      throw request.header('x-amz-target') === undefined
        ? new AwsError(
            'InvalidAction',
            `Could not find operation ${name.slice(0, 128)} for version 2010-08-01`,
          )
        : new AwsError('UnknownOperationException', `The operation ${name} is not supported.`);
    }
    if (caller === undefined) {
      throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
    }
    const read = new CloudWatchInput(input);
    const namespace = read.text('Namespace');
    caller.authorize({
      action: `cloudwatch:${name}`,
      resource: '*',
      ...(namespace === undefined ? {} : { context: { 'cloudwatch:namespace': namespace } }),
    });
    return success(name, await operation({ metrics, now: sources.now(), input: read }), request);
  }

  const expiry = setInterval(() => {
    // A failure here is a failure of the disk; whoever writes next reports it.
    metrics.expire().catch(() => {});
  }, EXPIRE_EVERY_MS);
  expiry.unref();

  const service: AwsService = { signingName: 'monitoring', isPublic: () => false, handle, failure };
  return {
    services: [service],
    providers: [],
    metrics,
    sink: { recorder: (metric, unit) => metrics.recorder(metric, unit, dropped) },
    readLines(lines) {
      for (const { message } of lines) {
        for (const { metric, unit, at, set } of embeddedMetrics(message, sources.now())) {
          if (!metrics.add(metric, unit, at, set)) dropped();
        }
      }
    },
    async close() {
      clearInterval(expiry);
      await metrics.flush();
    },
  };
}
