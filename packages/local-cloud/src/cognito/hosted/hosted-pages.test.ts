import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Browser, openBrowser } from './testing/browser.ts';
import { fakeClient, PASSWORD, RIGHT_CODE } from './testing/fake-backend.ts';
import { type PagesServer, startPages } from './testing/pages-server.ts';

const CALLBACK = 'http://localhost:3000/callback';
let server: PagesServer;
let browser: Browser;

beforeEach(async () => {
  server = await startPages();
  server.backend.clients.set('web', fakeClient('web'));
  browser = openBrowser();
});
afterEach(() => server.close());

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

function authorizeUrl(more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'web',
    redirect_uri: CALLBACK,
    scope: 'openid email',
    state: 's t&ä+te',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...more,
  });
  return `${server.base}/oauth2/authorize?${query}`;
}

it('signs a person in and gives the app tokens for the code', async () => {
  const user = server.backend.addUser('ann@example.com');
  const login = await browser.follow(await browser.get(authorizeUrl()));
  expect(login.status).toBe(200);
  const back = await browser.submit(login, 'cognitoSignInForm', {
    username: user.username,
    password: PASSWORD,
  });
  expect(back.status).toBe(302);
  const callback = new URL(back.location ?? '');
  expect(`${callback.origin}${callback.pathname}`).toBe(CALLBACK);
  expect(callback.searchParams.get('state')).toBe('s t&ä+te');
  const answer = await fetch(`${server.base}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'web',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
      code_verifier: verifier,
    }),
  });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
});

it('lets a person sign up, confirm and go on to the app without another sign-in', async () => {
  const login = await browser.follow(await browser.get(authorizeUrl()));
  const link = /href="([^"]*\/signup[^"]*)"/.exec(login.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const signUp = await browser.get(new URL(link, login.url).href);
  const sent = await browser.submit(signUp, 'signupform', {
    username: 'new@example.com',
    password: PASSWORD,
    'requiredAttributes[given_name]': 'New',
  });
  expect(sent.status).toBe(302);
  const confirm = await browser.follow(sent);
  expect(confirm.text).toContain('a***@e***');
  const back = await browser.submit(confirm, 'confirmUserForm', { code: RIGHT_CODE });
  expect(back.location).toMatch(/^http:\/\/localhost:3000\/callback\?code=/);
});
