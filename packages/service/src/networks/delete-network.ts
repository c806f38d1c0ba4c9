import type { NetworkPath } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import type { NetworkTools } from './network-tools.ts';
import { unmakeNetwork } from './unmake-network.ts';

export function deleteNetwork(tools: NetworkTools): Implementation<{ path: NetworkPath }, undefined> {
  return async ({ input, caller }) => {
    await unmakeNetwork(tools, input.path.networkId, caller.sub);
    return { status: 204 };
  };
}
