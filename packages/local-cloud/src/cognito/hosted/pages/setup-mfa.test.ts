import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Answer, type Browser, openBrowser } from '../testing/browser.ts';
import { fakeClient, PASSWORD, RIGHT_CODE } from '../testing/fake-backend.ts';
import { type PagesServer, startPages } from '../testing/pages-server.ts';

const CALLBACK = 'http://localhost:3000/callback';
let server: PagesServer;
let browser: Browser;

beforeEach(async () => {
  server = await startPages();
  server.backend.clients.set('web', fakeClient('web'));
  browser = openBrowser();
});
afterEach(() => server.close());

const query = new URLSearchParams({ response_type: 'code', client_id: 'web', redirect_uri: CALLBACK });

async function afterPassword(username: string): Promise<Answer> {
  server.backend.addUser(username, { next: 'mfa-setup' });
  const login = await browser.follow(await browser.get(`${server.base}/oauth2/authorize?${query}`));
  return browser.follow(await browser.submit(login, 'cognitoSignInForm', { username, password: PASSWORD }));
}

it('shows the secret, as text and as a link, and signs in with the first code', async () => {
  const page = await afterPassword('ann+x@example.com');
  expect(page.text).toContain('<code id="totpSecret">ABCD EFGH IJ23 4567</code>');
  const link = /href="(otpauth:[^"]*)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(new URL(link).searchParams.get('secret')).toBe('ABCDEFGHIJ234567');
  expect(link).toContain(':ann%2Bx%40example.com?');

  for (const code of ['', '12345', 'abcdef', '000000']) {
    const again = await browser.submit(page, 'setupMfaForm', { code });
    expect(again.status).toBe(400);
    expect(again.text).toContain('role="alert"');
    expect(again.text).toContain('ABCD EFGH IJ23 4567');
  }
  const back = await browser.submit(page, 'setupMfaForm', { code: ` ${RIGHT_CODE} ` });
  expect(back.location).toMatch(/^http:\/\/localhost:3000\/callback\?code=/);
  expect(JSON.stringify(server.journal)).not.toContain('ABCDEFGHIJ234567');
});

it('is a step of one browser, and begins again when the sign-in is over', async () => {
  const page = await afterPassword('ann@example.com');
  const stranger = await openBrowser().get(page.url);
  expect(stranger.location).toContain('/login?');
  expect(stranger.text).not.toContain('ABCD');
  await browser.submit(page, 'setupMfaForm', { code: RIGHT_CODE });
  const late = await browser.submit(page, 'setupMfaForm', { code: RIGHT_CODE });
  expect(late.location).toContain('/login?');
});
