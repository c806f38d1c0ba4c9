import { createHash, createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { createIam, type Iam } from '../iam/iam.ts';
import { SILENT_JOURNAL } from '../journal/journal.ts';
import { memoryStore } from '../store/memory-store.ts';
import { apiTemplate, type GatewayFixture, gatewayFixture } from './gateway-fixture.ts';

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

let directory: string;
let iam: Iam;
let fixture: GatewayFixture;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signed-requests-'));
  iam = await createIam(
    {
      account: LOCAL_ACCOUNT,
      sources: SYSTEM_SOURCES,
      journal: SILENT_JOURNAL,
      store: memoryStore(),
      origin: 'http://localhost:4566',
    },
    { dataDirectory: directory },
  );
  fixture = await gatewayFixture(undefined, { authenticate: iam.authenticate });
  fixture.clock.now = Date.now();
  await fixture.deploy(apiTemplate({ 'POST /items/{id}': { AuthorizationType: 'AWS_IAM' } }));
});
afterAll(() => rm(directory, { recursive: true }));

async function signed(change: { readonly secret?: string; readonly host?: string } = {}) {
  const { accessKeyId, secretAccessKey, region } = iam.administrator;
  const host = change.host ?? 'localhost:4566';
  const prefix = host.startsWith('localhost') ? `/execute-api/${fixture.apiId()}` : '';
  const signer = new SignatureV4({
    service: 'execute-api',
    region,
    credentials: { accessKeyId, secretAccessKey: change.secret ?? secretAccessKey },
    sha256: Sha256,
  });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname: host,
    path: `${prefix}/prod/items/a%20b`,
    query: { q: '1' },
    headers: { host, 'content-type': 'application/json' },
    body: '{"a":1}',
  });
  return { method: 'POST', path: '/prod/items/a%20b?q=1', headers, body: '{"a":1}' };
}

describe('AWS_IAM with the signer of the SDK', () => {
  it.each([undefined, 'api'])('lets a signed request pass, sent to %s', async (host) => {
    const request = await signed(
      host === undefined ? {} : { host: `${fixture.apiId()}.execute-api.localhost` },
    );
    expect((await fixture.send(request)).status).toBe(200);
    expect(fixture.calls.at(-1)?.event.requestContext.identity.userArn).toMatch(/^arn:aws:iam::/);
  });

  it('refuses a wrong secret, a changed body and no signature', async () => {
    const wrong = await fixture.send(await signed({ secret: 'x'.repeat(40) }));
    expect([wrong.status, wrong.headers['x-amzn-ErrorType']]).toEqual([403, 'InvalidSignatureException']);
    const changed = await fixture.send({ ...(await signed()), body: '{"a":2}' });
    expect(changed.status).toBe(403);
    const unsigned = await fixture.send({ ...(await signed()), headers: {} });
    expect([unsigned.status, unsigned.body]).toEqual([403, '{"message":"Missing Authentication Token"}']);
  });
});
