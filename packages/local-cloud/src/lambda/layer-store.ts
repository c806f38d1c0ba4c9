import { type Account, regionalArn } from '../aws/account.ts';
import { type JsonCollection, jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import type { CodeLocation } from './function-record.ts';

export interface LayerVersion {
  readonly arn: string;
  readonly content: CodeLocation;
  /** Of the template resource that made it. */
  readonly creationToken: string;
}

/** The layer versions of the account. */
export class LayerStore {
  readonly #account: Account;
  readonly #collection: JsonCollection<LayerVersion>;

  constructor(store: OrderedStore, account: Account) {
    this.#account = account;
    this.#collection = jsonCollection(store);
  }

  get(arn: string): LayerVersion | undefined {
    return this.#collection.get(arn);
  }

  /** What all layer versions are made of. */
  async contents(): Promise<CodeLocation[]> {
    const contents: CodeLocation[] = [];
    for await (const [, { content }] of this.#collection.list()) contents.push(content);
    return contents;
  }

  /** Publishes the layer's next version; the one that the same creation made before, if there is one. */
  async publish(name: string, content: CodeLocation, creationToken: string): Promise<LayerVersion> {
    const layer = regionalArn(this.#account, 'lambda', `layer:${name}`);
    let last = 0;
    for await (const [, version] of this.#collection.list(`${layer}:`)) {
      if (version.creationToken === creationToken) return version;
      last = Math.max(last, Number(version.arn.split(':').at(-1)));
    }
    const version = { arn: `${layer}:${last + 1}`, content, creationToken };
    await this.#collection.put(version.arn, version);
    return version;
  }

  delete(arn: string): Promise<void> {
    return this.#collection.delete(arn);
  }
}
