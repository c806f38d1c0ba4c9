import {
  AdminAddUserToGroupCommand,
  ConfirmSignUpCommand,
  CreateGroupCommand,
  GetUserCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BareCloud, openBareCloud } from '../support/bare-cloud.ts';
import { type CookieBrowser, cookieBrowser } from '../support/cookie-browser.ts';
import {
  askForTokens,
  authorization,
  CALLBACK,
  codeOf,
  newPool,
  newTokens,
  type OAuthClient,
  type OAuthTokens,
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
});
afterAll(() => cloud.close());

function signIn(client: OAuthClient, USERNAME: string): Promise<InitiateAuthCommandOutput> {
  return cloud.cognito.send(
    new InitiateAuthCommand({
      ClientId: client.id,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD },
    }),
  );
}

async function mailedCode(to: string): Promise<string> {
  const answer = await fetch(`${cloud.origin}/_local/mail?to=${encodeURIComponent(to)}`);
  const [newest] = (await answer.json()) as { code: string }[];
  return newest?.code ?? '';
}

async function keysOf({ base }: SignInPool): Promise<unknown> {
  return (await fetch(`${base}/.well-known/jwks.json`)).json();
}

/** A code of a new sign-in, ready to be redeemed. */
async function unspentCode(
  where: SignInPool,
  client: OAuthClient,
  user: string,
  browser?: CookieBrowser,
): Promise<Record<string, string>> {
  const request = authorization(where, client);
  const code = codeOf(await signInOnPages(where, request, user, browser));
  return {
    grant_type: 'authorization_code',
    client_id: client.id,
    code,
    redirect_uri: CALLBACK,
    code_verifier: request.verifier,
  };
}

const refreshFields = (client: OAuthClient, { refresh_token }: OAuthTokens): Record<string, string> => ({
  grant_type: 'refresh_token',
  client_id: client.id,
  refresh_token,
});

