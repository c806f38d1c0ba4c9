import { SetUserPoolMfaConfigCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOfApp } from '../support/authenticator-app.ts';
import { type BareCloud, openBareCloud } from '../support/bare-cloud.ts';
import {
  alertOf,
  type CookieBrowser,
  cookieBrowser,
  type Page,
  type Step,
} from '../support/cookie-browser.ts';
import {
  authorization,
  codeOf,
  newPool,
  type OAuthClient,
  PASSWORD,
  type SignInPool,
  signInOnPages,
} from '../support/sign-in-pool.ts';

let cloud: BareCloud;
let pool: SignInPool;
let web: OAuthClient;

beforeAll(async () => {
  cloud = await openBareCloud();
  pool = await newPool(cloud);
  web = await pool.newClient();
  await cloud.cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: pool.id,
      MfaConfiguration: 'ON',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
  );
});
afterAll(() => cloud.close());

function pageOf(step: Step, path: string): Page {
  if (step.kind !== 'page') throw new Error(`The browser was sent to ${step.url}.`);
  expect(step.page.url.pathname).toBe(`/${pool.id}${path}`);
  return step.page;
}

const keyOn = ({ html }: Page): string => /id="totpSecret">([A-Z2-7 ]+)</.exec(html)?.[1] ?? '';
const signIn = (username: string, browser: CookieBrowser): Promise<Step> =>
  signInOnPages(pool, authorization(pool, web), username, browser);

it('is set up at the first sign-in and asked for at the next', async () => {
  const ann = await pool.newUser();
  const browser = cookieBrowser(pool.base);
  const setup = pageOf(await signIn(ann, browser), '/setupMfa');
  const key = keyOn(setup);
  expect(key.replaceAll(' ', '')).toMatch(/^[A-Z2-7]{52}$/);
  // The way around the page is no way in.
  pageOf(await browser.open(authorization(pool, web).url), '/login');

  const wrong = codeOfApp(key, cloud.now() + 3_600_000);
  expect(alertOf(pageOf(await browser.submit(setup, { code: wrong }), '/setupMfa').html)).toBe(
    'Code mismatch.',
  );
  const done = await browser.submit(setup, { code: codeOfApp(key, cloud.now()) });
  expect(codeOf(done)).toMatch(/^[\w-]{43}$/);

  const other = cookieBrowser(pool.base);
  const asked = pageOf(await signIn(ann, other), '/mfa');
  expect(asked.html).not.toContain(key);
  const used = await other.submit(asked, { code: codeOfApp(key, cloud.now()) });
  expect(alertOf(pageOf(used, '/mfa').html)).toBe('Your software token has already been used once.');
  cloud.later(30_000);
  expect(codeOf(await other.submit(asked, { code: codeOfApp(key, cloud.now()) }))).toMatch(/^[\w-]{43}$/);
  expect(JSON.stringify(cloud.entries)).not.toContain(key.replaceAll(' ', ''));
});

it('that was not set up in three minutes begins with the sign-in again', async () => {
  const bob = await pool.newUser('bob');
  const browser = cookieBrowser(pool.base);
  const setup = pageOf(await signIn(bob, browser), '/setupMfa');
  cloud.later(3 * 60_000);
  const late = await browser.submit(setup, { code: codeOfApp(keyOn(setup), cloud.now()) });
  const login = pageOf(late, '/setupMfa');
  expect(login.html).toContain('id="signInFormPassword"');
  const again = pageOf(await browser.submit(login, { username: bob, password: PASSWORD }), '/setupMfa');
  expect(keyOn(again)).not.toBe(keyOn(setup));
  expect(codeOf(await browser.submit(again, { code: codeOfApp(keyOn(again), cloud.now()) }))).toBeDefined();
});
