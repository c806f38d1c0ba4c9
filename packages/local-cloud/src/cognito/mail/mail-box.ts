import type { Sources } from '../../aws/sources.ts';
import { type JsonCollection, jsonCollection } from '../../store/json-collection.ts';
import type { OrderedStore } from '../../store/ordered-store.ts';

/** A message that AWS would have mailed or texted. */
export interface Message {
  readonly id: string;
  /** The sender that the pool names, for mail. */
  readonly from?: string;
  /** An address, or a phone number. */
  readonly to: string;
  readonly medium: 'EMAIL' | 'SMS';
  readonly subject: string;
  readonly body: string;
  /** The code or the temporary password inside, where there is one. */
  readonly code?: string;
  /** RFC 3339. */
  readonly sentAt: string;
  readonly poolId: string;
}

export type Outgoing = Omit<Message, 'id' | 'sentAt'>;

/** Where the messages of all pools arrive. */
export interface MailBox {
  deliver(message: Outgoing): Promise<Message>;
  /** Newest first. `to` in any case; all addresses when absent. */
  messages(filter?: { readonly to?: string; readonly limit?: number }): Promise<Message[]>;
  clear(): Promise<void>;
}

/** The oldest go first when there are more. */
const CAPACITY = 10_000;
const DEFAULT_LIMIT = 100;

/** Ids are ordered by time backwards, so that the newest message is the first entry. */
function timeKey(milliseconds: number): string {
  return (Number.MAX_SAFE_INTEGER - milliseconds).toString().padStart(16, '0');
}

/** `store` holds nothing else. */
export async function mailBox(store: OrderedStore, sources: Sources): Promise<MailBox> {
  const all: JsonCollection<Message> = jsonCollection(store);
  const byAddress: JsonCollection<string> = jsonCollection(store);
  const addressId = (to: string, id: string): string => `address/${to.toLowerCase()}\0${id}`;
  let count = 0;
  for await (const _ of all.list('message/')) count += 1;
  let lastTime = 0;

  /** Two messages of one millisecond keep their order. */
  function nextId(now: number): string {
    lastTime = Math.max(now * 1000, lastTime + 1);
    return `${timeKey(lastTime)}-${sources.uuid()}`;
  }

  async function dropOldest(): Promise<void> {
    const range = { gte: Buffer.from('message/'), lt: Buffer.from('message0'), reverse: true, limit: 100 };
    for await (const [key, value] of store.entries(range)) {
      const message: Message = JSON.parse(value.toString());
      await store.write([{ type: 'del', key }, byAddress.deleteWrite(addressId(message.to, message.id))]);
      count -= 1;
    }
  }

  return {
    async deliver(outgoing) {
      const now = sources.now();
      const message = { ...outgoing, id: nextId(now), sentAt: new Date(now).toISOString() };
      await store.write([
        all.putWrite(`message/${message.id}`, message),
        byAddress.putWrite(addressId(message.to, message.id), message.id),
      ]);
      count += 1;
      if (count > CAPACITY) await dropOldest();
      return message;
    },
    async messages({ to, limit = DEFAULT_LIMIT } = {}) {
      const found: Message[] = [];
      if (to === undefined) {
        for await (const [, message] of all.list('message/')) {
          if (found.push(message) >= limit) break;
        }
        return found;
      }
      for await (const [, id] of byAddress.list(addressId(to, ''))) {
        const message = all.get(`message/${id}`);
        if (message && found.push(message) >= limit) break;
      }
      return found;
    },
    async clear() {
      await store.clear();
      count = 0;
    },
  };
}
