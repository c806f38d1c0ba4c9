/** The name of one dimension and its value. */
export type Dimension = readonly [name: string, value: string];

/** What tells one metric from another. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  /** By name. */
  readonly dimensions: readonly Dimension[];
}

/** The units that a metric may have. */
export const UNITS: ReadonlySet<string> = new Set([
  'Seconds',
  'Microseconds',
  'Milliseconds',
  'None',
  'Percent',
  'Count',
  'Count/Second',
  ...['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes'].flatMap((unit) => [
    unit,
    `${unit}/Second`,
  ]),
  ...['Bits', 'Kilobits', 'Megabits', 'Gigabits', 'Terabits'].flatMap((unit) => [unit, `${unit}/Second`]),
]);

export function metric(namespace: string, name: string, dimensions: readonly Dimension[]): Metric {
  return { namespace, name, dimensions: dimensions.toSorted(([a], [b]) => (a < b ? -1 : 1)) };
}

/** One text for each metric and unit. */
export function seriesKey({ namespace, name, dimensions }: Metric, unit: string): string {
  return JSON.stringify([namespace, name, unit, ...dimensions.flat()]);
}
