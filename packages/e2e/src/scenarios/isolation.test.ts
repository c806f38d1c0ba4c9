import {
  automationOperations,
  methodsOf,
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

/** What makes the thing that a path parameter names, in the collection before it. */
const making: Readonly<Record<string, object>> = {
  taskId: { title: "Ada's" },
  listId: { name: "Ada's" },
  commentId: { text: "Ada's" },
  attachmentId: {
    name: 'ada.txt',
    contentType: 'text/plain',
    size: 5,
    sha256: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  },
  memberId: { email: 'cai@example.com', role: 'VIEWER' },
  exportId: { format: 'csv' },
  importId: { format: 'csv', size: 5, sha256: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' },
  itemId: { name: "Ada's" },
  noteId: { title: "Ada's", body: 'text' },
  recordId: { data: { of: 'Ada' } },
  networkId: { name: "Ada's", cidr: '10.9.0.0/24', subnets: [{ name: 'a', cidr: '10.9.0.0/28' }] },
  tokenId: { name: "Ada's", scopes: ['tasks/read'] },
};

/** Right bodies of operations on one thing, so that nothing but the owner can be wrong. */
const bodies: Readonly<Record<string, object>> = {
  updateTask: { title: 'taken' },
  patchTask: { title: 'taken' },
  moveTask: { listId: 'inbox' },
  createComment: { text: 'taken' },
  createAttachment: {
    name: 'ben.txt',
    contentType: 'text/plain',
    size: 5,
    sha256: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  },
  patchComment: { text: 'taken' },
  updateList: { name: 'taken' },
  patchList: { name: 'taken' },
  createMember: { email: 'ben@example.com', role: 'EDITOR' },
  patchMember: { role: 'EDITOR' },
  updateNote: { title: 'taken' },
  patchNote: { title: 'taken' },
};

/** Everybody may read these. */
const shared: ReadonlySet<string> = new Set(['items', 'networks']);

type Parameters = ReadonlyMap<string, string>;

const asAda = (request: Call): Promise<Answer> => call(outputs, { token: ada.accessToken, ...request });

const onOneThing = (operation: Operation): boolean => pathParameters(operation.resource).length > 0;

const pathOf = (resource: string, parameters: Parameters): string =>
  resource.slice(1).replaceAll(/\{(\w+)\}/g, (_whole, name: string) => parameters.get(name) ?? '');

beforeAll(async () => {
  [ada, ben] = await Promise.all([newPerson(outputs, 'ada'), newPerson(outputs, 'ben')]);
  bensToken = (await personalToken(outputs, ben, { scopes: tokenScopes })).token;
});

/** Makes as Ada what the parameters of a resource name, the outer things first. */
async function made(resource: string): Promise<Parameters> {
  const parameters = new Map<string, string>();
  for (const name of pathParameters(resource)) {
    const path = pathOf(resource.slice(0, resource.indexOf(`/{${name}}`)), parameters);
    const answer = await asAda({ method: 'POST', path, body: making[name] });
    expect([201, 202], answer.text).toContain(answer.status);
    parameters.set(name, (answer.json as { id: string }).id);
  }
  return parameters;
}

/** All that Ada reads of the things that parameters name. */
async function seen(module: string, parameters: Parameters): Promise<Readonly<Record<string, unknown>>> {
  const reads = operationList.filter((operation) => {
    const needed = pathParameters(operation.resource);
    const ofIt = needed.length > 0 || (module === 'tokens' && operation.module === 'tokens');
    return operation.method === 'GET' && ofIt && needed.every((name) => parameters.has(name));
  });
  const answers = await Promise.all(
    reads.map(async ({ name, resource }) => [name, await settled(pathOf(resource, parameters))] as const),
  );
  return Object.fromEntries(answers);
}

/** What Ada reads of a thing once nothing goes on with it by itself, without the links that are signed anew each time. */
async function settled(path: string): Promise<unknown> {
  let told: unknown;
  await expect
    .poll(
      async () => {
        const { status, json, headers } = await asAda({ path });
        expect(status, path).toBe(200);
        const { download: _download, report: _report, ...rest } = Object(json);
        told = rest;
        return headers.get('retry-after');
      },
      { timeout: 20_000 },
    )
    .toBeNull();
  return told;
}

async function expectRefused(operation: Operation, asBen: (request: Call) => Promise<Answer>): Promise<void> {
  const { module, method, name, resource } = operation;
  const parameters = await made(resource);
  const before = await seen(module, parameters);
  expect(before).not.toEqual({});
  const body = operation.input.body === undefined ? {} : { body: bodies[name] ?? {} };
  const path = pathOf(resource, parameters);
  const answer = await asBen({ method, path, ...body });
  if (method === 'GET') {
    const { status, text, headers } = await asBen({ method: 'HEAD', path });
    expect([status, text]).toEqual([answer.status, '']);
    for (const kept of ['content-type', 'content-length', 'etag', 'cache-control']) {
      expect(headers.get(kept), kept).toBe(answer.headers.get(kept));
    }
  }
  if (method === 'GET' && shared.has(module)) {
    expect(answer).toMatchObject({ status: 200, json: before[name] });
  } else {
    expect([403, 404], answer.text).toContain(answer.status);
    expect(answer.headers.get('content-type'), 'the function itself refuses').toBe(
      'application/problem+json',
    );
  }
  expect(await seen(module, parameters)).toEqual(before);
  // A deletion takes what is within.
  const outermost = resource.slice(0, resource.indexOf('}') + 1);
  expect(await asAda({ method: 'DELETE', path: pathOf(outermost, parameters) })).toMatchObject({
    status: 204,
  });
}

it('every parameter of a path is told here', () => {
  const parameters = new Set(operationList.flatMap(({ resource }) => pathParameters(resource)));
  expect([...parameters].sort()).toEqual(Object.keys(making).sort());
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
  it.each(operationList.filter(({ scope }) => scope !== 'none'))('$name', async (operation) => {
    const path = operation.resource.slice(1).replaceAll(/\{\w+\}/g, '01890a5d-ac96-774b-bcce-b302099a8057');
    for (const method of methodsOf(operation)) {
      const body = ['GET', 'HEAD', 'DELETE'].includes(method) ? {} : { body: {} };
      const { status, text } = await call(outputs, { method, path, ...body });
      expect([status, text]).toEqual([401, method === 'HEAD' ? '' : '{"message":"Unauthorized"}']);
    }
  });
});
