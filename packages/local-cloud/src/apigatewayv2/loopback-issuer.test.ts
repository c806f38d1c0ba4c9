import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loopbackIssuer } from './loopback-issuer.ts';

const NOW = Date.now();
let server: Server;
let issuer: string;
let asked: string[] = [];
let discovery: (issuer: string) => unknown;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let strangers: Awaited<ReturnType<typeof generateKeyPair>>;

beforeAll(async () => {
  keys = await generateKeyPair('RS256');
  strangers = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const content = request.url === '/keys' ? { keys: [jwk] } : discovery(issuer);
    response.statusCode = content === undefined ? 500 : 200;
    response.end(JSON.stringify(content ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  discovery = (own) => ({ issuer: own, jwks_uri: `${own}/keys` });
});

function token(
  change: { claims?: JWTPayload; header?: object; expires?: number; by?: typeof keys } = {},
): Promise<string> {
  const { claims = {}, header = {}, expires = NOW / 1000 + 600, by = keys } = change;
  return new SignJWT({ sub: 'u', iss: issuer, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header })
    .setExpirationTime(Math.floor(expires))
    .sign(by.privateKey);
}

describe('the tokens of an issuer on this machine', () => {
  it('are taken, and its keys are asked for once', async () => {
    const check = loopbackIssuer(issuer, () => NOW);
    const first = await token();
    expect(await check(first)).toMatchObject({ valid: true, claims: { sub: 'u', iss: issuer } });
    expect(await check(await token({ claims: { sub: 'v' } }))).toMatchObject({ valid: true });
    expect(asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  it.each<[name: string, change: Parameters<typeof token>[0], reason: string]>([
    ['expired', { expires: NOW / 1000 - 1 }, 'expired'],
    ["another issuer's", { claims: { iss: 'http://localhost:1' } }, 'issuer'],
    ['of the time to come', { claims: { nbf: Math.floor(NOW / 1000) + 100 } }, 'malformed'],
    ['without a key', { header: { kid: undefined } }, 'malformed'],
    ['of another key', { header: { kid: 'k2' } }, 'signature'],
  ])('are refused when %s', async (_name, change, reason) => {
    const check = loopbackIssuer(issuer, () => NOW);
    expect(await check(await token(change))).toMatchObject({ valid: false, reason });
  });

  it('are refused when somebody else signed them', async () => {
    const check = loopbackIssuer(issuer, () => NOW);
    expect(await check(await token({ by: strangers }))).toMatchObject({ valid: false, reason: 'signature' });
  });

  it('are refused when they are no tokens, unsigned, or signed with a shared secret', async () => {
    const check = loopbackIssuer(issuer, () => NOW);
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const body = part({ iss: issuer, exp: NOW });
    const shared = await new SignJWT({ iss: issuer })
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .setExpirationTime('1h')
      .sign(Buffer.alloc(32, 1));
    for (const text of ['nothing', 'a.b.c', `${part({ alg: 'none' })}.${body}.`, shared]) {
      expect(await check(text)).toMatchObject({ valid: false, reason: 'malformed' });
    }
  });

  it.each<[name: string, made: typeof discovery]>([
    ['fails', () => undefined],
    ['has no jwks_uri', () => ({})],
    ['leads to another machine', () => ({ jwks_uri: 'https://example.com/keys' })],
  ])('are refused when its discovery %s, which is asked again later', async (_name, made) => {
    let now = NOW;
    const check = loopbackIssuer(issuer, () => now);
    discovery = made;
    expect(await check(await token())).toMatchObject({ valid: false, reason: 'unreachable' });
    expect(await check(await token())).toMatchObject({ valid: false, reason: 'unreachable' });
    expect(asked).toHaveLength(1);
    discovery = (own) => ({ jwks_uri: `${own}/keys` });
    now += 5_000;
    expect(await check(await token())).toMatchObject({ valid: true });
  });
});
