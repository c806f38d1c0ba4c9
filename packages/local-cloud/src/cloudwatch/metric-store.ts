import type { OrderedStore, StoreWrite } from '../store/ordered-store.ts';
import { type Metric, seriesKey } from './metric.ts';
import { merged, type StatisticSet, samples, type ValueCount } from './statistic-set.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** For how long a resolution is kept, as CloudWatch keeps them. */
const TIERS = [
  { width: MINUTE, keptFor: 15 * DAY },
  { width: HOUR, keptFor: 455 * DAY },
] as const;

/** So many metrics may there be; what would be one more is dropped. */
const MOST_METRICS = 20_000;
const GATHER_MS = 5_000;
const KEY_BYTES = 13;
/** A metric is listed for this long after its last sample. */
const LISTED_FOR = 14 * DAY;

/** A metric in one unit, as it is kept. */
interface Series {
  /** Begins its keys. */
  readonly id: number;
  readonly metric: Metric;
  readonly unit: string;
  /** Milliseconds since the epoch, to the hour. */
  readonly lastAt: number;
}

/** The samples of one minute that are not written yet. */
interface Gathered {
  readonly series: Series;
  readonly minute: number;
  /** How often each value came. */
  readonly counts: Map<number, number>;
  /** What came without its values. */
  bare: StatisticSet | undefined;
  /** Whether it is on its way to the disk and takes no more. */
  taken: boolean;
}

/** The samples of a stretch of time. */
export interface DataPoint {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly set: StatisticSet;
}

/**
 * Metrics on the disk: statistics of each minute for 15 days and of each hour for 455 days. Samples are gathered
 * in memory and written together; every reader waits for what was gathered.
 */
