import { DescribeSubnetsCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { administratorClient } from '../support/administrator.ts';
import { type Answer, type Call, call } from '../support/call-api.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';

/** The VPC provisioner: a VPC with subnets, made by API or by invoking the function, read by GET /getVPCResources. */

const outputs = readOutputs(inject('outputsFile'));
const dataDirectory = inject('dataDirectory');
let ada: Person;
let ben: Person;

const asAda = (request: Call): Promise<Answer> => call(outputs, { token: ada.accessToken, ...request });
const asBen = (request: Call): Promise<Answer> => call(outputs, { token: ben.accessToken, ...request });

interface NetworkView {
  readonly id: string;
  readonly state: string;
  readonly vpcId?: string;
  readonly subnets: readonly { readonly name: string; readonly cidr: string; readonly subnetId?: string }[];
}

const body = {
  name: 'office',
  cidr: '10.20.0.0/16',
  subnets: [
    { name: 'public', cidr: '10.20.0.0/24' },
    { name: 'private', cidr: '10.20.1.0/24' },
  ],
};

beforeAll(async () => {
  [ada, ben] = await Promise.all([newPerson(outputs, 'ada'), newPerson(outputs, 'ben')]);
});

/** An account has room for a few VPCs only. */
const standingIds = new Set<string>();

afterAll(async () => {
  for (const id of standingIds) await asAda({ method: 'DELETE', path: `networks/${id}` });
});

async function made(more: Partial<Call> = {}): Promise<NetworkView> {
  const answer = await asAda({ method: 'POST', path: 'networks', body, ...more });
  expect(answer).toMatchObject({ status: 201, json: { state: 'AVAILABLE' } });
  const network = answer.json as NetworkView;
  standingIds.add(network.id);
  return network;
}

/** What EC2 has of a network. */
async function standing(networkId: string): Promise<{ vpcs: number; subnets: readonly string[] }> {
  const ec2 = new EC2Client(await administratorClient(dataDirectory));
  const Filters = [{ Name: 'tag:taskyard:network', Values: [networkId] }];
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ Filters }));
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters }));
  return { vpcs: Vpcs.length, subnets: Subnets.map(({ CidrBlock }) => CidrBlock ?? '').sort() };
}

describe('a network', () => {
  it('is made with its subnets, and read by everybody who is signed in', async () => {
    const network = await made();
    expect(network).toMatchObject({
      vpcId: expect.stringMatching(/^vpc-/),
      subnets: [
        { name: 'public', cidr: '10.20.0.0/24', subnetId: expect.stringMatching(/^subnet-/) },
        { name: 'private', cidr: '10.20.1.0/24', subnetId: expect.stringMatching(/^subnet-/) },
      ],
    });
    expect((await asBen({ path: `networks/${network.id}` })).json).toEqual(network);
    for (const path of ['getVPCResources', 'networks']) {
      const { items } = (await asBen({ path: `${path}?pageSize=100` })).json as { items: NetworkView[] };
      expect(items).toContainEqual(network);
    }
    if (dataDirectory !== '') {
      expect(await standing(network.id)).toEqual({ vpcs: 1, subnets: ['10.20.0.0/24', '10.20.1.0/24'] });
    }
  });

  it('is deleted with all that it is made of, by its maker alone', async () => {
    const { id } = await made();
    expect(await asBen({ method: 'DELETE', path: `networks/${id}` })).toMatchObject({ status: 403 });
    expect(await asAda({ method: 'DELETE', path: `networks/${id}` })).toMatchObject({ status: 204 });
    expect(await asAda({ path: `networks/${id}` })).toMatchObject({ status: 404 });
    if (dataDirectory !== '') expect(await standing(id)).toEqual({ vpcs: 0, subnets: [] });
  });

  it('is made once for one Idempotency-Key', async () => {
    const headers = { 'Idempotency-Key': crypto.randomUUID() };
    const first = await made({ headers });
    expect(await made({ headers })).toEqual(first);
    const other = await asAda({ method: 'POST', path: 'networks', headers, body: { ...body, name: 'b' } });
    expect(other.status).toBe(422);
  });

  it('of which EC2 refuses a part leaves nothing behind', async () => {
    const subnets = [
      ...body.subnets,
      { name: 'nowhere', cidr: '10.20.2.0/24', availabilityZone: 'xx-none-9z' },
    ];
    const refused = await asAda({ method: 'POST', path: 'networks', body: { ...body, subnets } });
    expect(refused).toMatchObject({ status: 400, json: { detail: expect.stringMatching(/nowhere/) } });
    const { items } = (await asAda({ path: 'networks?pageSize=100' })).json as { items: NetworkView[] };
    const failed = items.find(({ subnets }) => subnets.some(({ name }) => name === 'nowhere'));
    expect(failed).toMatchObject({ state: 'FAILED', failure: { step: 'CreateSubnet nowhere' } });
    expect(failed).not.toHaveProperty('vpcId');
    if (dataDirectory !== '') expect(await standing(failed?.id ?? '')).toEqual({ vpcs: 0, subnets: [] });
  });

  it.each<[name: string, change: object, pointer: string]>([
    ['host bits', { cidr: '10.20.0.1/16' }, '/cidr'],
    ['a /29', { cidr: '10.20.0.0/29' }, '/cidr'],
    ['a subnet outside', { subnets: [{ name: 'a', cidr: '10.21.0.0/24' }] }, '/subnets/0/cidr'],
    ['an overlap', { subnets: [...body.subnets, { name: 'c', cidr: '10.20.1.0/28' }] }, '/subnets/2/cidr'],
  ])('with %s is refused before anything is made', async (_name, change, pointer) => {
    const answer = await asAda({ method: 'POST', path: 'networks', body: { ...body, ...change } });
    expect(answer).toMatchObject({ status: 400, json: { errors: [{ pointer }] } });
  });
});

describe.skipIf(dataDirectory === '')('invoking the function with a JSON event', () => {
  async function invoke(event: object): Promise<unknown> {
    const lambda = new LambdaClient(await administratorClient(dataDirectory));
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: outputs.NetworksFunctionName, Payload: JSON.stringify(event) }),
    );
    expect(FunctionError).toBeUndefined();
    return JSON.parse(Payload?.transformToString() ?? '');
  }

  it('makes the network, which the API then shows', async () => {
    const network = (await invoke(body)) as NetworkView;
    expect(network).toMatchObject({ state: 'AVAILABLE', createdBy: 'direct-invocation' });
    const { items } = (await asBen({ path: 'getVPCResources?pageSize=100' })).json as {
      items: NetworkView[];
    };
    expect(items).toContainEqual(network);
    expect(await invoke({ operation: 'deleteNetwork', networkId: network.id })).toBeNull();
    expect(await standing(network.id)).toEqual({ vpcs: 0, subnets: [] });
  });

  it('answers a problem for an event that is not right', async () => {
    expect(await invoke({ ...body, cidr: '10.20.0.0/8' })).toMatchObject({
      status: 400,
      errors: expect.arrayContaining([expect.objectContaining({ pointer: '/cidr' })]),
    });
  });
});

it('is for signed-in people', async () => {
  for (const token of [undefined, 'my-super-secret-token', ada.idToken]) {
    const answer = await call(outputs, {
      path: 'getVPCResources',
      ...(token === undefined ? {} : { token }),
    });
    expect(answer).toMatchObject({ status: 401, json: { message: 'Unauthorized' } });
  }
});
