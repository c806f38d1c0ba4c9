import { type Dimension, type Metric, metric, UNITS } from './metric.ts';
import { type StatisticSet, samples } from './statistic-set.ts';

/** What one line of a log says about one metric. */
export interface EmbeddedSample {
  readonly metric: Metric;
  readonly unit: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly set: StatisticSet;
}

const MOST_DIMENSIONS = 30;
const MOST_VALUES = 100;
const TWO_WEEKS = 14 * 86_400_000;
const TWO_HOURS = 2 * 3_600_000;

/**
 * The metrics in a line of the embedded metric format; none in any other line. What of it does not follow the
 * format is passed over, as CloudWatch does.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(message: string, now: number): EmbeddedSample[] {
  // Most lines hold no metrics; looking is far cheaper than parsing.
  if (!message.includes('"CloudWatchMetrics"') || !message.trimStart().startsWith('{')) return [];
  const line = parsed(message);
  const meta = objectOf(line._aws);
  const { Timestamp: at, CloudWatchMetrics: directives } = meta;
  if (typeof at !== 'number' || at < now - TWO_WEEKS || at > now + TWO_HOURS) return [];
  if (!Array.isArray(directives)) return [];
  return directives.flatMap((directive) => samplesOf(objectOf(directive), line, at));
}

function samplesOf(
  { Namespace: namespace, Dimensions: sets, Metrics: definitions }: Readonly<Record<string, unknown>>,
  line: Readonly<Record<string, unknown>>,
  at: number,
): EmbeddedSample[] {
  if (typeof namespace !== 'string' || !Array.isArray(definitions)) return [];
  const dimensions = (Array.isArray(sets) && sets.length > 0 ? sets : [[]]).flatMap((names) => {
    const found = dimensionsOf(names, line);
    return found === undefined ? [] : [found];
  });
  return definitions.flatMap((definition) => {
    const { Name: name, Unit: unit = 'None' } = objectOf(definition);
    const set = typeof name === 'string' ? valuesOf(line[name]) : undefined;
    if (typeof name !== 'string' || set === undefined || typeof unit !== 'string') return [];
    return dimensions.map((own) => ({
      metric: metric(namespace, name, own),
      unit: UNITS.has(unit) ? unit : 'None',
      at,
      set,
    }));
  });
}

function dimensionsOf(names: unknown, line: Readonly<Record<string, unknown>>): Dimension[] | undefined {
  if (!Array.isArray(names) || names.length > MOST_DIMENSIONS) return undefined;
  const dimensions: Dimension[] = [];
  for (const name of names) {
    const value = typeof name === 'string' ? line[name] : undefined;
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    dimensions.push([String(name), String(value)]);
  }
  return dimensions;
}

function valuesOf(value: unknown): StatisticSet | undefined {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const numbers = values.filter((one) => typeof one === 'number').slice(0, MOST_VALUES);
  return numbers.length === 0 ? undefined : samples(numbers.map((one) => [one, 1]));
}

function parsed(message: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(message));
  } catch {
    return {};
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