export class MetricStore {
  readonly #now: () => number;
  readonly #index: OrderedStore;
  readonly #points: OrderedStore;
  readonly #series = new Map<string, Series>();
  /** What is not written yet, by series and minute. */
  #gathered = new Map<string, Gathered>();
  #nextId = 1;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(store: OrderedStore, now: () => number) {
    this.#now = now;
    this.#index = store.namespace('index');
    this.#points = store.namespace('points');
  }

  static async open(store: OrderedStore, now: () => number): Promise<MetricStore> {
    const metrics = new MetricStore(store, now);
    for await (const [key, value] of metrics.#index.entries()) {
      const series: Series = JSON.parse(value.toString());
      metrics.#series.set(key.toString(), series);
      metrics.#nextId = Math.max(metrics.#nextId, series.id + 1);
    }
    return metrics;
  }

  /** Adds samples. Gives false when there are too many metrics already. */
  add(metric: Metric, unit: string, at: number, set: StatisticSet): boolean {
    const gathered = this.#gatheredOf(metric, unit, at);
    if (gathered === undefined) return false;
    if (set.values === undefined) {
      gathered.bare = gathered.bare === undefined ? set : merged(gathered.bare, set);
    } else count(gathered.counts, set.values);
    return true;
  }

  /** Adds one sample of now with every call. `dropped` is called when there are too many metrics already. */
  recorder(metric: Metric, unit: string, dropped: () => void): (value: number) => void {
    let gathered: Gathered | undefined;
    return (value) => {
      const now = this.#now();
      if (gathered === undefined || gathered.taken || gathered.minute + MINUTE <= now) {
        gathered = this.#gatheredOf(metric, unit, now);
        if (gathered === undefined) return dropped();
      }
      const { counts } = gathered;
      counts.set(value, (counts.get(value) ?? 0) + 1);
    };
  }

  /** Resolves when everything that was added is durable. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const written = this.#writing.then(() => this.#write());
    this.#writing = written.catch(() => {});
    return written;
  }

  /** The metrics that had samples lately, in a fixed order. */
  metrics(since: number = this.#now() - LISTED_FOR): Metric[] {
    const listed = new Map<string, Metric>();
    for (const { metric, lastAt } of this.#series.values()) {
      if (lastAt + HOUR > since) listed.set(seriesKey(metric, ''), metric);
    }
    return [...listed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, metric]) => metric);
  }

  /** The units in which a metric was reported. */
  units(metric: Metric): string[] {
    const wanted = seriesKey(metric, '');
    return [...this.#series.values()]
      .filter((series) => seriesKey(series.metric, '') === wanted)
      .map(({ unit }) => unit);
  }

  /** The samples from `start` on and before `end`, in stretches of `period` (all milliseconds), oldest first. */
  async read(metric: Metric, unit: string, start: number, end: number, period: number): Promise<DataPoint[]> {
    await this.flush();
    const series = this.#series.get(seriesKey(metric, unit));
    if (series === undefined) return [];
    const tier = start < this.#now() - TIERS[0].keptFor ? 1 : 0;
    const width = TIERS[tier].width;
    const first = Math.floor(start / width) * width;
    const points = new Map<number, StatisticSet>();
    const range = { gte: keyOf(tier, series.id, first), lt: keyOf(tier, series.id, Math.max(first, end)) };
    for await (const [key, value] of this.#points.entries(range)) {
      const at = first + Math.floor((timeOf(key) - first) / period) * period;
      const set = decode(value);
      const before = points.get(at);
      points.set(at, before === undefined ? set : merged(before, set));
    }
    return [...points].map(([at, set]) => ({ at, set }));
  }

  /** Removes what is older than it is kept, and the metrics of which nothing is left. */
  async expire(): Promise<void> {
    await this.flush();
    for (const [key, { id, lastAt }] of this.#series) {
      for (const [tier, { keptFor }] of TIERS.entries()) {
        await this.#points.clear({ gte: keyOf(tier, id, 0), lt: keyOf(tier, id, this.#now() - keptFor) });
      }
      if (lastAt + HOUR > this.#now() - TIERS[1].keptFor) continue;
      this.#series.delete(key);
      await this.#index.write([{ type: 'del', key: Buffer.from(key) }]);
    }
  }

  #gatheredOf(metric: Metric, unit: string, at: number): Gathered | undefined {
    const series = this.#seriesOf(metric, unit, at);
    if (series === undefined) return undefined;
    const minute = Math.floor(at / MINUTE) * MINUTE;
    const key = `${series.id} ${minute}`;
    const known = this.#gathered.get(key);
    if (known !== undefined) return known;
    const gathered: Gathered = { series, minute, counts: new Map(), bare: undefined, taken: false };
    this.#gathered.set(key, gathered);
    this.#timer ??= setTimeout(() => {
      // A failure here is a failure of the disk; whoever writes next reports it.
      this.flush().catch(() => {});
    }, GATHER_MS).unref();
    return gathered;
  }

  #seriesOf(metric: Metric, unit: string, at: number): Series | undefined {
    const key = seriesKey(metric, unit);
    const known = this.#series.get(key);
    const hour = Math.floor(at / HOUR) * HOUR;
    if (known !== undefined && known.lastAt >= hour) return known;
    if (known === undefined && this.#series.size >= MOST_METRICS) return undefined;
    const series = { id: known?.id ?? this.#nextId++, metric, unit, lastAt: hour };
    this.#series.set(key, series);
    return series;
  }

  async #write(): Promise<void> {
    const gathered = [...this.#gathered.values()];
    if (gathered.length === 0) return;
    this.#gathered = new Map();
    for (const one of gathered) one.taken = true;
    // The index first: points whose series is not known would be found by the next one that gets its number.
    const keys = new Set(gathered.map(({ series }) => seriesKey(series.metric, series.unit)));
    await this.#index.write(
      [...keys].map((key): StoreWrite => {
        const series = JSON.stringify(this.#series.get(key));
        return { type: 'put', key: Buffer.from(key), value: Buffer.from(series) };
      }),
    );
    const points = new Map<string, { readonly key: Buffer; set: StatisticSet }>();
    for (const one of gathered) {
      const { series, minute } = one;
      const set = setOf(one);
      for (const [tier, { width }] of TIERS.entries()) {
        const key = keyOf(tier, series.id, Math.floor(minute / width) * width);
        const id = key.toString('latin1');
        const kept = points.get(id)?.set ?? stored(this.#points.get(key));
        points.set(id, { key, set: kept === undefined ? set : merged(kept, set) });
      }
    }
    await this.#points.write(
      [...points.values()].map(({ key, set }): StoreWrite => ({ type: 'put', key, value: encode(set) })),
    );
  }
}

function setOf({ counts, bare }: Gathered): StatisticSet {
  if (counts.size === 0 && bare !== undefined) return bare;
  const set = samples([...counts]);
  return bare === undefined ? set : merged(set, bare);
}

function count(counts: Map<number, number>, values: readonly ValueCount[]): void {
  for (const [value, times] of values) counts.set(value, (counts.get(value) ?? 0) + times);
}

/** The tier, the series and the time as bytes that sort in this order. */
function keyOf(tier: number, id: number, at: number): Buffer {
  const key = Buffer.alloc(KEY_BYTES);
  key.writeUInt8(tier);
  key.writeUIntBE(id, 1, 6);
  key.writeUIntBE(Math.max(0, at), 7, 6);
  return key;
}

function timeOf(key: Buffer): number {
  return key.readUIntBE(7, 6);
}

function encode({ count, sum, minimum, maximum, values }: StatisticSet): Buffer {
  return Buffer.from(JSON.stringify([count, sum, minimum, maximum, values ?? null]));
}

function decode(value: Buffer): StatisticSet {
  const [count, sum, minimum, maximum, values] = JSON.parse(value.toString());
  return { count, sum, minimum, maximum, values: values ?? undefined };
}

function stored(value: Buffer | undefined): StatisticSet | undefined {
  return value === undefined ? undefined : decode(value);
}
