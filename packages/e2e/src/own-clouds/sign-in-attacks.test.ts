import { createHash, randomBytes } from 'node:crypto';
import { AdminDisableUserCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BareCloud, openBareCloud } from '../support/bare-cloud.ts';
import { alertOf, cookieBrowser } from '../support/cookie-browser.ts';
import {
  authorization,
  CALLBACK,
  newPool,
  type OAuthClient,
  PASSWORD,
  SIGNED_OUT,
  type SignInPool,
  signInOnPages,
} from '../support/sign-in-pool.ts';

const WRONG = 'Wrong-horse-7-battery';

let cloud: BareCloud;
let pool: SignInPool;
let web: OAuthClient;

beforeAll(async () => {
  cloud = await openBareCloud();
  pool = await newPool(cloud);
  web = await pool.newClient();
});
afterAll(() => cloud.close());

interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
}

async function call(operation: string, input: object): Promise<Answer> {
  const response = await fetch(cloud.origin, {
    method: 'POST',
    headers: {
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      'content-type': 'application/x-amz-json-1.1',
    },
    body: JSON.stringify({ ClientId: web.id, ...input }),
  });
  return {
    status: response.status,
    headers: [...response.headers.keys()].sort(),
    body: (await response.json()) as Record<string, unknown>,
  };
}

const withPassword = (USERNAME: string, password: string): Promise<Answer> =>
  call('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD: password },
  });

const SRP_A = randomBytes(384).toString('hex');

const withSrp = (USERNAME: string): Promise<Answer> =>
  call('InitiateAuth', { AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME, SRP_A } });

/** A whole SRP sign-in with a proof that is wrong. */
async function withWrongProof(name: string): Promise<Answer> {
  const { body } = await withSrp(name);
  const { USERNAME, SECRET_BLOCK } = body.ChallengeParameters as Record<string, string>;
  return call('RespondToAuthChallenge', {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeResponses: {
      USERNAME,
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: createHash('sha256').update(name).digest('base64'),
      TIMESTAMP: 'Sat Nov 21 09:00:00 UTC 2026',
    },
  });
}

/** The sign-in page's words for a name and a password; undefined when they were right. */
async function onPage(username: string, password: string): Promise<string | undefined> {
  const browser = cookieBrowser(pool.base);
  const first = await browser.open(authorization(pool, web).url);
  if (first.kind !== 'page') throw new Error('There is no sign-in page.');
  const answer = await browser.submit(first.page, { username, password });
  return answer.kind === 'page' ? alertOf(answer.page.html) : undefined;
}

describe('guessing', () => {
  it('is counted over all doors, locks one person, and ends with time', async () => {
    const ann = await pool.newUser();
    const bob = await pool.newUser('bob');
    await withPassword(ann, WRONG);
    await withPassword(ann, WRONG);
    await onPage(ann, WRONG);
    await onPage(ann, WRONG);
    expect((await withWrongProof(ann)).body).toMatchObject({ message: 'Incorrect username or password.' });
    for (const password of [PASSWORD, WRONG]) {
      expect((await withPassword(ann, password)).body).toEqual({
        __type: 'NotAuthorizedException',
        message: 'Password attempts exceeded',
      });
    }
    expect(await onPage(ann, PASSWORD)).toBe('Password attempts exceeded.');
    expect((await withPassword(bob, PASSWORD)).status).toBe(200);
    cloud.later(1001);
    expect((await withPassword(ann, PASSWORD)).status).toBe(200);
    expect((await withPassword(ann, WRONG)).body.message).toBe('Incorrect username or password.');
  });
});

