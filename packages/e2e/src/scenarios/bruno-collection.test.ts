import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { moduleNames, type Operation, operationList, tokenScopes } from '@taskyard/contract';
import { describe, expect, inject, it } from 'vitest';
import {
  type BrunoRequest,
  brunoEnvironment,
  brunoRequests,
  filled,
  told,
} from '../support/bruno-collection.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson } from '../support/person.ts';
import { personalToken } from '../support/personal-token.ts';

/** The Bruno collection among the examples, read by Bruno's own parser and sent in its order. */

const outputs = readOutputs(inject('outputsFile'));
const COLLECTION = fileURLToPath(new URL('../../../../examples/bruno', import.meta.url));
const requests = brunoRequests(COLLECTION);

/** The operation that a request asks for. */
function operationOf({ method, url }: BrunoRequest): Operation | undefined {
  const path = url.replace('{{api}}', '/').replace(/\?.*$/, '');
  return operationList.find(
    (operation) =>
      operation.method === method && operation.resource.replaceAll(/\{(\w+)\}/g, '{{$1}}') === path,
  );
}

async function send(request: BrunoRequest, variables: Map<string, string>): Promise<void> {
  const { method, url, headers, body, kept, assertions } = request;
  const answer = await fetch(filled(url, variables), {
    method,
    headers: [
      ...headers.map(({ name, value }): [string, string] => [name, filled(value, variables)]),
      ...(body === undefined ? [] : [['Content-Type', 'application/json'] as [string, string]]),
    ],
    ...(body === undefined ? {} : { body: filled(body, variables) }),
  });
  const text = await answer.text();
  const type = answer.headers.get('content-type') ?? '';
  const seen = {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: text !== '' && type.includes('json') ? JSON.parse(text) : text,
  };
  expect(assertions.length).toBeGreaterThan(0);
  for (const { name, value } of assertions) {
    expect(`eq ${told(name, seen)}`, `${name} of ${request.folder}: ${request.name}: ${text}`).toBe(value);
  }
  for (const { name, value } of kept) variables.set(name, told(value, seen));
}

async function sendAll(environment: string, wanted: readonly BrunoRequest[]): Promise<void> {
  const person = await newPerson(outputs, 'bruno');
  const variables = brunoEnvironment(join(COLLECTION, 'environments', `${environment}.bru`), {
    TASKYARD_API: outputs.PeopleApiUrl,
    TASKYARD_TOKEN: person.accessToken,
    TASKYARD_AUTOMATION_API: outputs.AutomationApiUrl,
    TASKYARD_PERSONAL_TOKEN: (await personalToken(outputs, person, { scopes: tokenScopes })).token,
  });
  for (const request of wanted) await send(request, variables);
}

describe('the Bruno collection', () => {
  it('asks for operations that there are, of every module', () => {
    expect(requests.filter((request) => operationOf(request) === undefined)).toEqual([]);
    expect(new Set(requests.map((request) => operationOf(request)?.module))).toEqual(new Set(moduleNames));
  });

  it('gets the answers that it tells, through the people API', { timeout: 120_000 }, () =>
    sendAll('people', requests),
  );

  it('and, but for what people alone may ask, through the automation API', { timeout: 120_000 }, () =>
    sendAll(
      'automation',
      requests.filter((request) => operationOf(request)?.peopleOnly !== true),
    ),
  );
});
