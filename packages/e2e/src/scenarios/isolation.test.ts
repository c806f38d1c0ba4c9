import {
  automationOperations,
  type Operation,
  operationList,
  pathParameters,
  tokenScopes,
} from '@taskyard/contract';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type Answer, type Call, call, callAutomation } from '../support/call-api.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';
import { personalToken } from '../support/personal-token.ts';

/** For every operation on one thing: somebody else's request is refused and changes nothing, through both APIs. */

const outputs = readOutputs(inject('outputsFile'));
let ada: Person;
let ben: Person;
let bensToken: string;

/** What makes one thing of each module. */
const making: Readonly<Record<string, object>> = {
  tasks: { title: "Ada's" },
  items: { name: "Ada's" },
  notes: { title: "Ada's", body: 'text' },
  records: { data: { of: 'Ada' } },
  networks: { name: "Ada's", cidr: '10.9.0.0/24', subnets: [{ name: 'a', cidr: '10.9.0.0/28' }] },
  tokens: { name: "Ada's", scopes: ['tasks/read'] },
};

/** What changes a thing. */
const change = { title: 'taken' };

/** Everybody may read these. */
const shared: ReadonlySet<string> = new Set(['items', 'networks']);

const asAda = (request: Call): Promise<Answer> => call(outputs, { token: ada.accessToken, ...request });

const onOneThing = (operation: Operation): boolean => pathParameters(operation.resource).length > 0;

beforeAll(async () => {
  [ada, ben] = await Promise.all([newPerson(outputs, 'ada'), newPerson(outputs, 'ben')]);
  bensToken = (await personalToken(outputs, ben, { scopes: tokenScopes })).token;
});

/** Makes a thing as Ada; gives its path, and what she sees of it. */
async function made(module: string): Promise<{ path: string; seen(): Promise<unknown> }> {
  const answer = await asAda({ method: 'POST', path: module, body: making[module] });
  expect(answer.status, answer.text).toBe(201);
  const { id } = answer.json as { id: string };
  return {
    path: `${module}/${id}`,
    async seen() {
      // A token has no reading of its own.
      if (module !== 'tokens') return (await asAda({ path: `${module}/${id}` })).json;
      const { items } = (await asAda({ path: 'tokens?pageSize=100' })).json as { items: { id: string }[] };
      return items.find((token) => token.id === id);
    },
  };
}

async function expectRefused(
  { module, method }: Operation,
  asBen: (request: Call) => Promise<Answer>,
): Promise<void> {
  const thing = await made(module);
  const before = await thing.seen();
  expect(before).toBeDefined();
  const body = method === 'PUT' || method === 'PATCH' ? { body: change } : {};
  const answer = await asBen({ method, path: thing.path, ...body });
  if (method === 'GET' && shared.has(module)) expect(answer).toMatchObject({ status: 200, json: before });
  else expect([403, 404]).toContain(answer.status);
  expect(await thing.seen()).toEqual(before);
  await asAda({ method: 'DELETE', path: thing.path });
}

it('every module is told here', () => {
  expect(Object.keys(making)).toEqual([...new Set(operationList.map(({ module }) => module))]);
});

describe("somebody else's access token", () => {
  it.each(operationList.filter(onOneThing))('$name', async (operation) => {
    await expectRefused(operation, (request) => call(outputs, { token: ben.accessToken, ...request }));
  });
});

describe("somebody else's personal access token", () => {
  it.each(automationOperations.filter(onOneThing))('$name', async (operation) => {
    await expectRefused(operation, (request) => callAutomation(outputs, { token: bensToken, ...request }));
  });
});

describe('without any token', () => {
  it.each(operationList)('$name', async ({ method, resource }) => {
    const path = resource.slice(1).replaceAll(/\{\w+\}/g, '01890a5d-ac96-774b-bcce-b302099a8057');
    const body = method === 'GET' || method === 'DELETE' ? {} : { body: {} };
    expect(await call(outputs, { method, path, ...body })).toMatchObject({
      status: 401,
      json: { message: 'Unauthorized' },
    });
  });
});