/** The shape of an answer: what differs from request to request is replaced by its form. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shapeOf(each)]));
  }
  if (typeof value !== 'string') return value;
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(value)) return 'uuid';
  if (/^[0-9a-f]{24,}$/.test(value)) return `hexadecimal of ${value.length > 100 ? 'hundreds' : 'tens'}`;
  return /^[\w+/=-]{100,}$/.test(value) ? `opaque of ${value.length}` : value;
}

/** The ways to ask about a name. */
const questions: [name: string, ask: (username: string) => Promise<Answer>][] = [
  ['a password', (name) => withPassword(name, WRONG)],
  ['the first half of an SRP proof', withSrp],
  ['a wrong SRP proof', withWrongProof],
  [
    'a choice of factors',
    (USERNAME) => call('InitiateAuth', { AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME } }),
  ],
  ['a forgotten password', (Username) => call('ForgotPassword', { Username })],
  [
    'a reset code',
    async (Username) => {
      await call('ForgotPassword', { Username });
      return call('ConfirmForgotPassword', { Username, ConfirmationCode: '000', Password: PASSWORD });
    },
  ],
  [
    'a reset code that nobody asked for',
    (Username) => call('ConfirmForgotPassword', { Username, ConfirmationCode: '000', Password: PASSWORD }),
  ],
  ['a refresh', () => call('GetTokensFromRefreshToken', { RefreshToken: 'a.b.c.d.e' })],
];

describe('who exists', () => {
  it.each(questions)('is not told by %s', async (_name, ask) => {
    const known = await pool.newUser();
    const unknown = known.replace(/^ann/, 'axx');
    const [there, nobody] = [await ask(known), await ask(unknown)];
    expect(shapeOf(nobody)).toEqual(shapeOf(there));
    const rest = [];
    for (let count = 0; count < 4; count += 1) rest.push([await ask(known), await ask(unknown)]);
    for (const [first, second] of rest) expect(shapeOf(second)).toEqual(shapeOf(first));
  });

  it('is not told by a reset for a person who is disabled', async () => {
    const disabled = await pool.newUser();
    await cloud.cognito.send(new AdminDisableUserCommand({ UserPoolId: pool.id, Username: disabled }));
    const unknown = disabled.replace(/^ann/, 'axx');
    for (const operation of ['ConfirmForgotPassword', 'ForgotPassword', 'ConfirmForgotPassword']) {
      const [there, nobody] = await Promise.all(
        [disabled, unknown].map((Username) =>
          call(operation, { Username, ConfirmationCode: '000', Password: PASSWORD }),
        ),
      );
      expect({ operation, ...there }).toEqual({ operation, ...nobody });
    }
  });

  it('is not told by another code for a person who is disabled', async () => {
    const Username = `late-${randomBytes(4).toString('hex')}@example.com`;
    await cloud.cognito.send(new SignUpCommand({ ClientId: web.id, Username, Password: PASSWORD }));
    await cloud.cognito.send(new AdminDisableUserCommand({ UserPoolId: pool.id, Username }));
    const there = await call('ResendConfirmationCode', { Username });
    const nobody = await call('ResendConfirmationCode', { Username: Username.replace('late', 'lxxx') });
    expect(there).toEqual(nobody);
  });

  it('is not told by the salt, which a name keeps, also through a restart', async () => {
    const simulated = async (): Promise<unknown> => {
      const { ChallengeParameters } = (await withSrp('nobody@example.com')).body;
      const { SALT, USER_ID_FOR_SRP } = ChallengeParameters as Record<string, string>;
      return { SALT, USER_ID_FOR_SRP };
    };
    const before = await simulated();
    expect(await simulated()).toEqual(before);
    await cloud.restart();
    expect(await simulated()).toEqual(before);
  });

  it('is not told by the pages', async () => {
    const known = await pool.newUser();
    const unknown = known.replace(/^ann/, 'axx');
    expect(await onPage(unknown, WRONG)).toBe(await onPage(known, WRONG));
    const forgotten = async (username: string): Promise<string> => {
      const browser = cookieBrowser(pool.base);
      const url = new URL(authorization(pool, web).url);
      url.pathname = `/${pool.id}/forgotPassword`;
      const page = await browser.open(url);
      if (page.kind !== 'page') throw new Error('There is no page.');
      const answer = await browser.submit(page.page, { username });
      if (answer.kind !== 'page') throw new Error('There is no next page.');
      return answer.page.html
        .replaceAll(username, 'name')
        .replaceAll(/name="_csrf" value="[^"]*"/g, '')
        .replaceAll(/(state|code_challenge)=[^&"]*/g, '');
    };
    expect(await forgotten(unknown)).toBe(await forgotten(known));
  });
});

const FORM = 'application/x-www-form-urlencoded';

/** Every page that takes a form. */
const FORMS = [
  '/login',
  '/signup',
  '/confirmUser',
  '/resendcode',
  '/forgotPassword',
  '/confirmForgotPassword',
  '/mfa',
  '/setupMfa',
  '/changePassword',
];

const CSRF = 'A'.repeat(43);

describe('a form', () => {
  const strangers: [name: string, headers: Record<string, string>, csrf: string | undefined][] = [
    ['without the cookie', {}, CSRF],
    ['without the field', { Cookie: `XSRF-TOKEN=${CSRF}` }, undefined],
    ['with another field', { Cookie: `XSRF-TOKEN=${CSRF}` }, 'B'.repeat(43)],
    ['with an empty cookie', { Cookie: 'XSRF-TOKEN=' }, ''],
    ['of another origin', { Cookie: `XSRF-TOKEN=${CSRF}`, Origin: 'https://evil.example' }, CSRF],
    ['of an opaque origin', { Cookie: `XSRF-TOKEN=${CSRF}`, Origin: 'null' }, CSRF],
    ['of another site', { Cookie: `XSRF-TOKEN=${CSRF}`, 'Sec-Fetch-Site': 'cross-site' }, CSRF],
    ['of a sister site', { Cookie: `XSRF-TOKEN=${CSRF}`, 'Sec-Fetch-Site': 'same-site' }, CSRF],
  ];

  it.each(strangers)('%s is taken by no page', async (_name, headers, csrf) => {
    const username = await pool.newUser();
    for (const path of FORMS) {
      const url = new URL(authorization(pool, web).url);
      url.pathname = `/${pool.id}${path}`;
      const fields = new URLSearchParams({ username, password: PASSWORD, code: '123456' });
      if (csrf !== undefined) fields.set('_csrf', csrf);
      const answer = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'Content-Type': FORM, ...headers },
        body: fields.toString(),
      });
      expect({ path, status: answer.status }).toEqual({ path, status: 403 });
      expect(answer.headers.getSetCookie().filter((line) => line.startsWith('cognito'))).toEqual([]);
    }
  });
});

