import { networks } from '@taskyard/contract';
import { type Route, route } from '../api/route.ts';
import { createNetwork } from './create-network.ts';
import { deleteNetwork } from './delete-network.ts';
import { getNetwork } from './get-network.ts';
import { listNetworks } from './list-networks.ts';
import type { NetworkTools } from './network-tools.ts';

/** The code of every operation of the module. */
export function networkRoutes(tools: NetworkTools): readonly Route[] {
  return [
    route(networks.createNetwork, createNetwork(tools)),
    route(networks.listNetworks, listNetworks(tools)),
    route(networks.getVpcResources, listNetworks(tools)),
    route(networks.getNetwork, getNetwork(tools)),
    route(networks.deleteNetwork, deleteNetwork(tools)),
  ];
}
