import { type Network, operationsOf } from '@taskyard/contract';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../api/create-handler.ts';
import { ABSENT, bodyOf, expectContracted, testTools } from '../api/module.fixture.ts';
import { proxyEvent, type TestRequest, testContext } from '../api/proxy-event.fixture.ts';
import { directInvocation } from './direct-invocation.ts';
import { fakeEc2 } from './fake-ec2.fixture.ts';
import { memoryNetworkStore } from './memory-network-store.ts';
import { networkRoutes } from './network-routes.ts';

const body = {
  name: 'office',
  cidr: '10.0.0.0/16',
  subnets: [
    { name: 'a', cidr: '10.0.0.0/24', availabilityZone: 'us-east-1a' },
    { name: 'b', cidr: '10.0.1.0/24' },
  ],
};

/** The module over an empty store and an empty EC2. */
function module() {
  const shared = testTools();
  const ec2 = fakeEc2();
  const tools = { ...shared, store: memoryNetworkStore(), provisioner: ec2 };
  const routes = networkRoutes(tools);
  // Refusals of AWS are failures, and logged as such.
  const handler = createHandler({
    metrics: { record: () => {} },
    routes,
    allowedOrigin: 'https://tasks.example.com',
    log: { addContext() {}, info() {}, error() {} },
    now: () => 0,
  });
  const send = (request: TestRequest): Promise<APIGatewayProxyResult> =>
    handler(proxyEvent(request), testContext);
  const create = (sent: unknown = body, key?: string, as = 'ada'): Promise<APIGatewayProxyResult> =>
    send({
      method: 'POST',
      resource: '/networks',
      body: sent,
      as,
      ...(key === undefined ? {} : { headers: { 'Idempotency-Key': key } }),
    });
  const list = (resource = '/networks', query: TestRequest['query'] = {}): Promise<APIGatewayProxyResult> =>
    send({ method: 'GET', resource, query, as: 'ben' });
  const one = (method: string, networkId: string, as = 'ada'): Promise<APIGatewayProxyResult> =>
    send({ method, resource: '/networks/{networkId}', parameters: { networkId }, as });
  const direct = directInvocation(tools, { error() {} });
  const invoke = (event: unknown, awsRequestId = '0b6d3a6e-2f3c-4a54-9f0e-000000000001') =>
    direct(event, { ...testContext, awsRequestId });
  /** The only network. */
  const only = async (): Promise<Network> => {
    const { items } = bodyOf<{ items: Network[] }>(await list());
    expect(items).toHaveLength(1);
    return items[0] ?? expect.fail();
  };
  return { ...shared, ec2, routes, create, list, one, invoke, only };
}

it('has code for every operation of the module, and answers as the contract says', async () => {
  const { routes, create, list, one } = module();
  expect(routes.map(({ name }) => name)).toEqual(operationsOf('networks').map(({ name }) => name));
  const made = await create();
  const { id } = bodyOf<Network>(made);
  expectContracted('createNetwork', made);
  expectContracted('listNetworks', await list());
  expectContracted('getVpcResources', await list('/getVPCResources'));
  expectContracted('getNetwork', await one('GET', id));
  expectContracted('deleteNetwork', await one('DELETE', id, 'ben'));
  expectContracted('deleteNetwork', await one('DELETE', id));
});

