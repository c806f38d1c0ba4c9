import type { IndexChange } from './index-entries.ts';
import type { IndexDefinition } from './table-definition.ts';

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

/** What operations on one table consume, summed up. */
export class Consumption {
  readonly tableName: string;
  #table = 0;
  #total = 0;
  readonly #global = new Map<string, number>();
  readonly #local = new Map<string, number>();

  constructor(tableName: string) {
    this.tableName = tableName;
  }

  addTable(units: number): void {
    this.#table += units;
    this.#total += units;
  }

  addIndex(index: IndexDefinition, units: number): void {
    const kind = index.kind === 'global' ? this.#global : this.#local;
    kind.set(index.name, (kind.get(index.name) ?? 0) + units);
    this.#total += units;
  }

  /** One write of an item and of the index entries that followed; a transaction costs twice as much. */
  addWrite(size: number, changes: readonly IndexChange[], factor = 1): void {
    this.addTable(writeUnits(size) * factor);
    for (const { index, sizes } of changes) {
      this.addIndex(index, sizes.reduce((units, each) => units + writeUnits(each), 0) * factor);
    }
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
