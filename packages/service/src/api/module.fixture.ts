import { type Operation, operations } from '@taskyard/contract';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { expect } from 'vitest';
import { createPageTokens, type PageTokens } from '../paging/page-tokens.ts';
import { SYSTEM_SOURCES } from '../sources.ts';
import { createUuidV7 } from '../uuid-v7.ts';
import { createHandler } from './create-handler.ts';
import { proxyEvent, type TestRequest, testContext } from './proxy-event.fixture.ts';
import type { Route } from './route.ts';

/** When tests begin. */
export const NOW: number = Date.parse('2026-11-20T10:00:00.000Z');

/** An id that nothing has. */
export const ABSENT = '01890a5d-ac96-774b-bcce-b302099a8057';

/** What a module's operations need besides their store; `clock.now` is their time. */
export interface TestTools {
  readonly clock: { now: number };
  readonly pageTokens: PageTokens;
  readonly now: () => number;
  readonly newId: () => string;
}

export function testTools(): TestTools {
  const clock = { now: NOW };
  return {
    clock,
    pageTokens: createPageTokens(async () => Buffer.alloc(32, 7)),
    now: () => clock.now,
    newId: createUuidV7({ ...SYSTEM_SOURCES, now: () => clock.now }),
  };
}

/** Sends requests to a module's handler; a failure of the handler's own fails the test. */
export function sender(routes: readonly Route[]): (request: TestRequest) => Promise<APIGatewayProxyResult> {
  const handler = createHandler({
    metrics: { record: () => {} },
    routes,
    allowedOrigin: 'https://tasks.example.com',
    log: {
      addContext() {},
      info() {},
      error: (message, fields) => expect.fail(`${message} ${fields.error}`),
    },
    now: () => 0,
  });
  return (request) => handler(proxyEvent(request), testContext);
}

/** The body of an answer as JSON. */
export function bodyOf<Body = Record<string, unknown>>(result: APIGatewayProxyResult): Body {
  return JSON.parse(result.body);
}

/** Expects an answer to have a status, body and headers that the contract lists for the operation. */
export function expectContracted(name: keyof typeof operations, result: APIGatewayProxyResult): void {
  const { answers }: Operation = operations[name];
  const form = Object.entries(answers).find(([status]) => status === String(result.statusCode))?.[1];
  expect(form, `${name} ${result.statusCode}`).toBeDefined();
  if (form?.schema === undefined) expect(result.body, name).toBe('');
  else expect(form.schema.safeParse(JSON.parse(result.body)), name).toMatchObject({ success: true });
  const offered = ['ETag', 'Location'].filter((header) => form?.headers?.some((known) => known === header));
  expect(['ETag', 'Location'].filter((header) => result.headers?.[header] !== undefined)).toEqual(offered);
}
