import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BareCloud, openBareCloud } from '../support/bare-cloud.ts';
import { writeAssembly } from '../support/hand-written-assembly.ts';
import { proxyApiStack } from '../support/proxy-api-stack.ts';

const method = { HttpMethod: 'POST' };
const STACK = proxyApiStack(
  {
    // Answers the length of its event's body, or as many bytes as it is asked for.
    Sized: {
      source: `exports.handler = async ({ body, queryStringParameters, ask }) => {
        const bytes = queryStringParameters?.bytes;
        if (ask !== undefined) return 'x'.repeat(ask);
        return { statusCode: 200, body: bytes === undefined ? String(body.length) : 'x'.repeat(bytes) };
      };`,
      properties: { FunctionName: 'sized', Timeout: 60, MemorySize: 512 },
    },
  },
  {
    Posted: { target: 'Sized', method },
    Mocked: {
      target: 'Sized',
      method: {
        ...method,
        Integration: {
          Type: 'MOCK',
          RequestTemplates: { 'application/json': '{"statusCode":200}' },
          IntegrationResponses: [{ StatusCode: '200' }],
        },
      },
    },
  },
);

let cloud: BareCloud;
let directory: string;
let base: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'taskyard-limits-'));
  cloud = await openBareCloud();
  await writeAssembly(directory, { Limits: STACK });
  await cloud.deploy(directory);
  base = `${cloud.origin}/execute-api/${cloud.outputs().Limits?.ApiId}/dev`;
});
afterAll(async () => {
  await cloud?.close();
  await rm(directory, { recursive: true, force: true });
});

const LAMBDA_REQUEST = 6_291_456;
const LAMBDA_ANSWER = 6_291_556;
const GATEWAY = 10_485_760;

async function sent(path: string, init: RequestInit = {}): Promise<readonly [status: number, body: string]> {
  const answer = await fetch(`${base}/${path}`, init);
  return [answer.status, await answer.text()];
}
const post = (path: string, bytes: number, chunked = false) => {
  const body = 'x'.repeat(bytes);
  return sent(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    ...(chunked ? { body: new Blob([body]).stream(), duplex: 'half' } : { body }),
  } as RequestInit);
};

describe('the body of a request', () => {
  const tooLong = [413, '{"message":"Request Too Long"}'];
  const refusedAtTheEdge = [413, `HTTP content length exceeded ${GATEWAY} bytes.`];

  it.each<[bytes: number, path: string, chunked: boolean, answer: readonly unknown[]]>([
    [LAMBDA_REQUEST - 4096, 'posted', false, [200, String(LAMBDA_REQUEST - 4096)]],
    [LAMBDA_REQUEST, 'posted', false, tooLong],
    [GATEWAY, 'posted', false, tooLong],
    [GATEWAY, 'mocked', false, [200, '']],
    [GATEWAY, 'mocked', true, [200, '']],
    [GATEWAY + 1, 'mocked', false, refusedAtTheEdge],
    [GATEWAY + 1, 'mocked', true, tooLong],
    [GATEWAY + 1, 'posted', false, refusedAtTheEdge],
  ])(
    'of %i bytes to %s, chunked: %s',
    async (bytes, path, chunked, answer) => {
      expect(await post(path, bytes, chunked)).toEqual(answer);
    },
    60_000,
  );
});

describe('the answer of a function', () => {
  it('may have 6 MB, and is an error beyond that', async () => {
    const envelope = JSON.stringify({ statusCode: 200, body: '' }).length;
    const most = LAMBDA_ANSWER - envelope;
    expect((await sent(`sized?bytes=${most}`))[1]).toHaveLength(most);
    expect(await sent(`sized?bytes=${most + 1}`)).toEqual([502, '{"message":"Internal server error"}']);
  }, 60_000);

  it('is measured by Invoke with its quotation marks', async () => {
    const lambda = new LambdaClient({
      region: 'us-east-1',
      endpoint: cloud.origin,
      credentials: cloud.administrator,
    });
    const invoked = (ask: number) =>
      lambda.send(new InvokeCommand({ FunctionName: 'sized', Payload: JSON.stringify({ ask }) }));
    const fits = await invoked(LAMBDA_ANSWER - 2);
    expect([fits.FunctionError, fits.Payload?.length]).toEqual([undefined, LAMBDA_ANSWER]);
    const larger = await invoked(LAMBDA_ANSWER - 1);
    expect(larger.FunctionError).toBe('Unhandled');
    expect(JSON.parse(larger.Payload?.transformToString() ?? '')).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size exceeded maximum allowed payload size (${LAMBDA_ANSWER} bytes).`,
    });
  }, 60_000);
});

describe('the payload of Invoke', () => {
  it.each([
    ['RequestResponse', LAMBDA_REQUEST],
    ['Event', 1_048_576],
  ] as const)(
    '%s may have %i bytes',
    async (InvocationType, most) => {
      const lambda = new LambdaClient({
        region: 'us-east-1',
        endpoint: cloud.origin,
        credentials: cloud.administrator,
      });
      const invoked = (bytes: number) => {
        const empty = JSON.stringify({ body: '' }).length;
        const Payload = JSON.stringify({ body: 'x'.repeat(bytes - empty) });
        return lambda.send(new InvokeCommand({ FunctionName: 'sized', InvocationType, Payload }));
      };
      expect((await invoked(most)).FunctionError).toBe(undefined);
      await expect(invoked(most + 1)).rejects.toMatchObject({
        name: 'RequestEntityTooLargeException',
        message: `Request must be smaller than ${most} bytes for the InvokeFunction operation`,
        $metadata: { httpStatusCode: 413 },
      });
    },
    60_000,
  );
});
