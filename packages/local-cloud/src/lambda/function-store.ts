import { type JsonCollection, jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import type { FunctionRecord } from './function-record.ts';

/** The functions of the account: all of them in memory, each change on the disk before it is seen. */
export class FunctionStore {
  readonly #collection: JsonCollection<FunctionRecord>;
  readonly #records: Map<string, FunctionRecord>;
  readonly #changed: (name: string) => void;

  private constructor(
    collection: JsonCollection<FunctionRecord>,
    records: Map<string, FunctionRecord>,
    changed: (name: string) => void,
  ) {
    this.#collection = collection;
    this.#records = records;
    this.#changed = changed;
  }

  /** `changed` hears of every function that was put or deleted. */
  static async open(store: OrderedStore, changed: (name: string) => void): Promise<FunctionStore> {
    const collection = jsonCollection<FunctionRecord>(store);
    const records = new Map<string, FunctionRecord>();
    for await (const [name, record] of collection.list()) records.set(name, record);
    return new FunctionStore(collection, records, changed);
  }

  get(name: string): FunctionRecord | undefined {
    return this.#records.get(name);
  }

  /** By name. */
  list(): FunctionRecord[] {
    return [...this.#records.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async put(record: FunctionRecord): Promise<void> {
    await this.#collection.put(record.name, record);
    this.#records.set(record.name, record);
    this.#changed(record.name);
  }

  async delete(name: string): Promise<void> {
    await this.#collection.delete(name);
    this.#records.delete(name);
    this.#changed(name);
  }
}
