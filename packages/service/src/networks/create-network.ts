import type { Network, NewNetwork } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { childReference } from '../api/relative-reference.ts';
import { idempotencyClaim } from '../idempotency/idempotency-claim.ts';
import { makeNetwork } from './make-network.ts';
import type { NetworkTools } from './network-tools.ts';

export function createNetwork(tools: NetworkTools): Implementation<{ body: NewNetwork }, Network> {
  return async ({ input, caller, path, header }) => {
    const { network, replayed } = await makeNetwork(tools, {
      wanted: input.body,
      maker: caller.sub,
      claim: idempotencyClaim('createNetwork', header('Idempotency-Key'), input.body, tools.now()),
    });
    return {
      status: 201,
      headers: {
        Location: childReference(path, network.id),
        ...(replayed ? { 'Idempotency-Replayed': 'true' } : {}),
      },
      body: network,
    };
  };
}
