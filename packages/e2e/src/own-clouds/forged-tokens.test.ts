import type { JsonWebKey } from 'node:crypto';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BareCloud, openBareCloud } from '../support/bare-cloud.ts';
import { FORGERIES } from '../support/forged-tokens.ts';
import {
  askForTokens,
  newPool,
  newTokens,
  type OAuthClient,
  type OAuthTokens,
  type SignInPool,
} from '../support/sign-in-pool.ts';

let cloud: BareCloud;
let pool: SignInPool;
let web: OAuthClient;
let keys: readonly JsonWebKey[];

beforeAll(async () => {
  cloud = await openBareCloud();
  pool = await newPool(cloud);
  web = await pool.newClient();
  const published = await fetch(`${pool.base}/.well-known/jwks.json`);
  ({ keys } = (await published.json()) as { keys: JsonWebKey[] });
});
afterAll(() => cloud.close());

/** What the operations that take an access token need beside it. */
const OTHER_MEMBERS: Readonly<Record<string, object>> = {
  ChangePassword: { PreviousPassword: 'Correct-horse-7-battery', ProposedPassword: 'Another-horse-8' },
  DeleteUserAttributes: { UserAttributeNames: ['name'] },
  GetUserAttributeVerificationCode: { AttributeName: 'email' },
  UpdateUserAttributes: { UserAttributes: [{ Name: 'name', Value: 'Ann' }] },
  VerifySoftwareToken: { UserCode: '123456' },
  VerifyUserAttribute: { AttributeName: 'email', Code: '123456' },
};

/** The names of the operations with such a member, as the SDK's model has them. */
function operationsWith(member: string): string[] {
  return Object.entries(sdk).flatMap(([name, schema]) => {
    const members: unknown = Array.isArray(schema) ? schema[4] : undefined;
    const takes = name.endsWith('Request$') && Array.isArray(members) && members.includes(member);
    return takes ? [name.slice(0, -'Request$'.length)] : [];
  });
}

interface Answer {
  readonly status: number;
  readonly body: { readonly __type?: string; readonly message?: string; readonly error?: string };
}

async function answer(asked: Promise<Response>): Promise<Answer> {
  const response = await asked;
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

function call(operation: string, input: object): Promise<Answer> {
  return answer(
    fetch(cloud.origin, {
      method: 'POST',
      headers: {
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
        'content-type': 'application/x-amz-json-1.1',
      },
      body: JSON.stringify(input),
    }),
  );
}

const withAccessToken = (operation: string, AccessToken: string): Promise<Answer> =>
  call(operation, { ...OTHER_MEMBERS[operation], AccessToken });

function userInfo(token: string): Promise<Answer> {
  return answer(fetch(`${pool.base}/oauth2/userInfo`, { headers: { Authorization: `Bearer ${token}` } }));
}

async function emulated(operations: readonly string[]): Promise<string[]> {
  const names: string[] = [];
  for (const operation of operations) {
    const { body } = await call(operation, {});
    if (body.__type !== 'UnknownOperationException') names.push(operation);
  }
  return names;
}

const freshTokens = async (): Promise<OAuthTokens> => newTokens(pool, web, await pool.newUser());

async function foreignTokens(): Promise<OAuthTokens> {
  const elsewhere = await newPool(cloud);
  return newTokens(elsewhere, await elsewhere.newClient(), await elsewhere.newUser());
}

/** Every access token that must not count, with Cognito's words for it at the JSON API. */
const bad: [name: string, make: () => Promise<string>, message: string][] = [
  ...Object.entries(FORGERIES).map(([name, forge]): [string, () => Promise<string>, string] => [
    name,
    async () => forge((await freshTokens()).access_token, keys),
    'Invalid Access Token',
  ]),
  ['an ID token', async () => (await freshTokens()).id_token, 'Invalid Access Token'],
  ['a refresh token', async () => (await freshTokens()).refresh_token, 'Invalid Access Token'],
  [
    'an ID token that says it is an access token',
    async () => {
      const [header, claims = '', signature] = (await freshTokens()).id_token.split('.');
      const read = JSON.parse(Buffer.from(claims, 'base64url').toString());
      const changed = Buffer.from(JSON.stringify({ ...read, token_use: 'access' })).toString('base64url');
      return `${header}.${changed}.${signature}`;
    },
    'Invalid Access Token',
  ],
  [
    'a token that was revoked',
    async () => {
      const tokens = await freshTokens();
      await call('RevokeToken', { ClientId: web.id, Token: tokens.refresh_token });
      return tokens.access_token;
    },
    'Access Token has been revoked',
  ],
  [
    'an expired token',
    async () => {
      const user = await pool.newUser();
      cloud.later(-61 * 60_000);
      const { access_token } = await newTokens(pool, web, user);
      cloud.later(61 * 60_000);
      return access_token;
    },
    'Access Token has expired',
  ],
];

describe('an access token that is', () => {
  let operations: string[];
  beforeAll(async () => {
    operations = await emulated(operationsWith('AccessToken'));
    expect(operations).toEqual(expect.arrayContaining(['GetUser', 'GlobalSignOut', 'VerifySoftwareToken']));
  });

  it.each(bad)('%s opens no operation and no endpoint', async (_name, make, message) => {
    const token = await make();
    for (const operation of operations) {
      expect({ operation, ...(await withAccessToken(operation, token)) }).toEqual({
        operation,
        status: 400,
        body: { __type: 'NotAuthorizedException', message },
      });
    }
    expect(await userInfo(token)).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
    const lines = JSON.stringify(cloud.entries);
    const signature = token.split('.').at(-1) ?? '';
    if (signature.length > 40) expect(lines).not.toContain(signature);
  });

  it('of another pool opens nothing of this one', async () => {
    const { access_token } = await foreignTokens();
    expect(await userInfo(access_token)).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
  });

  it('good is taken by each of them', async () => {
    for (const operation of operations) {
      const { access_token } = await freshTokens();
      expect(await userInfo(access_token)).toMatchObject({ status: 200 });
      const { body } = await withAccessToken(operation, access_token);
      expect({ operation, type: body.__type }).not.toEqual({ operation, type: 'NotAuthorizedException' });
    }
  });
});

/** Where refresh tokens are taken, and how each refuses. */
const refreshDoors: [name: string, ask: (token: string) => Promise<Answer>, refusal: object][] = [
  [
    'InitiateAuth',
    (REFRESH_TOKEN) =>
      call('InitiateAuth', {
        ClientId: web.id,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN },
      }),
    { __type: 'NotAuthorizedException', message: 'Invalid Refresh Token.' },
  ],
  [
    'GetTokensFromRefreshToken',
    (RefreshToken) => call('GetTokensFromRefreshToken', { ClientId: web.id, RefreshToken }),
    { __type: 'NotAuthorizedException', message: 'Invalid Refresh Token.' },
  ],
  [
    'the token endpoint',
    (refresh_token) =>
      answer(askForTokens(pool, { grant_type: 'refresh_token', client_id: web.id, refresh_token })),
    { error: 'invalid_grant' },
  ],
];