describe('creating', () => {
  it('makes the VPC and its subnets, and keeps their ids for everybody to read', async () => {
    const { create, one, list, ec2 } = module();
    const made = await create();
    const network = bodyOf<Network>(made);
    expect(made).toMatchObject({ statusCode: 201, headers: { Location: `networks/${network.id}` } });
    expect(network).toEqual({
      ...body,
      id: network.id,
      state: 'AVAILABLE',
      vpcId: 'vpc-1',
      subnets: [
        { ...body.subnets[0], subnetId: 'subnet-2' },
        { ...body.subnets[1], subnetId: 'subnet-3' },
      ],
      createdAt: '2026-11-20T10:00:00.000Z',
      updatedAt: '2026-11-20T10:00:00.000Z',
      createdBy: 'ada',
    });
    expect(ec2.standing()).toHaveLength(3);
    expect(bodyOf(await one('GET', network.id, 'ben'))).toEqual(network);
    for (const resource of ['/networks', '/getVPCResources']) {
      expect(bodyOf(await list(resource))).toEqual({ items: [network] });
    }
  });

  it.each<[name: string, sent: unknown, pointer: string]>([
    ['a block with host bits', { ...body, cidr: '10.0.0.1/16' }, '/cidr'],
    ['a subnet outside', { ...body, subnets: [{ name: 'a', cidr: '10.1.0.0/24' }] }, '/subnets/0/cidr'],
    [
      'subnets that overlap',
      { ...body, subnets: [...body.subnets, { name: 'c', cidr: '10.0.1.128/25' }] },
      '/subnets/2/cidr',
    ],
    ['no subnets', { ...body, subnets: [] }, '/subnets'],
  ])('asks nothing of EC2 for %s', async (_name, sent, pointer) => {
    const { create, ec2, list } = module();
    expect(bodyOf(await create(sent))).toMatchObject({ status: 400, errors: [{ pointer }] });
    expect(ec2.steps).toEqual([]);
    expect(bodyOf(await list())).toEqual({ items: [] });
  });

  it.each(['CreateVpc', 'CreateSubnet a', 'CreateSubnet b'])(
    'leaves nothing behind when %s is refused, and says so',
    async (step) => {
      const { create, ec2, only } = module();
      ec2.refuse(step, 'VpcLimitExceeded');
      const refused = await create();
      const network = await only();
      expect(bodyOf(refused)).toMatchObject({
        type: 'urn:taskyard:problem:provisioning-failed',
        status: 502,
        detail: `${step} was refused (VpcLimitExceeded). What had been made is removed. Network ${network.id} keeps the record`,
      });
      expect(ec2.standing()).toEqual([]);
      expect(network).toMatchObject({ state: 'FAILED', failure: { step, code: 'VpcLimitExceeded' } });
      expect(network).not.toHaveProperty('vpcId');
      expect(network.subnets).toEqual(body.subnets);
    },
  );

  it('is told that the request is wrong when EC2 does not have what it names', async () => {
    const { create, ec2, only } = module();
    ec2.refuse('CreateSubnet b', 'InvalidParameterValue');
    expect(bodyOf(await create())).toMatchObject({
      type: 'urn:taskyard:problem:invalid-request',
      status: 400,
      detail: expect.stringMatching(/^CreateSubnet b was refused \(InvalidParameterValue\)/),
    });
    expect(ec2.standing()).toEqual([]);
    expect(await only()).toMatchObject({ state: 'FAILED' });
  });

  it('tells what is left when undoing fails too, and deleting goes on from there', async () => {
    const { create, ec2, only, one } = module();
    ec2.refuse('CreateSubnet b', 'InvalidSubnet.Conflict');
    ec2.refuse('DeleteVpc', 'UnauthorizedOperation');
    expect(bodyOf(await create())).toMatchObject({
      status: 502,
      detail: expect.stringContaining('Removing what had been made failed too (DeleteVpc: Unauthorized'),
    });
    const network = await only();
    expect(network).toMatchObject({ state: 'FAILED', vpcId: 'vpc-1' });
    ec2.recover();
    expect((await one('DELETE', network.id)).statusCode).toBe(204);
    expect(ec2.standing()).toEqual([]);
  });

  it('happens once for an Idempotency-Key, and is tried again when it had failed', async () => {
    const { create, ec2, only } = module();
    ec2.refuse('CreateSubnet b', 'InternalError');
    expect((await create(body, 'k')).statusCode).toBe(502);
    ec2.recover();
    const made = await create(body, 'k');
    expect(made).toMatchObject({ statusCode: 201, headers: { 'Idempotency-Replayed': 'true' } });
    const again = await create(body, 'k');
    expect(again).toEqual(made);
    expect(bodyOf(made)).toEqual(await only());
    expect(await only()).not.toHaveProperty('failure');
    expect(ec2.standing()).toHaveLength(3);
    expect((await create({ ...body, name: 'other' }, 'k')).statusCode).toBe(422);
  });

  it.each(['CreateVpc', 'CreateSubnet a', 'CreateSubnet b'])(
    'that was cut off after %s is taken up with the same key once its lease has ended',
    async (step) => {
      const { create, ec2, only, clock } = module();
      ec2.dieAfter(step);
      void create(body, 'k');
      await new Promise((resolve) => setImmediate(resolve));
      ec2.recover();
      expect(await only()).toMatchObject({ state: 'CREATING' });
      expect(await create(body, 'k')).toMatchObject({ statusCode: 409, headers: { 'Retry-After': '5' } });
      clock.now += 60_000;
      const made = await create(body, 'k');
      expect(made.statusCode).toBe(201);
      expect(bodyOf(made)).toEqual(await only());
      expect(ec2.standing()).toHaveLength(3);
      expect(ec2.steps.filter((name) => name === step)).toHaveLength(1);
    },
  );

  it('that was cut off can be deleted instead', async () => {
    const { create, ec2, only, one, clock } = module();
    ec2.dieAfter('CreateSubnet a');
    void create();
    await new Promise((resolve) => setImmediate(resolve));
    ec2.recover();
    const { id } = await only();
    expect((await one('DELETE', id)).statusCode).toBe(409);
    clock.now += 60_000;
    expect((await one('DELETE', id)).statusCode).toBe(204);
    expect(ec2.standing()).toEqual([]);
  });

  it('of a deleted network is not repeated by its key', async () => {
    const { create, one, ec2 } = module();
    await one('DELETE', bodyOf<Network>(await create(body, 'k')).id);
    expect((await create(body, 'k')).statusCode).toBe(409);
    expect(ec2.standing()).toEqual([]);
  });
});

