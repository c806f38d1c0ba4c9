import type { Network, NetworkPath } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Implementation } from '../api/call.ts';
import type { NetworkTools } from './network-tools.ts';

export function getNetwork({ store }: NetworkTools): Implementation<{ path: NetworkPath }, Network> {
  return async ({ input }) => {
    const network = await store.get(input.path.networkId);
    if (network === undefined) throw new ApiProblem('not-found');
    return { status: 200, body: network };
  };
}
