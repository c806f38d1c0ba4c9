import { describe, expect, it } from 'vitest';
import { pathParameters } from './operation.ts';
import {
  allScopes,
  automationOperations,
  moduleNames,
  operationList,
  operations,
  operationsOf,
  scopesOf,
} from './operations.ts';
import { problemSchema } from './problem.ts';
import { tokenScopes } from './tokens/token.ts';

describe('the table of operations', () => {
  it('names each row as the row names itself', () => {
    expect(Object.keys(operations)).toEqual(operationList.map(({ name }) => name));
  });

  it('has one row for each method of a resource', () => {
    const routes = operationList.map(({ method, resource }) => `${method} ${resource}`);
    expect(new Set(routes).size).toBe(routes.length);
  });

  it('gives every module its rows', () => {
    expect(moduleNames.flatMap(operationsOf)).toEqual(operationList);
  });
});

describe('what a personal access token may do', () => {
  it('is everything but to manage tokens, and what needs no token', () => {
    const kept = operationList.filter((operation) => !automationOperations.includes(operation));
    expect(kept).toEqual([...operationsOf('tokens'), operations.getOpenApi]);
  });

  it('is named by the scopes of those operations', () => {
    const scopes = automationOperations.flatMap(({ scope }) => (scope === 'any' ? [] : [scope]));
    expect([...tokenScopes].sort()).toEqual([...new Set(scopes)].sort());
  });
});

describe.each(operationList)('$name', (operation) => {
  it('reads with a read scope of its module and writes with a write scope', () => {
    const kind = operation.method === 'GET' ? 'read' : 'write';
    const own = [`${operation.module}/${kind}`];
    const about = operation.name === 'getMe' ? allScopes : [];
    expect(scopesOf(operation)).toEqual(operation.module === 'about' ? about : own);
  });

  it('checks each part of the request that it has', () => {
    const parameters = pathParameters(operation.resource);
    expect(operation.input.path === undefined).toBe(parameters.length === 0);
    const empty = operation.input.path?.safeParse({});
    expect(empty?.error?.issues.map(({ path }) => path[0]) ?? []).toEqual(parameters);
    const hasBody = operation.input.body !== undefined;
    // Only an action on a thing (`POST /tasks/{taskId}/complete`) may go without.
    const mayGoWithout = operation.method === 'POST' && parameters.length > 0;
    if (!mayGoWithout) expect(hasBody).toBe(['POST', 'PUT', 'PATCH'].includes(operation.method));
    expect((operation.mediaTypes ?? []).length > 0).toBe(hasBody);
    for (const status of [413, 415])
      expect(Object.hasOwn(operation.answers, status), `${status}`).toBe(hasBody);
  });

  it('has a schema for everything that it answers with a body', () => {
    for (const [status, form] of Object.entries(operation.answers)) {
      expect(form.description).not.toBe('');
      if (status === '204' || status === '304') expect(form.schema).toBeUndefined();
      else if (Number(status) < 400) expect(form.schema?.meta()?.id).toMatch(/^[A-Z]/);
      else expect(form.schema).toBe(problemSchema);
    }
  });

  it('answers one success, and what the headers it heeds can lead to', () => {
    const statuses = Object.keys(operation.answers).map(Number);
    expect(statuses.filter((status) => status < 300)).toHaveLength(1);
    const heeds = (name: string): boolean =>
      (operation.requestHeaders ?? []).some((header) => header === name);
    expect(statuses.includes(304)).toBe(heeds('If-None-Match'));
    expect(statuses.includes(412)).toBe(heeds('If-Match'));
    expect(statuses.includes(422)).toBe(heeds('Idempotency-Key'));
    expect(statuses).toEqual(expect.arrayContaining([500, 503]));
    expect(statuses.includes(401)).toBe(operation.scope !== 'none');
  });
});
