import type { IndexChange } from './index-entries.ts';
import type { IndexDefinition } from './table-definition.ts';
import type { DynamoDbMetrics, TableMetrics } from './table-metrics.ts';

/** Whether and how an answer tells what it consumed. */
export type ReturnConsumedCapacity = 'INDEXES' | 'TOTAL' | 'NONE';

const READ_UNIT = 4 * 1024;
const WRITE_UNIT = 1024;

/** How a read is billed. */
export type ReadKind = 'eventual' | 'consistent' | 'transactional';
const READ_FACTOR: Readonly<Record<ReadKind, number>> = { eventual: 0.5, consistent: 1, transactional: 2 };

/** Read units for `size` bytes; reading nothing costs as much as reading the least. */
export function readUnits(size: number, kind: ReadKind): number {
  return Math.max(1, Math.ceil(size / READ_UNIT)) * READ_FACTOR[kind];
}

/** Write units for an item of `size` bytes. */
export function writeUnits(size: number): number {
  return Math.max(1, Math.ceil(size / WRITE_UNIT));
}

/** ConsumedCapacity as the wire has it. */
export type ConsumedCapacity = Readonly<Record<string, unknown>>;

/** What a request consumes of one table, summed up for its answer and reported as metrics. */
export class Consumption {
  readonly tableName: string;
  readonly #metrics: TableMetrics;
  #table = 0;
  #total = 0;
  readonly #global = new Map<string, number>();
  readonly #local = new Map<string, number>();

  constructor(tableName: string, metrics: DynamoDbMetrics) {
    this.tableName = tableName;
    this.#metrics = metrics.table(tableName);
  }

  /** A read of the table. */
  addRead(units: number): void {
    this.#addTable(units);
    this.#metrics.read(units);
  }

  /** A read of an index. */
  addIndexRead(index: IndexDefinition, units: number): void {
    this.#addIndex(index, units);
    if (index.kind === 'global') this.#metrics.readIndex(index.name, units);
    else this.#metrics.read(units);
  }

  /** One write of an item and of the index entries that followed; a transaction costs twice as much. */
  addWrite(size: number, changes: readonly IndexChange[], factor = 1): void {
    const own = writeUnits(size) * factor;
    let table = own;
    this.#addTable(own);
    for (const { index, sizes } of changes) {
      const units = sizes.reduce((sum, each) => sum + writeUnits(each), 0) * factor;
      this.#addIndex(index, units);
      if (index.kind === 'global') this.#metrics.writeIndex(index.name, units);
      else table += units;
    }
    this.#metrics.write(table);
  }

  #addTable(units: number): void {
    this.#table += units;
    this.#total += units;
  }

  #addIndex(index: IndexDefinition, units: number): void {
    const kind = index.kind === 'global' ? this.#global : this.#local;
    kind.set(index.name, (kind.get(index.name) ?? 0) + units);
    this.#total += units;
  }

  /**
   * The answer's member; undefined when none was asked for. `kind` names the direction, which the answers
   * of transactions spell out.
   */
  describe(
    asked: ReturnConsumedCapacity | undefined,
    kind?: 'ReadCapacityUnits' | 'WriteCapacityUnits',
  ): ConsumedCapacity | undefined {
    if (asked === undefined || asked === 'NONE') return undefined;
    const units = (count: number): Record<string, number> => ({
      CapacityUnits: count,
      ...(kind && { [kind]: count }),
    });
    const each = (counts: ReadonlyMap<string, number>): Record<string, unknown> | undefined =>
      counts.size === 0
        ? undefined
        : Object.fromEntries([...counts].map(([name, count]) => [name, units(count)]));
    const total = { TableName: this.tableName, ...units(this.#total) };
    if (asked === 'TOTAL') return total;
    return {
      ...total,
      Table: units(this.#table),
      GlobalSecondaryIndexes: each(this.#global),
      LocalSecondaryIndexes: each(this.#local),
    };
  }
}

/** The same of a request about several tables. */
export class Consumptions {
  readonly #metrics: DynamoDbMetrics;
  readonly #tables = new Map<string, Consumption>();

  constructor(metrics: DynamoDbMetrics) {
    this.#metrics = metrics;
  }

  of(tableName: string): Consumption {
    const known = this.#tables.get(tableName);
    if (known !== undefined) return known;
    const fresh = new Consumption(tableName, this.#metrics);
    this.#tables.set(tableName, fresh);
    return fresh;
  }

  /** The answer's member, one entry a table in the order in which they were named. */
  describe(...asked: Parameters<Consumption['describe']>): readonly ConsumedCapacity[] | undefined {
    const each = [...this.#tables.values()].map((one) => one.describe(...asked));
    const told = each.filter((capacity) => capacity !== undefined);
    return told.length === 0 ? undefined : told;
  }
}
