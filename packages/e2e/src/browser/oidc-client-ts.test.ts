import { decodeJwt } from 'jose';
import type { User } from 'oidc-client-ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../support/call-api.ts';
import { type CloudInProcess, openCloud } from '../support/cloud-in-process.ts';
import { API_SCOPES, issuerOf } from '../support/hosted-sign-in.ts';
import type { Outputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';
import { hasChromium, launchChromium } from './chromium.ts';
import { type SinglePageApp, serveSinglePageApp } from './single-page-app.ts';

/** What the page's script gives of a signed-in user. */
type SignedIn = Pick<User, 'access_token' | 'id_token' | 'refresh_token' | 'profile' | 'scope'>;

describe.skipIf(!hasChromium)('a single-page app on an origin of its own', () => {
  let browser: Browser;
  let app: SinglePageApp;
  let running: CloudInProcess;
  let outputs: Outputs;
  let person: Person;

  beforeAll(async () => {
    app = await serveSinglePageApp();
    running = await openCloud({}, { webUrl: app.origin, implicitGrant: 'true' });
    outputs = await running.outputs();
    person = await newPerson(outputs);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await running?.close();
    await app?.close();
  });

  const settings = () => ({
    authority: issuerOf(outputs),
    client_id: outputs.UserPoolClientId,
    redirect_uri: outputs.CallbackUrl,
    scope: API_SCOPES,
    loadUserInfo: true,
    automaticSilentRenew: false,
  });

  /** Runs `script` in the page, where `manager` is the app's UserManager. */
  function run<Result>(page: Page, script: string): Promise<Result> {
    return page.evaluate(
      `(async () => { const manager = new oidc.UserManager(${JSON.stringify(settings())}); ${script} })()`,
    );
  }

  /** The same for what leaves the page, which never comes back with a value. */
  function leave(page: Page, action: string): Promise<void> {
    return run(page, `void manager.${action};`);
  }

  async function fillIn(page: Page): Promise<void> {
    await page.fill('#signInFormUsername', person.email);
    await page.fill('#signInFormPassword', person.password);
    await page.click('[name=signInSubmitButton]');
  }

  it('signs in with oidc-client-ts by code and PKCE, renews silently and signs out', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    running.entries.length = 0;

    await page.goto(app.origin);
    await leave(page, 'signinRedirect({ state: { from: "/board" } })');
    await fillIn(page);
    await page.waitForURL(`${app.origin}/callback?**`);
    const user = await run<SignedIn & { state: unknown }>(
      page,
      'const user = await manager.signinCallback(); return { ...user, state: user.state };',
    );
    expect(user.state).toEqual({ from: '/board' });
    expect(user.profile).toMatchObject({
      email: person.email,
      email_verified: 'true',
      username: user.profile.sub,
    });
    expect(await call(outputs, { path: 'tasks', token: user.access_token })).toMatchObject({ status: 200 });

    const renewed = await run<SignedIn>(page, 'return { ...(await manager.signinSilent()) };');
    expect(renewed.access_token).not.toBe(user.access_token);
    expect(renewed.refresh_token).toBe(user.refresh_token);
    expect(decodeJwt(renewed.access_token).origin_jti).toBe(decodeJwt(user.access_token).origin_jti);
    expect(await call(outputs, { path: 'tasks', token: renewed.access_token })).toMatchObject({
      status: 200,
    });

    // Still signed in at the pages: a second sign-in shows no form.
    const before = page.url();
    await leave(page, 'signinRedirect()');
    await page.waitForURL((url) => url.pathname === '/callback' && url.href !== before);

    const signOut = JSON.stringify({
      extraQueryParams: { client_id: outputs.UserPoolClientId, logout_uri: `${app.origin}/` },
    });
    await leave(page, `signoutRedirect(${signOut})`);
    await page.waitForURL(`${app.origin}/`);
    await leave(page, 'signinRedirect()');
    await page.waitForSelector('#signInFormPassword');

    expect(running.entries.filter(({ outcome }) => ['refused', 'failed'].includes(outcome))).toEqual([]);
    await context.close();
  });

  it('is told of its mistakes in the callback', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(app.origin);
    await leave(page, 'signinRedirect({ scope: "openid nothing/read" })');
    await page.waitForURL(`${app.origin}/callback?**`);
    const error = await run<string>(
      page,
      'return manager.signinCallback().then(() => "none", ({ error }) => error);',
    );
    expect(error).toBe('invalid_scope');
    await context.close();
  });

  it('gets its tokens in the fragment by the implicit grant, and no refresh token', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const query = new URLSearchParams({
      response_type: 'token',
      client_id: outputs.UserPoolClientId,
      redirect_uri: outputs.CallbackUrl,
      scope: API_SCOPES,
      state: 'a b&c',
      nonce: 'n-1',
    });
    const authorize = `${outputs.SignInUrl}/oauth2/authorize?${query}`;
    await page.goto(authorize);
    await fillIn(page);
    await page.waitForURL(`${app.origin}/callback#**`);
    const fragment = new URLSearchParams(new URL(page.url()).hash.slice(1));
    expect([...fragment.keys()].sort()).toEqual([
      'access_token',
      'expires_in',
      'id_token',
      'state',
      'token_type',
    ]);
    expect(Object.fromEntries(fragment)).toMatchObject({
      state: 'a b&c',
      token_type: 'bearer',
      expires_in: '3600',
    });
    expect(decodeJwt(fragment.get('id_token') ?? '')).toMatchObject({
      nonce: 'n-1',
      email: person.email,
      at_hash: expect.any(String),
    });
    const token = fragment.get('access_token') ?? '';
    expect(await call(outputs, { path: 'tasks', token })).toMatchObject({ status: 200 });
    await context.close();
  });
});
