import { type Network, type NetworkState, networkStates, type Subnet } from '@taskyard/contract';
import { type Item, optionalText, textAttribute } from '../dynamo/attributes.ts';
import type { Lease } from './network-store.ts';

/**
 * The table: networks are everybody's and few, since an account has room for a handful of VPCs a region, so all are
 * in the one partition `networks`; `sk` is `network#<id>`. Claims stand under their maker's `sub`.
 */
export const NETWORKS: string = 'networks';

export const NETWORK_PREFIX: string = 'network#';

export function networkKey(id: string): Item {
  return { pk: { S: NETWORKS }, sk: { S: `${NETWORK_PREFIX}${id}` } };
}

export function networkItem(network: Network): Item {
  const { failure, vpcId } = network;
  return {
    ...networkKey(network.id),
    name: { S: network.name },
    cidr: { S: network.cidr },
    state: { S: network.state },
    ...(vpcId === undefined ? {} : { vpcId: { S: vpcId } }),
    subnets: { L: network.subnets.map((subnet) => ({ M: subnetItem(subnet) })) },
    ...(failure === undefined
      ? {}
      : { failure: { M: { step: { S: failure.step }, code: { S: failure.code } } } }),
    createdAt: { S: network.createdAt },
    updatedAt: { S: network.updatedAt },
    createdBy: { S: network.createdBy },
  };
}

export function leaseAttributes({ token, until }: Lease): Item {
  return { lease: { S: token }, leasedUntil: { N: String(until) } };
}

export function networkOf(item: Item): Network {
  const failure = item.failure?.M;
  return {
    id: textAttribute(item, 'sk').slice(NETWORK_PREFIX.length),
    name: textAttribute(item, 'name'),
    cidr: textAttribute(item, 'cidr'),
    state: stateOf(textAttribute(item, 'state')),
    ...optionalText(item, 'vpcId'),
    subnets: (item.subnets?.L ?? []).map(({ M = {} }) => subnetOf(M)),
    ...(failure === undefined
      ? {}
      : { failure: { step: textAttribute(failure, 'step'), code: textAttribute(failure, 'code') } }),
    createdAt: textAttribute(item, 'createdAt'),
    updatedAt: textAttribute(item, 'updatedAt'),
    createdBy: textAttribute(item, 'createdBy'),
  };
}

function subnetItem({ name, cidr, availabilityZone, subnetId }: Subnet): Item {
  return {
    name: { S: name },
    cidr: { S: cidr },
    ...(availabilityZone === undefined ? {} : { availabilityZone: { S: availabilityZone } }),
    ...(subnetId === undefined ? {} : { subnetId: { S: subnetId } }),
  };
}

function subnetOf(item: Item): Subnet {
  return {
    name: textAttribute(item, 'name'),
    cidr: textAttribute(item, 'cidr'),
    ...optionalText(item, 'availabilityZone'),
    ...optionalText(item, 'subnetId'),
  };
}

function stateOf(text: string): NetworkState {
  const state = networkStates.find((known) => known === text);
  if (state === undefined) throw new Error(`A network has the unknown state ${text}`);
  return state;
}
