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

/** What changes a thing, where `{ title }` would not be understood. */
const changes: Readonly<Record<string, object>> = {
  moveTask: { parentId: null },
  updateList: { name: 'taken' },
  patchList: { name: 'taken' },
  createMember: { email: 'ben@example.com', role: 'EDITOR' },
  patchMember: { role: 'EDITOR' },
  createComment: { text: 'taken' },
  patchComment: { text: 'taken' },
};

/** What makes the other things of the module tasks, by the parameter that names one, and where. */
const makingWithin: readonly (readonly [parameter: string, at: string, body: object])[] = [
  ['listId', 'lists', { name: "Ada's" }],
  ['memberId', 'lists/{listId}/members', { email: 'eve@example.com', role: 'VIEWER' }],
  ['commentId', 'tasks/{taskId}/comments', { text: "Ada's" }],
];

/** Everybody may read these. */
const shared: ReadonlySet<string> = new Set(['items', 'networks']);

const asAda = (request: Call): Promise<Answer> => call(outputs, { token: ada.accessToken, ...request });

const onOneThing = (operation: Operation): boolean => pathParameters(operation.resource).length > 0;

beforeAll(async () => {
  [ada, ben] = await Promise.all([newPerson(outputs, 'ada'), newPerson(outputs, 'ben')]);
  bensToken = (await personalToken(outputs, ben, { scopes: tokenScopes })).token;
});

type Parameters = Readonly<Record<string, string>>;

const filled = (resource: string, parameters: Parameters): string =>
  resource.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => parameters[name] ?? `no ${name}`);

/** Makes something as Ada; gives its id. */
async function makeOne(path: string, body: object | undefined): Promise<string> {
  const answer = await asAda({ method: 'POST', path, body });
  expect(answer.status, answer.text).toBe(201);
  return (answer.json as { id: string }).id;
}

/** Makes what an operation is on as Ada; gives its path, and what she sees of it. */
async function made({ module, resource }: Operation): Promise<{ path: string; seen(): Promise<unknown> }> {
  const names = pathParameters(resource);
  const parameters: Record<string, string> = {};
  for (const [name, at, body] of makingWithin) {
    if (names.includes('taskId') && parameters.taskId === undefined) {
      parameters.taskId = await makeOne('tasks', making.tasks);
    }
    if (names.includes(name)) parameters[name] = await makeOne(filled(at, parameters), body);
  }
  const [first = ''] = names;
  parameters[first] ??= await makeOne(module, making[module]);
  const root = resource.slice(1, resource.indexOf('/{'));
  return {
    path: filled(resource.slice(1), parameters),
    async seen() {
      const path = `${root}/${parameters[first]}`;
      if (module === 'tasks') {
        const within = root === 'lists' ? `${path}/members` : `${path}/comments`;
        return [(await asAda({ path })).json, (await asAda({ path: within })).json];
      }
      // A token has no reading of its own.
      if (module !== 'tokens') return (await asAda({ path })).json;
      const { items } = (await asAda({ path: 'tokens?pageSize=100' })).json as { items: { id: string }[] };
      return items.find((token) => token.id === parameters[first]);
    },
  };
}

async function expectRefused(operation: Operation, asBen: (request: Call) => Promise<Answer>): Promise<void> {
  const { module, method, name, resource } = operation;
  const thing = await made(operation);
  const before = await thing.seen();
  expect(before).toBeDefined();
  const body = operation.input.body === undefined ? {} : { body: changes[name] ?? { title: 'taken' } };
  const answer = await asBen({ method, path: thing.path, ...body });
  if (method === 'GET' && shared.has(module)) expect(answer).toMatchObject({ status: 200, json: before });
  else expect([403, 404], `${resource} ${answer.text}`).toContain(answer.status);
  // The gateway's own answer would only say that the test has lost its way.
  expect(answer.json).not.toMatchObject({ message: expect.any(String) });
  expect(await thing.seen()).toEqual(before);
  if (pathParameters(resource).length === 1) {
    await asAda({ method: 'DELETE', path: thing.path.split('/').slice(0, 2).join('/') });
  }
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