/** Posts the sign-in form with these cookies beside the one against forgery. */
async function signInWith(username: string, cookies: string): Promise<Response> {
  const url = new URL(authorization(pool, web).url);
  url.pathname = `/${pool.id}/login`;
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': FORM, Cookie: `XSRF-TOKEN=${CSRF}; ${cookies}` },
    body: new URLSearchParams({ _csrf: CSRF, username, password: PASSWORD }).toString(),
  });
}

const authorizeWith = async (cookie: string): Promise<string> => {
  const { url } = authorization(pool, web);
  const answer = await fetch(url, { redirect: 'manual', headers: { Cookie: cookie } });
  return answer.headers.get('location') ?? '';
};

describe('a session', () => {
  it('that somebody planted is worth nothing after the sign-in', async () => {
    const planted = `cognito=${'P'.repeat(43)}`;
    const answer = await signInWith(await pool.newUser(), `${planted}; cognito-step=${'P'.repeat(43)}`);
    const [own = ''] = answer.headers.getSetCookie().filter((line) => line.startsWith('cognito='));
    expect(own).toMatch(/^cognito=[\w-]{43}; Path=\/us-east-1_\w{9}; Max-Age=3600; HttpOnly; SameSite=Lax$/);
    expect(own).not.toContain(planted);
    expect(await authorizeWith(planted)).toContain('/login?');
    expect(await authorizeWith(own.split(';')[0] ?? '')).toContain(`${CALLBACK}?code=`);
  });

  it('of an attacker ends when the victim signs in over it', async () => {
    const [first = ''] = (await signInWith(await pool.newUser('eve'), '')).headers
      .getSetCookie()
      .filter((line) => line.startsWith('cognito='));
    const theirs = first.split(';')[0] ?? '';
    expect(await authorizeWith(theirs)).toContain(`${CALLBACK}?code=`);
    await signInWith(await pool.newUser(), theirs);
    expect(await authorizeWith(theirs)).toContain('/login?');
  });

  it('ends at the sign-out, wherever the cookie is by then', async () => {
    const [line = ''] = (await signInWith(await pool.newUser(), '')).headers
      .getSetCookie()
      .filter((each) => each.startsWith('cognito='));
    const cookie = line.split(';')[0] ?? '';
    const query = new URLSearchParams({ client_id: web.id, logout_uri: SIGNED_OUT });
    const out = await fetch(`${pool.base}/logout?${query}`, {
      redirect: 'manual',
      headers: { Cookie: cookie },
    });
    expect(out.headers.get('location')).toBe(SIGNED_OUT);
    expect(await authorizeWith(cookie)).toContain('/login?');
  });
});