describe('a restart', () => {
  it('keeps users, keys, tokens, the session of the pages, unspent codes and the mail', async () => {
    const { cognito } = cloud;
    const user = await pool.newUser();
    await cognito.send(new CreateGroupCommand({ UserPoolId: pool.id, GroupName: 'owners' }));
    await cognito.send(
      new AdminAddUserToGroupCommand({ UserPoolId: pool.id, Username: user, GroupName: 'owners' }),
    );
    const newcomer = 'newcomer@example.com';
    await cognito.send(new SignUpCommand({ ClientId: web.id, Username: newcomer, Password: PASSWORD }));
    const browser = cookieBrowser(pool.base);
    const spent = await unspentCode(pool, web, user, browser);
    expect((await askForTokens(pool, spent)).status).toBe(200);
    const unspent = await unspentCode(pool, web, user);
    const tokens = await newTokens(pool, web, user);
    const revoked = await newTokens(pool, web, user);
    await fetch(`${pool.base}/oauth2/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: web.id, token: revoked.refresh_token }),
    });
    const { AuthenticationResult: api } = await signIn(web, user);
    const keys = await keysOf(pool);
    const mailed = await mailedCode(newcomer);

    await cloud.restart();

    expect(await keysOf(pool)).toEqual(keys);
    expect(await mailedCode(newcomer)).toBe(mailed);
    await cognito.send(
      new ConfirmSignUpCommand({ ClientId: web.id, Username: newcomer, ConfirmationCode: mailed }),
    );
    expect((await signIn(web, newcomer)).AuthenticationResult).toBeDefined();
    const back = await signIn(web, user);
    expect(decodeJwt(back.AuthenticationResult?.AccessToken ?? '')['cognito:groups']).toEqual(['owners']);

    expect((await askForTokens(pool, refreshFields(web, tokens))).status).toBe(200);
    expect(await cognito.send(new GetUserCommand({ AccessToken: api?.AccessToken }))).toHaveProperty(
      'Username',
    );
    expect((await askForTokens(pool, refreshFields(web, revoked))).status).toBe(400);

    const again = await browser.open(authorization(pool, web).url);
    expect(codeOf(again)).toMatch(/^[\w-]{43}$/);
    expect((await askForTokens(pool, spent)).status).toBe(400);
    expect((await askForTokens(pool, unspent)).status).toBe(200);
    expect((await askForTokens(pool, unspent)).status).toBe(400);
  });
});

describe('a second pool in the same cloud', () => {
  it('shares nothing with the first', async () => {
    const second = await newPool(cloud);
    const app = await second.newClient();
    const user = await pool.newUser();

    const keys = JSON.stringify(await keysOf(pool));
    const others = (await keysOf(second)) as { keys: { n: string; kid: string }[] };
    for (const { n, kid } of others.keys) {
      expect(keys).not.toContain(n);
      expect(keys).not.toContain(kid);
    }

    await expect(signIn(app, user)).rejects.toMatchObject({ message: 'Incorrect username or password.' });
    await cloud.cognito.send(new SignUpCommand({ ClientId: app.id, Username: user, Password: PASSWORD }));
    const code = await mailedCode(user);
    await expect(
      cloud.cognito.send(
        new ConfirmSignUpCommand({ ClientId: web.id, Username: user, ConfirmationCode: code }),
      ),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await cloud.cognito.send(
      new ConfirmSignUpCommand({ ClientId: app.id, Username: user, ConfirmationCode: code }),
    );
    const [here, there] = [await signIn(web, user), await signIn(app, user)].map(({ AuthenticationResult }) =>
      decodeJwt(AuthenticationResult?.IdToken ?? ''),
    );
    expect(here?.sub).not.toBe(there?.sub);
    expect(here?.iss).not.toBe(there?.iss);
  });

  it('takes no client, code, token or session of the first', async () => {
    const second = await newPool(cloud);
    const app = await second.newClient();
    const user = await pool.newUser();

    const foreign = await fetch(authorization(second, web).url, { redirect: 'manual' });
    expect(foreign.headers.get('location')).toBe(`/${second.id}/error?error=invalid_request`);

    for (const client of [web, app]) {
      const fields = { ...(await unspentCode(pool, web, user)), client_id: client.id };
      expect((await askForTokens(second, fields)).status).toBe(400);
    }
    const tokens = await newTokens(pool, web, user);
    for (const client of [web, app]) {
      expect((await askForTokens(second, refreshFields(client, tokens))).status).toBe(400);
    }
    const info = await fetch(`${second.base}/oauth2/userInfo`, {
      headers: { Authorization: `Bearer ${tokens.access_token}` },
    });
    expect(info.status).toBe(401);

    // The cookie's path is the first pool's; here it is sent to the second all the same.
    const signedIn = await sessionCookie(user);
    const page = await fetch(authorization(second, app).url, {
      redirect: 'manual',
      headers: { Cookie: signedIn },
    });
    expect(page.headers.get('location')).toContain(`/${second.id}/login?`);
    const own = await fetch(authorization(pool, web).url, {
      redirect: 'manual',
      headers: { Cookie: signedIn },
    });
    expect(own.headers.get('location')).toMatch(/^http:\/\/localhost:3000\/callback\?code=/);
  });
});

/** The cookie of a browser that signed in on the first pool's pages. */
async function sessionCookie(user: string): Promise<string> {
  const login = await fetch(authorization(pool, web).url);
  const csrf = /^XSRF-TOKEN=([^;]*)/.exec(login.headers.getSetCookie()[0] ?? '')?.[1] ?? '';
  const answer = await fetch(login.url, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: `XSRF-TOKEN=${csrf}` },
    body: new URLSearchParams({ _csrf: csrf, username: user, password: PASSWORD }),
  });
  const line = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('cognito='));
  return line?.split(';')[0] ?? '';
}
