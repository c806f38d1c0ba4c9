import * as z from 'zod';
import { type Operation, problemAnswers } from '../operation.ts';
import { type Page, type PageQuery, pageQueryMembers, pageSchema } from '../page.ts';
import { objectSchema } from '../schema.ts';
import { type Network, type NewNetwork, networkSchema, newNetworkSchema } from './network.ts';

export interface NetworkPath {
  readonly networkId: string;
}

const networkPath = objectSchema<NetworkPath>('NetworkPath', { networkId: z.uuidv7() });

export const createNetwork: Operation<{ body: NewNetwork }, Network> = {
  module: 'networks',
  name: 'createNetwork',
  summary: 'Create a VPC with its subnets; all of it or nothing.',
  method: 'POST',
  resource: '/networks',
  scope: 'networks/write',
  input: { body: newNetworkSchema },
  mediaTypes: ['application/json'],
  requestHeaders: ['Idempotency-Key'],
  answers: {
    201: {
      description: 'The network, with the ids that EC2 gave.',
      schema: networkSchema,
      headers: ['Location', 'Idempotency-Replayed'],
    },
    ...problemAnswers(400, 409, 413, 415, 422, 502),
  },
};

export const listNetworks: Operation<{ query: PageQuery }, Page<Network>> = {
  module: 'networks',
  name: 'listNetworks',
  summary: "List everybody's networks, the newest first.",
  method: 'GET',
  resource: '/networks',
  scope: 'networks/read',
  input: { query: objectSchema<PageQuery>('ListNetworksQuery', pageQueryMembers) },
  answers: {
    200: {
      description: 'A page of networks.',
      schema: pageSchema('NetworkPage', networkSchema),
      headers: ['Link'],
    },
    ...problemAnswers(400),
  },
};

export const getVpcResources: Operation<{ query: PageQuery }, Page<Network>> = {
  ...listNetworks,
  name: 'getVpcResources',
  summary: 'The same list under the name that earlier clients know.',
  resource: '/getVPCResources',
};

export const getNetwork: Operation<{ path: NetworkPath }, Network> = {
  module: 'networks',
  name: 'getNetwork',
  summary: 'Read one network.',
  method: 'GET',
  resource: '/networks/{networkId}',
  scope: 'networks/read',
  input: { path: networkPath },
  answers: { 200: { description: 'The network.', schema: networkSchema }, ...problemAnswers(400, 404) },
};

export const deleteNetwork: Operation<{ path: NetworkPath }, undefined> = {
  module: 'networks',
  name: 'deleteNetwork',
  summary: 'Delete the VPC with its subnets. Only who made the network may.',
  method: 'DELETE',
  resource: '/networks/{networkId}',
  scope: 'networks/write',
  input: { path: networkPath },
  answers: { 204: { description: 'It is gone.' }, ...problemAnswers(400, 403, 404, 409, 502) },
};