/** Addresses that look like the registered one to somebody who is careless. */
const nearMisses = (address: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(
      `${address}/`,
      `${address}?x=1`,
      `${address}#x`,
      `${address}.evil.example`,
      `${address}@evil.example`,
      `${address}\\@evil.example`,
      address.replace('localhost', 'localhost:3000@evil.example'),
      address.replace('localhost', 'LOCALHOST'),
      address.replace('localhost', '127.0.0.1'),
      address.replace('http:', 'https:'),
      address.replace('http:', ''),
      address.replace('/callback', '/./callback'),
      address.replace('/callback', '/callback/../callback'),
      `${address}\r\nLocation: https://evil.example/`,
      `${address}%0d%0aSet-Cookie: a=b`,
      ` ${address}`,
      '//evil.example',
      '/\\evil.example',
      'https:evil.example',
      'javascript:alert(1)',
      'data:text/html,x',
      '',
    ),
    fc
      .tuple(fc.nat(address.length), fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }))
      .map(([at, text]) => address.slice(0, at) + text + address.slice(at)),
    fc.webUrl(),
    fc.string({ maxLength: 60 }),
  );

describe('an address that is not registered', () => {
  const own = (location: string): boolean => new RegExp(`^/${pool.id}/[A-Za-z0-9/]+(\\?|$)`).test(location);

  it('is never where a browser is sent', async () => {
    await fc.assert(
      fc.asyncProperty(
        nearMisses(CALLBACK),
        fc.constantFrom('/oauth2/authorize', '/login', '/signup', '/forgotPassword', '/logout'),
        async (address, path) => {
          fc.pre(address !== CALLBACK);
          const url = new URL(authorization(pool, web, { redirect_uri: address }).url);
          url.pathname = `/${pool.id}${path}`;
          const answer = await fetch(url, { redirect: 'manual' });
          const location = answer.headers.get('location') ?? '';
          expect(location).toSatisfy(own);
          expect(location).toContain('/error?error=');
          expect(answer.headers.getSetCookie()).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is never where a sign-out leads', async () => {
    await fc.assert(
      fc.asyncProperty(nearMisses(SIGNED_OUT), async (address) => {
        fc.pre(address !== SIGNED_OUT);
        const query = new URLSearchParams({ client_id: web.id, logout_uri: address });
        const answer = await fetch(`${pool.base}/logout?${query}`, { redirect: 'manual' });
        expect(answer.status).toBe(400);
        expect(answer.headers.get('location')).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('cannot be made of the state, which comes back as it was', async () => {
    const browser = cookieBrowser(pool.base);
    await signInOnPages(pool, authorization(pool, web), await pool.newUser(), browser);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 80 }), async (state) => {
        const answer = await browser.open(authorization(pool, web, { state }).url);
        if (answer.kind !== 'redirect') throw new Error('The browser is not signed in.');
        expect(`${answer.url.origin}${answer.url.pathname}`).toBe(CALLBACK);
        expect([...answer.url.searchParams.keys()].sort()).toEqual(['code', 'state']);
        expect(answer.url.searchParams.get('state')).toBe(state);
      }),
      { numRuns: 150 },
    );
  });
});
