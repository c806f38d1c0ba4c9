import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { problemSchema } from '@taskyard/contract';
import { describe, expect, it } from 'vitest';
import { ApiProblem } from './api-problem.ts';
import { createHandler } from './create-handler.ts';
import { proxyEvent, type TestRequest, testContext } from './proxy-event.fixture.ts';
import type { RequestOutcome } from './request-metrics.ts';
import type { Route } from './route.ts';

const SENTENCE =
  'User: arn:aws:sts::000000000000:assumed-role/r/f is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/t because no identity-based policy allows the dynamodb:GetItem action';

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

/** Runs a route that does `respond`, and gives the answer with what was logged. */
async function answer(respond: Route['respond'], request: Partial<TestRequest> = {}) {
  const lines: { level: string; message: string; fields: Record<string, unknown> }[] = [];
  const contexts: unknown[] = [];
  const outcomes: RequestOutcome[] = [];
  const handler = createHandler({
    routes: [{ name: 'getThing', method: 'GET', resource: '/things', open: false, respond }],
    allowedOrigin: 'https://tasks.example.com',
    log: {
      addContext: (context) => contexts.push(context),
      info: (message, fields) => lines.push({ level: 'info', message, fields }),
      error: (message, fields) => lines.push({ level: 'error', message, fields }),
    },
    metrics: { record: (outcome) => outcomes.push(outcome) },
    now: () => 5,
  });
  const event = proxyEvent({
    method: 'GET',
    resource: '/things',
    headers: { Authorization: 'Bearer secret-token' },
    ...request,
  });
  const result = await handler(event, testContext);
  expect(contexts).toEqual([testContext]);
  expect(lines).toHaveLength(1);
  expect(outcomes).toMatchObject([{ status: result.statusCode, durationMs: 0, replayed: false }]);
  expect(JSON.stringify(lines)).not.toContain('secret-token');
  expect(result.headers).toMatchObject({
    'Access-Control-Allow-Origin': 'https://tasks.example.com',
    'X-Content-Type-Options': 'nosniff',
  });
  return { result, line: lines[0], json: result.body === '' ? undefined : JSON.parse(result.body) };
}

describe('an answer', () => {
  it('is JSON that a browser must ask about again', async () => {
    const { result, line } = await answer(async () => ({
      status: 200,
      body: { a: 1 },
      headers: { ETag: '"1-1"' },
    }));
    expect(result).toMatchObject({
      statusCode: 200,
      body: '{"a":1}',
      headers: { 'Content-Type': 'application/json', 'Cache-Control': 'private, no-cache', ETag: '"1-1"' },
    });
    expect(line).toEqual({
      level: 'info',
      message: 'answered',
      fields: {
        requestId: '0b6d3a6e-2f3c-4a54-9f0e-000000000001',
        operation: 'getThing',
        owner: 'ada',
        status: 200,
        durationMs: 0,
      },
    });
  });

  it('to HEAD is that of GET, whose body the gateway leaves out', async () => {
    const respond: Route['respond'] = async () => ({
      status: 200,
      body: { a: 1 },
      headers: { ETag: '"1-1"' },
    });
    const { result } = await answer(respond, { method: 'HEAD' });
    expect(result).toEqual((await answer(respond)).result);
  });

  it('may have no body', async () => {
    const { result } = await answer(async () => ({ status: 204 }));
    expect(result.body).toBe('');
    expect(result.headers).not.toHaveProperty('Content-Type');
  });
});

const refusals: readonly (readonly [name: string, error: unknown, status: number, level: string])[] = [
  ['a problem', new ApiProblem('not-found'), 404, 'info'],
  [
    'a problem with details',
    new ApiProblem('invalid-request', { errors: [{ pointer: '/a', detail: 'b' }] }),
    400,
    'info',
  ],
  ['a missing permission', named('AccessDeniedException', SENTENCE), 500, 'error'],
  ['a missing table', named('ResourceNotFoundException', 'Requested resource not found'), 500, 'error'],
  [
    'a condition that nobody expected',
    new ConditionalCheckFailedException({ message: 'inner', $metadata: {} }),
    500,
    'error',
  ],
  ['a mistake of ours', new TypeError('x is undefined'), 500, 'error'],
  ['something thrown that is no error', 'inner text', 500, 'error'],
  ['throttling', named('ThrottlingException', 'Rate exceeded for table t'), 503, 'error'],
  ['a slow table', named('TimeoutError', 'inner'), 503, 'error'],
  [
    'a lost connection',
    Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:1'), { code: 'ECONNREFUSED' }),
    503,
    'error',
  ],
];

describe('a failure', () => {
  it.each(refusals)('%s is answered as a problem', async (_name, error, status, level) => {
    const { result, json, line } = await answer(async () => {
      throw error;
    });
    expect(result).toMatchObject({
      statusCode: status,
      headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
    });
    expect(problemSchema.parse(json)).toMatchObject({
      status,
      instance: 'urn:uuid:0b6d3a6e-2f3c-4a54-9f0e-000000000001',
    });
    expect(line).toMatchObject({ level, fields: { operation: 'getThing', owner: 'ada', status } });
    if (status >= 500) {
      expect(Object.keys(json)).toEqual(['type', 'title', 'status', 'instance']);
      expect(line?.fields.error).toBe(error);
    }
    expect(result.headers?.['Retry-After']).toBe(status === 503 ? '1' : undefined);
  });

  it("is logged with AWS's exact sentence", async () => {
    const { line, result } = await answer(async () => {
      throw named('AccessDeniedException', SENTENCE);
    });
    expect(line?.fields.error).toMatchObject({ message: SENTENCE });
    expect(result.body).not.toContain('dynamodb');
  });
});

describe('a request', () => {
  it.each<[name: string, request: Partial<TestRequest>, status: number]>([
    ['that no authorizer has seen', { as: null }, 401],
    ['whose token has an empty sub', { as: '' }, 401],
    ['for a route that is not this function', { resource: '/other' }, 404],
    ['with another method', { method: 'POST' }, 404],
  ])('%s never gets to the code', async (_name, request, status) => {
    const { result } = await answer(async () => {
      throw new Error('It got there');
    }, request);
    expect(result.statusCode).toBe(status);
  });
});
