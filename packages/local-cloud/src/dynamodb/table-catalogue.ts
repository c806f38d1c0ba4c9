import type { OrderedStore, StoreWrite } from '../store/ordered-store.ts';
import { itemsPrefix, RECORD } from './entry-key.ts';
import { prefixRange } from './key-range.ts';
import { storedSize } from './stored-item.ts';
import { TABLE_INDEX_NUMBER, type TableDefinition } from './table-definition.ts';
import { TableGate } from './table-gate.ts';
import { tableNotFound } from './table-not-found.ts';

/** A table that is there. `definition` is replaced when the table changes, never changed itself. */
export class Table {
  definition: TableDefinition;
  readonly gate: TableGate = new TableGate();
  /** How many items the table has, and their bytes. */
  readonly statistics: { items: number; bytes: number } = { items: 0, bytes: 0 };

  /** Whether the table was deleted, which who waited at its gate learns behind it. */
  deleted = false;

  constructor(definition: TableDefinition) {
    this.definition = definition;
  }

  /**
   * Runs `work`, which writes items, while the table itself does not change.
   * Throws AwsError ResourceNotFoundException when it was deleted meanwhile.
   */
  writing<T>(work: () => Promise<T>): Promise<T> {
    return this.gate.shared(() => {
      if (this.deleted) throw tableNotFound();
      return work();
    });
  }
}

const NEXT_NUMBER_KEY = Buffer.from([RECORD.nextTableNumber]);
const STATISTICS_KEY = Buffer.from([RECORD.statistics]);
const TABLES = { gte: Buffer.from([RECORD.table]), lt: Buffer.from([RECORD.table + 1]) };
const GARBAGE = { gte: Buffer.from([RECORD.garbage]), lt: Buffer.from([RECORD.garbage + 1]) };

/** The tables, in memory and in the store. */
export class TableCatalogue {
  readonly #store: OrderedStore;
  readonly #tables = new Map<string, Table>();
  #nextNumber = 1;
  /** Work in the background; it ends before the cloud does. */
  #running: Promise<void> = Promise.resolve();
  #closing = false;
  /** How many tables are still being counted. */
  #uncounted = 0;

  private constructor(store: OrderedStore) {
    this.#store = store;
  }

  static async open(store: OrderedStore): Promise<TableCatalogue> {
    const catalogue = new TableCatalogue(store);
    const next = store.get(NEXT_NUMBER_KEY);
    if (next !== undefined) catalogue.#nextNumber = next.readUInt32BE(0);
    for await (const [, value] of store.entries(TABLES)) {
      const definition: TableDefinition = JSON.parse(value.toString());
      catalogue.#tables.set(definition.name, new Table(definition));
      catalogue.#nextNumber = Math.max(catalogue.#nextNumber, definition.number + 1);
    }
    for await (const [key] of store.entries(GARBAGE)) catalogue.#clear(key.subarray(1));
    await catalogue.#readStatistics();
    return catalogue;
  }

  /** Ends what runs, and keeps what is only in memory. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.settled();
    // Half a count is worse than none.
    if (this.#uncounted > 0) return;
    const entries = this.all().map(({ definition, statistics }) => [definition.number, statistics]);
    const value = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
    await this.#store.write([{ type: 'put', key: STATISTICS_KEY, value }]);
  }

  get(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  /** Every table, by the order of their names. */
  all(): Table[] {
    return [...this.#tables.values()].sort((left, right) =>
      left.definition.name < right.definition.name ? -1 : 1,
    );
  }

