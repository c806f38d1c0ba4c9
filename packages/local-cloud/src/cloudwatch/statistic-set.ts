/** What is known of the samples of a while. */
export interface StatisticSet {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** How often each value came; undefined when only the four above were reported. */
  readonly values: readonly ValueCount[] | undefined;
}

export type ValueCount = readonly [value: number, count: number];

/** More different values than these are kept with fewer digits, the extremes apart. */
const MOST_VALUES = 200;

export function samples(values: readonly ValueCount[]): StatisticSet {
  let count = 0;
  let sum = 0;
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (const [value, times] of values) {
    count += times;
    sum += value * times;
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
  }
  return { count, sum, minimum, maximum, values: compacted(values) };
}

export function merged(one: StatisticSet, other: StatisticSet): StatisticSet {
  return {
    count: one.count + other.count,
    sum: one.sum + other.sum,
    minimum: Math.min(one.minimum, other.minimum),
    maximum: Math.max(one.maximum, other.maximum),
    values:
      one.values === undefined || other.values === undefined
        ? undefined
        : compacted([...one.values, ...other.values]),
  };
}

/** `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount`, or a percentile such as `p99.9`. */
export type Statistic = (set: StatisticSet) => number | undefined;

const PLAIN: Readonly<Record<string, Statistic>> = {
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

/**
 * The statistic of that name; undefined when there is none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function statistic(name: string): Statistic | undefined {
  if (Object.hasOwn(PLAIN, name)) return PLAIN[name];
  const percent = Number(/^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(name)?.[1] ?? Number.NaN);
  return percent <= 100 ? (set) => percentile(set, percent) : undefined;
}

/** The smallest value that so many of the samples do not exceed; of a set without values there is none. */
function percentile({ count, minimum, maximum, values }: StatisticSet, percent: number): number | undefined {
  if (minimum === maximum) return minimum;
  if (values === undefined) return undefined;
  const rank = (percent / 100) * count;
  let passed = 0;
  for (const [value, times] of values) {
    passed += times;
    if (passed >= rank) return value;
  }
  return maximum;
}

/** One entry for each value, in order. */
function compacted(values: readonly ValueCount[]): readonly ValueCount[] {
  let counts = counted(values, (value) => value);
  for (let digits = 3; counts.size > MOST_VALUES && digits > 0; digits -= 1) {
    counts = counted(counts, (value) => Number(value.toPrecision(digits)));
  }
  return [...counts].sort(([a], [b]) => a - b);
}

function counted(values: Iterable<ValueCount>, rounded: (value: number) => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [value, times] of values) {
    const key = rounded(value);
    counts.set(key, (counts.get(key) ?? 0) + times);
  }
  return counts;
}