describe('deleting', () => {
  it('removes subnets, VPC and record, for the maker alone', async () => {
    const { create, one, ec2 } = module();
    const { id } = bodyOf<Network>(await create());
    expect(bodyOf(await one('DELETE', id, 'ben'))).toMatchObject({
      status: 403,
      detail: 'Somebody else made this network',
    });
    expect(ec2.standing()).toHaveLength(3);
    expect((await one('DELETE', id)).statusCode).toBe(204);
    expect(ec2.standing()).toEqual([]);
    expect((await one('GET', id)).statusCode).toBe(404);
    expect((await one('DELETE', ABSENT)).statusCode).toBe(404);
  });

  it.each([
    ['DependencyViolation', 409],
    ['UnauthorizedOperation', 502],
  ])('that EC2 refuses with %s answers %s, and can be tried again', async (code, status) => {
    const { create, one, ec2, only } = module();
    const { id } = bodyOf<Network>(await create());
    ec2.refuse('DeleteSubnet', code);
    expect((await one('DELETE', id)).statusCode).toBe(status);
    expect(await only()).toMatchObject({
      state: 'FAILED',
      vpcId: 'vpc-1',
      subnets: [{ subnetId: 'subnet-2' }, { subnetId: 'subnet-3' }],
      failure: { step: 'DeleteSubnet', code },
    });
    ec2.recover();
    expect((await one('DELETE', id)).statusCode).toBe(204);
    expect(ec2.standing()).toEqual([]);
  });
});

describe('a direct invocation', () => {
  it('takes the same JSON and gives the network, which the API shows', async () => {
    const { invoke, only } = module();
    const network = await invoke(body);
    expect(network).toMatchObject({ state: 'AVAILABLE', vpcId: 'vpc-1', createdBy: 'direct-invocation' });
    expect(await only()).toEqual(network);
  });

  it('that Lambda sends again makes nothing new', async () => {
    const { invoke, ec2 } = module();
    expect(await invoke(body)).toEqual(await invoke(body));
    expect(ec2.standing()).toHaveLength(3);
  });

  it.each<[name: string, event: unknown, pointer: string]>([
    ['nothing', null, ''],
    ['text', 'create', ''],
    ['no name', { cidr: '10.0.0.0/16', subnets: body.subnets }, '/name'],
    ['another operation', { operation: 'listNetworks' }, '/operation'],
  ])('with %s answers a problem', async (_name, event, pointer) => {
    const { invoke } = module();
    expect(await invoke(event)).toMatchObject({
      status: 400,
      errors: expect.arrayContaining([expect.objectContaining({ pointer })]),
    });
  });

  it('answers a problem when EC2 refuses', async () => {
    const { invoke, ec2 } = module();
    ec2.refuse('CreateVpc', 'VpcLimitExceeded');
    expect(await invoke(body)).toMatchObject({ status: 502 });
  });

  it('may delete any network', async () => {
    const { invoke, create, ec2 } = module();
    const { id } = bodyOf<Network>(await create());
    expect(await invoke({ operation: 'deleteNetwork', networkId: id })).toBeNull();
    expect(ec2.standing()).toEqual([]);
    expect(await invoke({ operation: 'deleteNetwork', networkId: id })).toMatchObject({ status: 404 });
  });
});
