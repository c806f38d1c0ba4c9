import type { TokenPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import type { TokenTools } from './token-tools.ts';

export function deleteToken({ store }: TokenTools): Implementation<{ path: TokenPath }, undefined> {
  return async ({ input, caller }) => {
    const { outcome } = await store.delete(caller.sub, input.path.tokenId);
    if (outcome === 'missing') throw new ApiProblem('not-found');
    return { status: 204 };
  };
}
