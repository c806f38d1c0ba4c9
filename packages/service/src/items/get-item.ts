import type { Item, ItemPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import type { ItemTools } from './item-tools.ts';

export function getItem({ store }: ItemTools): Implementation<{ path: ItemPath }, Item> {
  return async ({ input }) => {
    const item = await store.get(input.path.itemId);
    if (item === undefined) throw new ApiProblem('not-found');
    return { status: 200, body: item };
  };
}
