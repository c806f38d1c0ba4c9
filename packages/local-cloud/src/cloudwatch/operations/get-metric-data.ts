import { AwsError } from '../../aws/aws-error.ts';
import type { CloudWatchCall, CloudWatchOperation } from '../cloudwatch-call.ts';
import { type CloudWatchInput, invalidCombination, invalidValue } from '../cloudwatch-input.ts';
import type { Metric } from '../metric.ts';
import { pageToken, readPageToken } from '../page-token.ts';
import { readPeriod, readRange } from '../period.ts';
import { merged, type Statistic, type StatisticSet, statistic } from '../statistic-set.ts';

const MOST_QUERIES = 500;
const MOST_DATA_POINTS = 100_800;

/** One series that is asked for. */
interface Query {
  readonly id: string;
  readonly label: string;
  readonly metric: Metric;
  /** Milliseconds. */
  readonly period: number;
  readonly statistic: Statistic;
  readonly unit: string | undefined;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const getMetricData: CloudWatchOperation = async (call) => {
  const { input } = call;
  const range = readRange(input.requiredTime('StartTime'), input.requiredTime('EndTime'));
  const scan = input.text('ScanBy') ?? 'TimestampDescending';
  if (scan !== 'TimestampDescending' && scan !== 'TimestampAscending') {
    throw invalidValue(`The value ${scan.slice(0, 64)} for parameter ScanBy is invalid.`);
  }
  const most = input.number('MaxDatapoints') ?? MOST_DATA_POINTS;
  if (!Number.isInteger(most) || most < 1 || most > MOST_DATA_POINTS) {
    throw invalidValue(`The parameter MaxDatapoints must be between 1 and ${MOST_DATA_POINTS}.`);
  }
  const given = readPageToken(input.text('NextToken'));
  const queries = readQueries(input.objects('MetricDataQueries'));

  // Points count over all series, in the order in which the caller named them.
  let before = 0;
  const results = [];
  for (const query of queries) {
    const points = await pointsOf(call, query, range);
    if (scan === 'TimestampDescending') points.reverse();
    const page = points.slice(Math.max(0, given - before), Math.max(0, given + most - before));
    before += points.length;
    results.push({
      Id: query.id,
      Label: query.label,
      Timestamps: page.map(([at]) => new Date(at)),
      Values: page.map(([, value]) => value),
      StatusCode: before > given + most ? 'PartialData' : 'Complete',
    });
  }
  return {
    MetricDataResults: results,
    NextToken: before > given + most ? pageToken(given + most) : undefined,
    Messages: [],
  };
};

function readQueries(list: readonly CloudWatchInput[]): readonly Query[] {
  if (list.length === 0)
    throw new AwsError('MissingParameter', 'The parameter MetricDataQueries is required.');
  if (list.length > MOST_QUERIES) {
    throw invalidValue(`The collection MetricDataQueries must not have a size greater than ${MOST_QUERIES}.`);
  }
  const shown = list.filter((query) => query.flag('ReturnData', true)).map(readQuery);
  if (new Set(shown.map(({ id }) => id)).size < shown.length) {
    throw invalidValue('The ids of the MetricDataQueries must be different.');
  }
  return shown;
}

function readQuery(query: CloudWatchInput): Query {
  query.refuse('Expression', 'AccountId');
  const id = query.requiredText('Id');
  if (!/^[a-z][a-zA-Z0-9_]{0,254}$/.test(id)) {
    throw invalidValue(
      `The value ${id.slice(0, 64)} for parameter Id is invalid: it must begin with a lower-case letter and hold letters, digits and underscores.`,
    );
  }
  const stat = query.object('MetricStat');
  if (stat === undefined) {
    throw invalidCombination('Exactly one of the parameters MetricStat and Expression must be specified.');
  }
  const metric = stat.object('Metric')?.metric();
  if (metric === undefined)
    throw new AwsError('MissingParameter', 'The parameter MetricStat.Metric is required.');
  const name = stat.requiredText('Stat');
  const found = statistic(name);
  if (found === undefined)
    throw invalidValue(`The value ${name.slice(0, 64)} for parameter MetricStat.Stat is invalid.`);
  return {
    id,
    label: query.text('Label') ?? metric.name,
    metric,
    period: readPeriod(stat.requiredNumber('Period')),
    statistic: found,
    unit: stat.text('Unit'),
  };
}

/** Oldest first. Without a unit, the samples of all of them count. */
async function pointsOf(
  { metrics }: CloudWatchCall,
  { metric, period, statistic: of, unit }: Query,
  range: { readonly start: number; readonly end: number },
): Promise<[at: number, value: number][]> {
  const sets = new Map<number, StatisticSet>();
  for (const one of unit === undefined ? metrics.units(metric) : [unit]) {
    for (const { at, set } of await metrics.read(metric, one, range.start, range.end, period)) {
      const other = sets.get(at);
      sets.set(at, other === undefined ? set : merged(other, set));
    }
  }
  return [...sets]
    .sort(([a], [b]) => a - b)
    .flatMap(([at, set]): [number, number][] => {
      const value = of(set);
      return value === undefined ? [] : [[at, value]];
    });
}
