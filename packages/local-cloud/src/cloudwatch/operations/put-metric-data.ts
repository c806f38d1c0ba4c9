import { AwsError } from '../../aws/aws-error.ts';
import type { CloudWatchOperation } from '../cloudwatch-call.ts';
import { type CloudWatchInput, invalidCombination, invalidValue } from '../cloudwatch-input.ts';
import { type Metric, metric, UNITS } from '../metric.ts';
import { type StatisticSet, samples } from '../statistic-set.ts';

const MOST_DATA = 1000;
const MOST_VALUES = 150;
const TWO_WEEKS = 14 * 86_400_000;
const TWO_HOURS = 2 * 3_600_000;
/** -2^360 to 2^360. */
const LARGEST = 2 ** 360;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export const putMetricData: CloudWatchOperation = async ({ metrics, input, now }) => {
  input.refuse('EntityMetricData');
  input.flag('StrictEntityValidation', false);
  const namespace = input.requiredText('Namespace');
  if (namespace.startsWith('AWS/')) {
    throw invalidValue('The value AWS/ for parameter Namespace is invalid.');
  }
  if (namespace.startsWith(':') || namespace.length > 255) {
    throw invalidValue('The value for parameter Namespace is invalid.');
  }
  const data = input.objects('MetricData');
  if (data.length === 0) throw new AwsError('MissingParameter', 'The parameter MetricData is required.');
  if (data.length > MOST_DATA) {
    throw invalidValue(`The collection MetricData must not have a size greater than ${MOST_DATA}.`);
  }
  const read = data.map((datum) => readDatum(namespace, datum, now));
  for (const { metric, unit, at, set } of read) {
    if (metrics.add(metric, unit, at, set)) continue;
    throw new AwsError('LimitExceeded', 'The local cloud keeps no more metrics than it has.');
  }
  await metrics.flush();
  return undefined;
};

interface Datum {
  readonly metric: Metric;
  readonly unit: string;
  readonly at: number;
  readonly set: StatisticSet;
}

function readDatum(namespace: string, datum: CloudWatchInput, now: number): Datum {
  const name = datum.requiredText('MetricName');
  const unit = datum.text('Unit') ?? 'None';
  if (!UNITS.has(unit)) throw invalidValue(`The value ${unit.slice(0, 64)} for parameter Unit is invalid.`);
  const resolution = datum.number('StorageResolution');
  if (resolution !== undefined && resolution !== 1 && resolution !== 60) {
    throw invalidValue('The parameter StorageResolution must be 1 or 60.');
  }
  const at = datum.time('Timestamp') ?? now;
  if (at < now - TWO_WEEKS || at > now + TWO_HOURS) {
    throw invalidValue(
      'The parameter Timestamp must specify a time no more than two weeks in the past and no more than two hours in the future.',
    );
  }
  return { metric: metric(namespace, name, datum.dimensions()), unit, at, set: readValues(name, datum) };
}

function readValues(name: string, datum: CloudWatchInput): StatisticSet {
  const value = datum.number('Value');
  const values = datum.numbers('Values');
  const statistics = datum.object('StatisticValues');
  if ([value, values, statistics].filter((one) => one !== undefined).length !== 1) {
    throw invalidCombination(
      `Exactly one of the parameters Value, Values and StatisticValues must be specified for ${name.slice(0, 255)}.`,
    );
  }
  if (statistics !== undefined) {
    const set: StatisticSet = {
      count: statistics.requiredNumber('SampleCount'),
      sum: statistics.requiredNumber('Sum'),
      minimum: statistics.requiredNumber('Minimum'),
      maximum: statistics.requiredNumber('Maximum'),
      values: undefined,
    };
    if (set.count <= 0 || set.minimum > set.maximum) {
      throw invalidValue('SampleCount must be positive, and Minimum no more than Maximum.');
    }
    return set;
  }
  const given = values ?? [value ?? 0];
  const counts = datum.numbers('Counts') ?? given.map(() => 1);
  if (given.length === 0 || given.length > MOST_VALUES || counts.length !== given.length) {
    throw invalidValue(`Values must have 1 to ${MOST_VALUES} members, and Counts as many.`);
  }
  if (counts.some((count) => count <= 0)) throw invalidValue('Counts must be positive.');
  if (given.some((one) => Math.abs(one) > LARGEST)) {
    throw invalidValue('Values must be in the range of -2^360 to 2^360.');
  }
  return samples(given.map((one, index) => [one, counts[index] ?? 1]));
}