  /** Adds the table that `define` describes, given the number it gets. Its name must be free. */
  async add(define: (number: number) => TableDefinition): Promise<Table> {
    const number = this.#nextNumber++;
    const next = Buffer.alloc(4);
    next.writeUInt32BE(this.#nextNumber);
    const table = new Table(define(number));
    // Taken at once, so that of two who ask for one name the second is told so.
    this.#tables.set(table.definition.name, table);
    try {
      await this.#store.write([
        { type: 'put', key: NEXT_NUMBER_KEY, value: next },
        definitionWrite(table.definition),
      ]);
    } catch (error) {
      this.#tables.delete(table.definition.name);
      throw error;
    }
    return table;
  }

  /** Makes `definition` the table's, together with `writes`. */
  async change(table: Table, definition: TableDefinition, writes: readonly StoreWrite[] = []): Promise<void> {
    await this.#store.write([definitionWrite(definition), ...writes]);
    table.definition = definition;
  }

  /** The same; what begins with one of `dropped` is cleared away afterwards. */
  async changeAndClear(table: Table, definition: TableDefinition, dropped: readonly Buffer[]): Promise<void> {
    await this.change(table, definition, dropped.map(garbageWrite));
    for (const prefix of dropped) this.#clear(prefix);
  }

  /** Removes the table. Its items are cleared away afterwards. */
  async remove(table: Table): Promise<void> {
    const { name, number } = table.definition;
    const prefixes = tablePrefixes(number);
    await this.#store.write([{ type: 'del', key: tableKey(name) }, ...prefixes.map(garbageWrite)]);
    table.deleted = true;
    this.#tables.delete(name);
    for (const prefix of prefixes) this.#clear(prefix);
  }

  /** Does work behind what is already being done. What fails, because the store closes, is done at the next start. */
  background(work: () => Promise<void>): void {
    this.#running = this.#running.then(work).catch(() => {});
  }

  /** Whether long work in the background shall end early; it is done at the next start. */
  get closing(): boolean {
    return this.#closing;
  }

  /** Resolves when no work is left in the background. */
  settled(): Promise<void> {
    return this.#running;
  }

  /** Takes the statistics that the last stop left; after a crash there are none, and items are counted. */
  async #readStatistics(): Promise<void> {
    const value = this.#store.get(STATISTICS_KEY);
    if (value === undefined) {
      for (const table of this.#tables.values()) this.#count(table);
      return;
    }
    const statistics: Record<string, { items: number; bytes: number }> = JSON.parse(value.toString());
    for (const { definition, statistics: own } of this.#tables.values()) {
      Object.assign(own, statistics[definition.number]);
    }
    await this.#store.write([{ type: 'del', key: STATISTICS_KEY }]);
  }

  /** Counts the items of now in the background, onto what is written meanwhile. */
  #count({ definition, statistics }: Table): void {
    const entries = this.#store.entries(prefixRange(itemsPrefix(definition.number, TABLE_INDEX_NUMBER)));
    this.#uncounted += 1;
    const counting = (async () => {
      for await (const [, value] of entries) {
        if (this.#closing) return;
        statistics.items += 1;
        statistics.bytes += storedSize(value);
      }
      this.#uncounted -= 1;
    })();
    // Whether it fails is seen where it is waited for.
    counting.catch(() => {});
    this.background(() => counting);
  }

  #clear(prefix: Buffer): void {
    this.background(async () => {
      await this.#store.clear(prefixRange(prefix));
      await this.#store.write([{ type: 'del', key: garbageKey(prefix) }]);
    });
  }
}

/** The beginnings of everything that a table keeps beside its definition. */
function tablePrefixes(number: number): Buffer[] {
  return [RECORD.item, RECORD.streamRecord, RECORD.expiry].map((kind) => {
    const prefix = Buffer.alloc(5);
    prefix[0] = kind;
    prefix.writeUInt32BE(number, 1);
    return prefix;
  });
}

const tableKey = (name: string): Buffer => Buffer.concat([Buffer.from([RECORD.table]), Buffer.from(name)]);
const garbageKey = (prefix: Buffer): Buffer => Buffer.concat([Buffer.from([RECORD.garbage]), prefix]);
const garbageWrite = (prefix: Buffer): StoreWrite => ({
  type: 'put',
  key: garbageKey(prefix),
  value: Buffer.alloc(0),
});

function definitionWrite(definition: TableDefinition): StoreWrite {
  return { type: 'put', key: tableKey(definition.name), value: Buffer.from(JSON.stringify(definition)) };
}
