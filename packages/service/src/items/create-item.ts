import { type Item, type NewItem, UNNAMED } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { childReference } from '../api/relative-reference.ts';
import { createdReply } from '../idempotency/created-reply.ts';
import { idempotencyClaim } from '../idempotency/idempotency-claim.ts';
import type { ItemTools } from './item-tools.ts';

export function createItem({ store, now, newId }: ItemTools): Implementation<{ body: NewItem }, Item> {
  return async ({ input, caller, path, header }) => {
    const moment = now();
    const claim = idempotencyClaim('createItem', header('Idempotency-Key'), input.body, moment);
    const { name = UNNAMED, timestamp = new Date(moment).toISOString() } = input.body;
    const item = { id: newId(), name, timestamp, createdBy: caller.sub };
    return createdReply(await store.insert(item, claim), item, (made) => ({
      status: 201,
      headers: { Location: childReference(path, made.id) },
      body: made,
    }));
  };
}
