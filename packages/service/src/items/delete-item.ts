import type { ItemPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import type { ItemTools } from './item-tools.ts';

export function deleteItem({ store }: ItemTools): Implementation<{ path: ItemPath }, undefined> {
  return async ({ input, caller }) => {
    const { outcome } = await store.delete(input.path.itemId, caller.sub);
    if (outcome === 'missing') throw new ApiProblem('not-found');
    // Everybody sees it, so there is no secret in saying that it is there.
    if (outcome === 'foreign') throw new ApiProblem('forbidden', { detail: 'Somebody else made this item' });
    return { status: 204 };
  };
}
