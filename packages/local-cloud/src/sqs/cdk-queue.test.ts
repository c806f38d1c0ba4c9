import { createHash, createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalCloud } from '../cloud.ts';
import type { JournalEntry } from '../journal/journal.ts';

/** What CDK synthesizes for a queue with a dead-letter queue and a function that follows it. */
const ASSEMBLY = join(import.meta.dirname, '../../test/cdk-queue');

let directory: string;
let cloud: LocalCloud;
let outputs: Record<string, string>;
const journal: JournalEntry[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cdk-queue-'));
  cloud = await LocalCloud.open({
    dataDirectory: directory,
    port: 0,
    journal: { write: (entry) => void journal.push(entry) },
  });
  await cloud.deploy(ASSEMBLY);
  outputs = cloud.outputs().Queues ?? {};
}, 60_000);
afterAll(async () => {
  await cloud.stop();
  await rm(directory, { recursive: true });
});

describe("a CDK app's queue", () => {
  it('is reached at its local address', () => {
    expect(outputs.WorkUrl).toMatch(
      new RegExp(`^${cloud.origin}/000000000000/Queues-Work[A-Z0-9]+-[A-Z0-9]{12}$`),
    );
  });

  it('gives its messages to the function, whose role may read them', async () => {
    const sent = await call('SendMessage', { QueueUrl: outputs.WorkUrl, MessageBody: 'x' });
    expect(sent.status).toBe(200);
    const left = async (): Promise<unknown> => {
      const { output } = await call('GetQueueAttributes', {
        QueueUrl: outputs.WorkUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      });
      return output.Attributes;
    };
    await expect
      .poll(left, { timeout: 20_000 })
      .toEqual({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' });
    expect(journal.filter(({ outcome }) => outcome === 'failed' || outcome === 'refused')).toEqual([]);
  });

  it('takes no call that is not signed', async () => {
    const response = await fetch(cloud.origin, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSQS.ListQueues' },
      body: '{}',
    });
    expect(response.status).toBe(403);
  });
});

async function call(
  operation: string,
  input: object,
): Promise<{ readonly status: number; readonly output: Record<string, unknown> }> {
  const { host, hostname } = new URL(cloud.origin);
  const body = JSON.stringify(input);
  const signer = new SignatureV4({
    service: 'sqs',
    region: 'us-east-1',
    credentials: cloud.administrator,
    sha256: Sha256,
  });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname,
    path: '/',
    headers: { host, 'x-amz-target': `AmazonSQS.${operation}`, 'content-type': 'application/x-amz-json-1.0' },
    body,
  });
  const { host: _host, ...sent } = headers;
  const response = await fetch(cloud.origin, { method: 'POST', headers: sent, body });
  return { status: response.status, output: JSON.parse(await response.text()) };
}

/** SHA-256, or HMAC with a secret, in the form that the signer asks for. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined
        ? createHash('sha256')
        : createHmac('sha256', secret as string | NodeJS.ArrayBufferView);
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}
