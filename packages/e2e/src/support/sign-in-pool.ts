import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  CreateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { BareCloud } from './bare-cloud.ts';
import { type CookieBrowser, cookieBrowser, type Step } from './cookie-browser.ts';

export const CALLBACK = 'http://localhost:3000/callback';
export const SIGNED_OUT = 'http://localhost:3000/bye';
export const PASSWORD = 'Correct-horse-7-battery';

/** An app client as OAuth knows it. */
export interface OAuthClient {
  readonly id: string;
  readonly secret: string | undefined;
}

/** A user pool with sign-in pages, made by its administrator through the API. */
export interface SignInPool {
  readonly id: string;
  /** The base of its pages, without a slash at its end. */
  readonly base: string;
  /** A client with the code grant, CALLBACK, SIGNED_OUT and all scopes; `settings` change it. */
  newClient(settings?: Partial<CreateUserPoolClientCommandInput>): Promise<OAuthClient>;
  /** A confirmed user with PASSWORD; gives the email address. */
  newUser(name?: string): Promise<string>;
}

export async function newPool(
  { cognito, origin }: BareCloud,
  settings: Partial<CreateUserPoolCommandInput> = {},
): Promise<SignInPool> {
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: 'people',
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      ...settings,
    }),
  );
  const UserPoolId = UserPool?.Id ?? '';
  const Domain = `people-${randomUUID().slice(0, 8)}`;
  await cognito.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain }));
  return {
    id: UserPoolId,
    base: `${origin}/${UserPoolId}`,
    async newClient(changes = {}) {
      const { UserPoolClient } = await cognito.send(
        new CreateUserPoolClientCommand({
          UserPoolId,
          ClientName: 'web',
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthFlows: ['code'],
          AllowedOAuthScopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
          CallbackURLs: [CALLBACK],
          LogoutURLs: [SIGNED_OUT],
          SupportedIdentityProviders: ['COGNITO'],
          PreventUserExistenceErrors: 'ENABLED',
          ExplicitAuthFlows: [
            'ALLOW_USER_PASSWORD_AUTH',
            'ALLOW_USER_SRP_AUTH',
            'ALLOW_USER_AUTH',
            'ALLOW_CUSTOM_AUTH',
            'ALLOW_REFRESH_TOKEN_AUTH',
          ],
          ...changes,
        }),
      );
      return { id: UserPoolClient?.ClientId ?? '', secret: UserPoolClient?.ClientSecret };
    },
    async newUser(name = 'ann') {
      const Username = `${name}-${randomUUID()}@example.com`;
      await cognito.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username,
          MessageAction: 'SUPPRESS',
          UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
        }),
      );
      await cognito.send(
        new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }),
      );
      return Username;
    },
  };
}

/** An authorization request with PKCE. */
export interface Authorization {
  readonly url: URL;
  readonly verifier: string;
}

/** `changes` replace parameters of a good request; undefined takes one away. */
export function authorization(
  pool: Pick<SignInPool, 'base'>,
  client: OAuthClient,
  changes: Readonly<Record<string, string | undefined>> = {},
): Authorization {
  const verifier = randomBytes(32).toString('base64url');
  const parameters = {
    response_type: 'code',
    client_id: client.id,
    redirect_uri: CALLBACK,
    scope: 'openid email aws.cognito.signin.user.admin',
    state: 'st&te',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  const url = new URL(`${pool.base}/oauth2/authorize`);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return { url, verifier };
}

/** Signs in on the pages as a person in `browser` would; gives where that led. */
export async function signInOnPages(
  pool: Pick<SignInPool, 'base'>,
  request: Authorization,
  username: string,
  browser: CookieBrowser = cookieBrowser(pool.base),
): Promise<Step> {
  const first = await browser.open(request.url);
  return first.kind === 'page' ? browser.submit(first.page, { username, password: PASSWORD }) : first;
}

/** The code of a sign-in that went well. */
export function codeOf(step: Step): string {
  const code = step.kind === 'redirect' ? step.url.searchParams.get('code') : null;
  if (code === null) throw new Error(`The sign-in led to no code: ${JSON.stringify(step).slice(0, 2000)}`);
  return code;
}

export interface OAuthTokens {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token: string;
}

/** POST /oauth2/token with these fields. */
export function askForTokens(
  pool: Pick<SignInPool, 'base'>,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${pool.base}/oauth2/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields),
  });
}

/** Tokens of a new sign-in on the pages. */
export async function newTokens(
  pool: Pick<SignInPool, 'base'>,
  client: OAuthClient,
  username: string,
): Promise<OAuthTokens> {
  const request = authorization(pool, client);
  const code = codeOf(await signInOnPages(pool, request, username));
  const answer = await askForTokens(pool, {
    grant_type: 'authorization_code',
    client_id: client.id,
    ...(client.secret === undefined ? {} : { client_secret: client.secret }),
    code,
    redirect_uri: CALLBACK,
    code_verifier: request.verifier,
  });
  if (answer.status !== 200) throw new Error(`No tokens: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as OAuthTokens;
}
