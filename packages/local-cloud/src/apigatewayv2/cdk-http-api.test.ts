import { createHash, createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalCloud } from '../cloud.ts';
import type { JournalEntry } from '../journal/journal.ts';

/** What CDK's HttpApi synthesizes: two stages, CORS, and routes behind every kind of authorizer. */
const ASSEMBLY = join(import.meta.dirname, '../../test/cdk-http-api');
const PASSWORD = 'Correct-horse-7';

let directory: string;
let cloud: LocalCloud;
let outputs: Record<string, string>;
let tokens: { readonly access: string; readonly id: string };
const journal: JournalEntry[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'http-api-'));
  cloud = await LocalCloud.open({
    dataDirectory: directory,
    port: 0,
    journal: { write: (entry) => void journal.push(entry) },
  });
  await cloud.deploy(ASSEMBLY);
  outputs = cloud.outputs().Http ?? {};
  const cognito = new CognitoIdentityProviderClient({
    endpoint: cloud.origin,
    region: 'us-east-1',
    credentials: cloud.administrator,
  });
  const user = { UserPoolId: outputs.PoolId, Username: 'jo' };
  await cognito.send(new AdminCreateUserCommand(user));
  await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }));
  const { AuthenticationResult: result } = await cognito.send(
    new InitiateAuthCommand({
      ClientId: outputs.ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'jo', PASSWORD },
    }),
  );
  tokens = { access: result?.AccessToken ?? '', id: result?.IdToken ?? '' };
}, 60_000);
afterAll(async () => {
  await cloud.stop();
  await rm(directory, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(new URL(path, outputs.Url), { headers });
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

describe("a CDK app's HTTP API", () => {
  it('has local addresses for what AWS would serve', () => {
    const api = /^http:\/\/localhost:\d+\/execute-api\/[a-z0-9]{10}/.exec(outputs.Url ?? '')?.[0];
    expect(outputs).toMatchObject({ Url: `${api}/`, Endpoint: api, BetaUrl: `${api}/beta` });
  });

  it('answers with what the function returns', async () => {
    const answer = await get('items', { origin: 'http://localhost:3000' });
    expect(await answer.json()).toEqual({ seen: 'GET /items', stage: '$default', path: '/items' });
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
    expect(answer.headers.get('apigw-requestid')).toMatch(/^[\w-]{15}=$/);
  });

  it('serves its other stage below the name', async () => {
    const path = new URL(outputs.BetaUrl ?? '').pathname.replace(/.*(\/beta)$/, '$1/items');
    const answer = await fetch(`${outputs.BetaUrl}/items`);
    expect(await answer.json()).toEqual({ seen: 'GET /items', stage: 'beta', path, color: 'blue' });
  });

  it('answers the preflight of a route whose other methods need a token', async () => {
    const answer = await fetch(new URL('scoped', outputs.Url), {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:3000', 'access-control-request-method': 'GET' },
    });
    expect([answer.status, answer.headers.get('access-control-max-age')]).toEqual([204, '600']);
  });

  it.each<[path: string, token: 'access' | 'id' | 'none' | 'broken', status: number, body: object]>([
    ['items/7', 'access', 200, { seen: 'ANY /items/{id}', who: expect.any(String) }],
    ['items/7', 'id', 200, { seen: 'ANY /items/{id}' }],
    ['items/7', 'none', 401, { message: 'Unauthorized' }],
    ['items/7', 'broken', 401, { message: 'Unauthorized' }],
    ['scoped', 'access', 200, { seen: 'GET /scoped' }],
    ['scoped', 'id', 403, { message: 'Forbidden' }],
    ['other-scope', 'access', 403, { message: 'Forbidden' }],
  ])('answers /%s with the token "%s" by %i', async (path, which, status, body) => {
    const sent = { ...tokens, none: '', broken: `${tokens.access.slice(0, -4)}AAAA` }[which];
    const answer = await get(path, sent === '' ? {} : bearer(sent));
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject(body);
  });

  it('asks the Lambda authorizer', async () => {
    const allowed = await get('admin/a/b', { authorization: 'letmein' });
    expect(await allowed.json()).toMatchObject({ seen: 'GET /admin/{proxy+}', who: 't-1' });
    expect((await get('admin/a/b', { authorization: 'other' })).status).toBe(403);
    expect((await get('admin/a/b')).status).toBe(401);
  });

  it('takes signed requests where it asks for them', async () => {
    const url = new URL('signed', outputs.Url);
    const signer = new SignatureV4({
      service: 'execute-api',
      region: 'us-east-1',
      credentials: cloud.administrator,
      sha256: Sha256,
    });
    const { headers } = await signer.sign({
      method: 'POST',
      protocol: 'http:',
      hostname: url.hostname,
      path: url.pathname,
      headers: { host: url.host },
    });
    const { host: _host, ...sent } = headers;
    const answer = await fetch(url, { method: 'POST', headers: sent });
    expect(await answer.json()).toMatchObject({ seen: 'POST /signed', who: expect.stringContaining('arn:') });
    expect((await fetch(url, { method: 'POST' })).status).toBe(403);
  });

  it('tells the journal why it refused, without the tokens', () => {
    const rules = new Set(journal.filter(({ outcome }) => outcome === 'refused').map(({ rule }) => rule));
    expect([...rules]).toEqual(
      expect.arrayContaining(['JWT authorizer People', 'REQUEST authorizer Simple']),
    );
    expect(JSON.stringify(journal)).not.toContain(tokens.access.slice(-40));
  });
});

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