describe('a refresh token', () => {
  it('is taken by the operations of this table and no others', async () => {
    expect(await emulated(operationsWith('RefreshToken'))).toEqual(['GetTokensFromRefreshToken']);
    expect(await emulated(operationsWith('Token'))).toEqual(['RevokeToken']);
  });

  it.each(refreshDoors)('that is none opens nothing at %s', async (_name, ask, refusal) => {
    const tokens = await freshTokens();
    const forged = Object.values(FORGERIES).map((forge) => forge(tokens.access_token, keys));
    const [head, ...rest] = tokens.refresh_token.split('.');
    const swapped = [head, rest[1], rest[0], rest[2], rest[3]].join('.');
    const foreign = (await foreignTokens()).refresh_token;
    const none = [tokens.access_token, tokens.id_token, swapped, foreign, `${tokens.refresh_token}A`];
    for (const token of [...forged, ...none]) {
      expect(await ask(token)).toEqual({ status: 400, body: refusal });
    }
    expect((await ask(tokens.refresh_token)).status).toBe(200);
  });

  it('is not revoked by anything but itself and its own client', async () => {
    const tokens = await freshTokens();
    const other = await pool.newClient();
    const revoke = (client: OAuthClient, token: string): Promise<Answer> =>
      answer(
        fetch(`${pool.base}/oauth2/revoke`, {
          method: 'POST',
          body: new URLSearchParams({ client_id: client.id, token }),
        }),
      );
    for (const token of [tokens.access_token, tokens.id_token]) {
      expect(await revoke(web, token)).toEqual({ status: 400, body: { error: 'unsupported_token_type' } });
      expect(await call('RevokeToken', { ClientId: web.id, Token: token })).toMatchObject({
        status: 400,
        body: { __type: 'UnsupportedTokenTypeException' },
      });
    }
    expect(await revoke(other, tokens.refresh_token)).toEqual({ status: 200, body: {} });
    expect(await revoke(web, 'never.issued.by.any.body')).toEqual({ status: 200, body: {} });
    expect(await userInfo(tokens.access_token)).toMatchObject({ status: 200 });
    expect(await revoke(web, tokens.refresh_token)).toEqual({ status: 200, body: {} });
    expect(await userInfo(tokens.access_token)).toMatchObject({ status: 401 });
  });
});
