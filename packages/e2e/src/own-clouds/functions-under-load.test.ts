import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BareCloud, openBareCloud } from '../support/bare-cloud.ts';
import { writeAssembly } from '../support/hand-written-assembly.ts';
import { proxyApiStack } from '../support/proxy-api-stack.ts';

const STACK = proxyApiStack({
  Fast: { source: `exports.handler = async () => ({ statusCode: 200, body: 'fast' });` },
  Loops: {
    source: `exports.handler = async () => { for (;;); };`,
    properties: { Timeout: 2, FunctionName: 'loops' },
  },
  // It answers once the caller has seen the other one being refused.
  Narrow: {
    source: `exports.handler = async (event) => { await new Promise((r) => setTimeout(r, 3000)); return { statusCode: 200, body: 'ran' }; };`,
    properties: { Timeout: 30, ReservedConcurrentExecutions: 1, FunctionName: 'narrow' },
  },
});

let cloud: BareCloud;
let directory: string;
let base: string;
const client = { region: 'us-east-1', maxAttempts: 1 };

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'taskyard-load-'));
  cloud = await openBareCloud();
  await writeAssembly(directory, { Load: STACK });
  await cloud.deploy(directory);
  base = `${cloud.origin}/execute-api/${cloud.outputs().Load?.ApiId}/dev`;
});
afterAll(async () => {
  await cloud?.close();
  await rm(directory, { recursive: true, force: true });
});

async function get(path: string): Promise<readonly [status: number, body: string]> {
  const answer = await fetch(`${base}/${path}`);
  return [answer.status, await answer.text()];
}

describe('functions beside each other', () => {
  it('do not wait for one that loops, which ends at its own timeout', async () => {
    await get('fast');
    let looping = true;
    const loop = get('loops').finally(() => {
      looping = false;
    });
    for (let times = 0; times < 20; times += 1) expect(await get('fast')).toEqual([200, 'fast']);
    expect(looping).toBe(true);
    expect(await loop).toEqual([502, '{"message":"Internal server error"}']);
    const logs = new CloudWatchLogsClient({
      ...client,
      endpoint: cloud.origin,
      credentials: cloud.administrator,
    });
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: '/aws/lambda/loops' }),
    );
    const lines = events.map(({ message }) => message ?? '');
    expect(lines).toContainEqual(expect.stringMatching(/^\S+Z \S+ Task timed out after 2\.00 seconds\n\n$/));
    expect(lines.at(-1)).toMatch(/^REPORT .*\tStatus: timeout\n$/);
  });

  it('take no more requests at once than are reserved', async () => {
    const lambda = new LambdaClient({
      ...client,
      endpoint: cloud.origin,
      credentials: cloud.administrator,
    });
    const first = get('narrow');
    // The first one has begun by the time when the second is refused.
    await expect
      .poll(() => get('narrow'), { timeout: 2_500, interval: 50 })
      .toEqual([500, '{"message":"Internal server error"}']);
    const refused = await lambda.send(new InvokeCommand({ FunctionName: 'narrow' })).catch((error) => error);
    expect(refused).toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      $metadata: { httpStatusCode: 429 },
    });
    expect(await first).toEqual([200, 'ran']);
  });
});
