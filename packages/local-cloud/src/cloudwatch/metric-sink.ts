import type { Metric } from './metric.ts';

/** Takes the metrics that the parts of the cloud report of themselves. */
export interface MetricSink {
  /**
   * A function that adds one sample of now with every call. Cheap: samples are kept in memory for a moment and
   * written together.
   */
  recorder(metric: Metric, unit: string): (value: number) => void;
}

/** A sink that drops everything. */
export const SILENT_METRICS: MetricSink = { recorder: () => () => {} };
