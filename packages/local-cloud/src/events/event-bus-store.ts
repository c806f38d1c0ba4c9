import { type Account, regionalArn } from '../aws/account.ts';
import { type JsonCollection, jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';

/** A bus besides the default one, which is always there. */
interface EventBusRecord {
  readonly name: string;
  /** Of the template resource that made it. */
  readonly creationToken: string;
}

export const DEFAULT_BUS = 'default';

/** The event buses of the account. */
export class EventBusStore {
  readonly #account: Account;
  readonly #collection: JsonCollection<EventBusRecord>;

  constructor(store: OrderedStore, account: Account) {
    this.#account = account;
    this.#collection = jsonCollection(store);
  }

  get(name: string): EventBusRecord | undefined {
    return this.#collection.get(name);
  }

  has(name: string): boolean {
    return name === DEFAULT_BUS || this.get(name) !== undefined;
  }

  put(record: EventBusRecord): Promise<void> {
    return this.#collection.put(record.name, record);
  }

  delete(name: string): Promise<void> {
    return this.#collection.delete(name);
  }

  arnOf(name: string): string {
    return regionalArn(this.#account, 'events', `event-bus/${name}`);
  }

  /** The name in an ARN of a bus of this account; anything else is a name already. */
  nameIn(nameOrArn: string): string {
    const prefix = this.arnOf('');
    return nameOrArn.startsWith(prefix) ? nameOrArn.slice(prefix.length) : nameOrArn;
  }
}
