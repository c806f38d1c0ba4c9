import { createHash } from 'node:crypto';
import { AwsError } from '../aws/aws-error.ts';
import type { OrderedStore, StoreWrite } from '../store/ordered-store.ts';
import { RECORD } from './entry-key.ts';

const LIFETIME_MS = 10 * 60 * 1000;
/** How many old tokens a new one takes with it. */
const MAX_FORGOTTEN = 16;
const HASH_BYTES = 32;
const TOKENS = { gte: Buffer.from([RECORD.transaction]), lt: Buffer.from([RECORD.transaction + 1]) };

/** Which transactions were done in the last ten minutes, under the tokens that their clients gave them. */
export class TransactionTokens {
  readonly #store: OrderedStore;
  /** When each was done, oldest first; milliseconds since the epoch. */
  readonly #times = new Map<string, number>();

  private constructor(store: OrderedStore) {
    this.#store = store;
  }

  static async open(store: OrderedStore): Promise<TransactionTokens> {
    const tokens = new TransactionTokens(store);
    const known: [string, number][] = [];
    for await (const [key, value] of store.entries(TOKENS)) {
      known.push([key.toString('utf8', 1), value.readDoubleBE(HASH_BYTES)]);
    }
    known.sort(([, one], [, other]) => one - other);
    for (const [token, at] of known) tokens.#times.set(token, at);
    return tokens;
  }

  /**
   * Whether the transaction was done already.
   * Throws AwsError IdempotentParameterMismatchException when another one was, under the same token.
   */
  wasDone(token: string, content: object, now: number): boolean {
    const at = this.#times.get(token);
    const value = this.#store.get(tokenKey(token));
    if (at === undefined || value === undefined || now - at > LIFETIME_MS) return false;
    if (value.subarray(0, HASH_BYTES).equals(hashOf(content))) return true;
    throw new AwsError(
      'IdempotentParameterMismatchException',
      'The request uses the same client token as a previous, but non-identical request. ' +
        'Do not reuse a client token with different requests, unless the requests are identical',
    );
  }

  /** What is written together with a transaction, so that it is known to be done. */
  record(token: string, content: object, now: number): StoreWrite[] {
    const time = Buffer.alloc(8);
    time.writeDoubleBE(now);
    this.#times.delete(token);
    const writes = this.#forget(now);
    this.#times.set(token, now);
    writes.push({ type: 'put', key: tokenKey(token), value: Buffer.concat([hashOf(content), time]) });
    return writes;
  }

  #forget(now: number): StoreWrite[] {
    const writes: StoreWrite[] = [];
    for (const [token, at] of this.#times) {
      if (now - at <= LIFETIME_MS || writes.length === MAX_FORGOTTEN) break;
      this.#times.delete(token);
      writes.push({ type: 'del', key: tokenKey(token) });
    }
    return writes;
  }
}

/** The name of a token among the locks. Those of items begin with another character. */
export function tokenLock(token: string): string {
  return tokenKey(token).toString('latin1');
}

function tokenKey(token: string): Buffer {
  return Buffer.concat([Buffer.from([RECORD.transaction]), Buffer.from(token)]);
}

function hashOf(content: object): Buffer {
  return createHash('sha256').update(JSON.stringify(content)).digest();
}
