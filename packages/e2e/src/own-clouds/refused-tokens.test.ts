import { createHmac, createPublicKey, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../support/call-api.ts';
import { type CloudInProcess, openCloud } from '../support/cloud-in-process.ts';
import type { Outputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';

let running: CloudInProcess;
let outputs: Outputs;
let person: Person;
let clock = 0;

beforeAll(async () => {
  running = await openCloud({
    sources: { now: () => Date.now() + clock, uuid: randomUUID, bytes: randomBytes },
  });
  outputs = await running.outputs();
  person = await newPerson(outputs);
});

afterAll(() => running.close());

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function parts(token: string): {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  signature: string;
} {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  return { header: decode(header), claims: decode(claims), signature };
}

/** A token of a second pool in the same cloud, with the same user name. */
async function foreignToken(): Promise<string> {
  const cognito = new CognitoIdentityProviderClient({
    endpoint: running.cloud.origin,
    region: 'us-east-1',
    credentials: running.cloud.administrator,
  });
  const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: 'another' }));
  const UserPoolId = UserPool?.Id ?? '';
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'c',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: 'eve', MessageAction: 'SUPPRESS' }));
  await cognito.send(
    new AdminSetUserPasswordCommand({
      UserPoolId,
      Username: 'eve',
      Password: 'Aa1!aaaaaaaaa',
      Permanent: true,
    }),
  );
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      ClientId: UserPoolClient?.ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'eve', PASSWORD: 'Aa1!aaaaaaaaa' },
    }),
  );
  return AuthenticationResult?.AccessToken ?? '';
}

async function publicKeyPem(): Promise<string> {
  const issuer = String(parts(person.accessToken).claims.iss);
  const response = await fetch(`${issuer}/.well-known/jwks.json`);
  const { keys } = (await response.json()) as { keys: { readonly kid: string }[] };
  const key = keys.find(({ kid }) => kid === parts(person.accessToken).header.kid) ?? {};
  return createPublicKey({ key: { ...key }, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString();
}

const UNAUTHORIZED = '{"message":"Unauthorized"}';

const rows: [name: string, token: () => Promise<string | undefined> | string | undefined, body: string][] = [
  ['no token', () => undefined, UNAUTHORIZED],
  ['an empty token', () => ' ', UNAUTHORIZED],
  ['garbage', () => 'garbage', UNAUTHORIZED],
  ['three parts of garbage', () => 'Bearer a.b.c', UNAUTHORIZED],
  ['an ID token where scopes ask for an access token', () => person.idToken, UNAUTHORIZED],
  [
    'a forged signature',
    () => {
      const { header, claims } = parts(person.accessToken);
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const content = `${encoded(header)}.${encoded({ ...claims, sub: 'somebody-else' })}`;
      return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`;
    },
    UNAUTHORIZED,
  ],
  [
    'changed claims under the old signature',
    () => {
      const { header, claims, signature } = parts(person.accessToken);
      return `${encoded(header)}.${encoded({ ...claims, sub: 'somebody-else' })}.${signature}`;
    },
    UNAUTHORIZED,
  ],
  [
    'alg: none',
    () => {
      const { header, claims } = parts(person.accessToken);
      return `${encoded({ ...header, alg: 'none' })}.${encoded(claims)}.`;
    },
    UNAUTHORIZED,
  ],
  [
    'HS256 with the public key as the secret',
    async () => {
      const { header, claims } = parts(person.accessToken);
      const content = `${encoded({ ...header, alg: 'HS256' })}.${encoded(claims)}`;
      return `${content}.${createHmac('sha256', await publicKeyPem())
        .update(content)
        .digest('base64url')}`;
    },
    UNAUTHORIZED,
  ],
  ["another pool's token", foreignToken, UNAUTHORIZED],
  [
    'an expired token',
    () => {
      clock = 61 * 60 * 1000;
      return person.accessToken;
    },
    '{"message":"The incoming token has expired"}',
  ],
];

describe('the Cognito authorizer', () => {
  it.each(rows)('refuses %s, says why, and the function never runs', async (_name, tokenOf, body) => {
    const token = await tokenOf();
    running.entries.length = 0;
    try {
      const answer = await call(outputs, { path: 'tasks', ...(token === undefined ? {} : { token }) });
      expect(answer).toMatchObject({ status: 401, text: body });
      expect(answer.headers.get('x-amzn-errortype')).toBe('UnauthorizedException');
      expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
      expect(answer.headers.get('content-type')).toBe('application/json');
      const lines = running.entries.filter(({ outcome }) => outcome === 'refused');
      expect(lines).toHaveLength(1);
      expect(lines[0]?.requestId).toBe(answer.headers.get('x-amzn-requestid'));
      const signature = token?.split('.')[2] ?? '';
      if (signature.length > 40) expect(JSON.stringify(lines)).not.toContain(signature);
    } finally {
      clock = 0;
    }
  });

  it('lets the real token pass, bare and as Bearer', async () => {
    for (const token of [person.accessToken, `Bearer ${person.accessToken}`]) {
      expect(await call(outputs, { path: 'tasks', token })).toMatchObject({ status: 200 });
    }
  });

  it('is not asked about a route that does not exist', async () => {
    for (const path of ['nothing', 'tasks/a/b/c', '']) {
      const answer = await call(outputs, { path, token: person.accessToken });
      expect(answer).toMatchObject({ status: 403, text: '{"message":"Missing Authentication Token"}' });
      expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    }
  });
});
