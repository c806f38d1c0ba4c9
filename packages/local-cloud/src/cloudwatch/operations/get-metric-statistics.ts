import type { CloudWatchOperation } from '../cloudwatch-call.ts';
import { invalidCombination, invalidValue } from '../cloudwatch-input.ts';
import { checkDataPoints, readPeriod, readRange } from '../period.ts';
import { statistic } from '../statistic-set.ts';

const MOST_DATA_POINTS = 1440;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export const getMetricStatistics: CloudWatchOperation = async ({ metrics, input }) => {
  const metric = input.metric();
  const range = readRange(input.requiredTime('StartTime'), input.requiredTime('EndTime'));
  const period = readPeriod(input.requiredNumber('Period'));
  const plain = input.texts('Statistics');
  const extended = input.texts('ExtendedStatistics');
  const wanted = input.text('Unit');
  if (plain.length + extended.length === 0) {
    throw invalidCombination(
      'At least one of the parameters Statistics and ExtendedStatistics must be specified.',
    );
  }
  for (const [list, percentiles] of [
    [plain, false],
    [extended, true],
  ] as const) {
    for (const name of list) {
      if (statistic(name) === undefined || name.startsWith('p') !== percentiles) {
        throw invalidValue(`The value ${name.slice(0, 64)} for parameter Statistics is invalid.`);
      }
    }
  }
  checkDataPoints(Math.ceil((range.end - range.start) / period), MOST_DATA_POINTS);

  const units = wanted === undefined ? metrics.units(metric) : [wanted];
  const points = await Promise.all(
    units.map(async (unit) => {
      const found = await metrics.read(metric, unit, range.start, range.end, period);
      return found.map(({ at, set }) => ({
        Timestamp: new Date(at),
        ...Object.fromEntries(plain.map((name) => [name, statistic(name)?.(set)])),
        ...(extended.length === 0
          ? {}
          : {
              ExtendedStatistics: Object.fromEntries(extended.map((name) => [name, statistic(name)?.(set)])),
            }),
        Unit: unit,
      }));
    }),
  );
  return { Label: metric.name, Datapoints: points.flat() };
};
