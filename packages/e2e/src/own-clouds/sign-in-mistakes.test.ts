import {
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BareCloud, openBareCloud } from '../support/bare-cloud.ts';
import { alertOf, cookieBrowser } from '../support/cookie-browser.ts';
import {
  askForTokens,
  authorization,
  CALLBACK,
  codeOf,
  newPool,
  newTokens,
  type OAuthClient,
  PASSWORD,
  type SignInPool,
  signInOnPages,
} from '../support/sign-in-pool.ts';

let cloud: BareCloud;
let pool: SignInPool;
let web: OAuthClient;
let other: OAuthClient;
let confidential: OAuthClient;
let rotating: OAuthClient;
let srpOnly: OAuthClient;
let withoutOAuth: OAuthClient;
let ann: string;

beforeAll(async () => {
  cloud = await openBareCloud();
  pool = await newPool(cloud);
  web = await pool.newClient();
  other = await pool.newClient({ ClientName: 'other' });
  confidential = await pool.newClient({ ClientName: 'server', GenerateSecret: true });
  rotating = await pool.newClient({
    ClientName: 'rotating',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
  });
  srpOnly = await pool.newClient({ ClientName: 'srp', ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] });
  withoutOAuth = await pool.newClient({
    ClientName: 'api',
    AllowedOAuthFlowsUserPoolClient: false,
    AllowedOAuthFlows: undefined,
    AllowedOAuthScopes: undefined,
    CallbackURLs: undefined,
    LogoutURLs: undefined,
  });
  ann = await pool.newUser();
});
afterAll(() => cloud.close());

/** What a mistake is answered with, as far as a row says. */
interface Seen {
  readonly status: number;
  readonly location?: string;
  readonly body?: string | RegExp;
}

async function seen(answer: Promise<Response>): Promise<Seen> {
  const { status, headers, text } = await answer.then(async (response) => ({
    status: response.status,
    headers: response.headers,
    text: await response.text(),
  }));
  const location = headers.get('location');
  return { status, ...(location === null ? {} : { location }), body: text };
}

function authorize(
  changes: Record<string, string | undefined>,
  client: () => OAuthClient = () => web,
): Promise<Seen> {
  return seen(fetch(authorization(pool, client(), changes).url, { redirect: 'manual' }));
}

/** The fields that redeem the code of a new sign-in. */
async function newCode(client: OAuthClient): Promise<Record<string, string>> {
  const request = authorization(pool, client);
  const code = codeOf(await signInOnPages(pool, request, ann));
  cloud.entries.length = 0;
  return {
    grant_type: 'authorization_code',
    client_id: client.id,
    code,
    redirect_uri: CALLBACK,
    code_verifier: request.verifier,
  };
}

async function redeem(
  changes: Record<string, string | undefined>,
  client: () => OAuthClient = () => web,
): Promise<Seen> {
  const fields = { ...(await newCode(client())), ...changes };
  const sent = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return seen(askForTokens(pool, Object.fromEntries(sent)));
}

/** An operation of the JSON API that throws, as its answer. */
async function refusedCall(call: Promise<unknown>): Promise<Seen> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('The call was not refused.');
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return { status: $metadata?.httpStatusCode ?? 0, body: `${error.name}: ${error.message}` };
}

function signIn(client: OAuthClient, hash?: string): Promise<Seen> {
  return refusedCall(
    cloud.cognito.send(
      new InitiateAuthCommand({
        ClientId: client.id,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: {
          USERNAME: ann,
          PASSWORD,
          ...(hash === undefined ? {} : { SECRET_HASH: hash }),
        },
      }),
    ),
  );
}

async function rotatedOut(): Promise<{ token: string; next: string }> {
  const { refresh_token: token } = await newTokens(pool, rotating, ann);
  const rotated = await cloud.cognito.send(
    new GetTokensFromRefreshTokenCommand({ ClientId: rotating.id, RefreshToken: token }),
  );
  cloud.entries.length = 0;
  return { token, next: rotated.AuthenticationResult?.RefreshToken ?? '' };
}

/** A form of the sign-in pages, as its answer. */
async function typed(username: string, password: string): Promise<Seen> {
  const browser = cookieBrowser(pool.base);
  const first = await browser.open(authorization(pool, web).url);
  if (first.kind !== 'page') throw new Error('There is no sign-in page.');
  const next = await browser.submit(first.page, { username, password });
  if (next.kind !== 'page') throw new Error('The sign-in was not refused.');
  return { status: next.page.status, body: alertOf(next.page.html) ?? '' };
}

const callback = (error: string): string => `${CALLBACK}?error=${error}&state=st%26te`;
const errorPage = (error: string, client: OAuthClient): string =>
  `/${pool.id}/error?error=${error}&client_id=${client.id}`;
const oauth = (error: string): string => `{"error":"${error}"}`;

const mistakes: [
  name: string,
  make: () => Promise<Seen>,
  expected: () => Seen,
  line: { readonly rule: string | RegExp; readonly text: string | RegExp },
][] = [
  [
    'response_type=token where the implicit grant is off',
    () => authorize({ response_type: 'token' }),
    () => ({ status: 302, location: callback('unauthorized_client') }),
    { rule: 'OAuth flows of app client web', text: /implicit grant/ },
  ],
  [
    'no response_type',
    () => authorize({ response_type: undefined }),
    () => ({ status: 302, location: callback('invalid_request') }),
    { rule: 'authorization request', text: /response_type/ },
  ],
  [
    'a scope that the client does not have',
    () => authorize({ scope: 'openid phone' }),
    () => ({ status: 302, location: callback('invalid_scope') }),
    { rule: 'OAuth scopes of app client web', text: /phone/ },
  ],
  [
    'a scope that nobody has',
    () => authorize({ scope: 'openid tasks/nothing' }),
    () => ({ status: 302, location: callback('invalid_scope') }),
    { rule: 'OAuth scopes of app client web', text: /tasks\/nothing/ },
  ],
  [
    'a plain challenge',
    () => authorize({ code_challenge_method: 'plain' }),
    () => ({ status: 302, location: callback('invalid_request') }),
    { rule: 'authorization request', text: 'code_challenge_method must be S256.' },
  ],
  [
    'a challenge without a method',
    () => authorize({ code_challenge_method: undefined }),
    () => ({ status: 302, location: callback('invalid_request') }),
    { rule: 'authorization request', text: 'code_challenge_method must be S256.' },
  ],
  [
    'prompt=none while nobody is signed in',
    () => authorize({ prompt: 'none' }),
    () => ({ status: 302, location: callback('login_required') }),
    { rule: 'prompt=none', text: /Nobody is signed in/ },
  ],
  [
    'a redirect_uri that is not registered',
    () => authorize({ redirect_uri: 'https://evil.example/callback' }),
    () => ({ status: 302, location: errorPage('redirect_mismatch', web) }),
    { rule: 'callback URLs of app client web', text: /not one of the client’s callback URLs/ },
  ],
  [
    'a client without OAuth',
    () => authorize({}, () => withoutOAuth),
    () => ({ status: 302, location: errorPage('unauthorized_client', withoutOAuth) }),
    { rule: 'OAuth of app client api', text: 'Client is not enabled for OAuth2.0 flows.' },
  ],
  [
    'a client that is not there',
    () => authorize({ client_id: 'a'.repeat(26) }),
    () => ({ status: 302, location: `/${pool.id}/error?error=invalid_request` }),
    { rule: 'authorization request', text: /no app client/ },
  ],
  [
    'a logout address that is not registered',
    () => {
      const query = new URLSearchParams({ client_id: web.id, logout_uri: 'https://evil.example/' });
      return seen(fetch(`${pool.base}/logout?${query}`, { redirect: 'manual' }));
    },
    () => ({ status: 400, body: /Required String parameter &#39;redirect_uri&#39; is not present/ }),
    { rule: 'sign-out URLs of app client web', text: /logout_uri/ },
  ],
  [
    'a wrong password on the page',
    () => typed(ann, 'Wrong-horse-7-battery'),
    () => ({ status: 400, body: 'Incorrect username or password.' }),
    { rule: 'NotAuthorizedException', text: /The password of the user \S+ is another one/ },
  ],
  [
    'a name that nobody has on the page',
    () => typed('nobody@example.com', PASSWORD),
    () => ({ status: 400, body: 'Incorrect username or password.' }),
    { rule: 'NotAuthorizedException', text: 'No user has that name.' },
  ],
  [
    'a person on the page who never confirmed',
    async () => {
      const Username = 'late@example.com';
      await cloud.cognito.send(new SignUpCommand({ ClientId: web.id, Username, Password: PASSWORD }));
      return typed(Username, PASSWORD);
    },
    () => ({ status: 200 }),
    { rule: 'UserNotConfirmedException', text: 'User is not confirmed.' },
  ],
  [
    'a code that was spent',
    async () => {
      const fields = await newCode(web);
      expect((await askForTokens(pool, fields)).status).toBe(200);
      return seen(askForTokens(pool, fields));
    },
    () => ({ status: 400, body: oauth('invalid_grant') }),
    { rule: 'authorization code', text: /used before/ },
  ],
  [
    'a code of another client',
    () => redeem({ client_id: other.id }),
    () => ({ status: 400, body: oauth('invalid_grant') }),
    { rule: 'authorization code', text: 'The code was issued to another app client.' },
  ],
  [
    'a code that nobody issued',
    () => redeem({ code: 'A'.repeat(43) }),
    () => ({ status: 400, body: oauth('invalid_grant') }),
    { rule: 'authorization code', text: /No such code/ },
  ],
  [
    'a code after five minutes',
    async () => {
      const fields = await newCode(web);
      cloud.later(5 * 60_000);
      return seen(askForTokens(pool, fields));
    },
    () => ({ status: 400, body: oauth('invalid_grant') }),
    { rule: 'authorization code', text: /older than five minutes/ },
  ],
  [
    'another redirect_uri with the code',
    () => redeem({ redirect_uri: `${CALLBACK}/` }),
    () => ({ status: 400, body: oauth('invalid_grant') }),
    { rule: 'authorization code', text: /redirect_uri/ },
  ],
  [
    'a wrong verifier',
    () => redeem({ code_verifier: 'x'.repeat(43) }),
    () => ({ status: 400, body: oauth('invalid_grant') }),
    { rule: 'authorization code', text: /code_verifier does not belong/ },
  ],
  [
    'no verifier',
    () => redeem({ code_verifier: undefined }),
    () => ({ status: 400, body: oauth('invalid_grant') }),
    { rule: 'authorization code', text: /code_verifier is missing/ },
  ],
  [
    'a wrong client secret',
    () => redeem({ client_secret: 'wrong' }, () => confidential),
    () => ({ status: 400, body: oauth('invalid_client') }),
    { rule: 'client authentication', text: /another was sent/ },
  ],
  [
    'a grant type of another world',
    () => redeem({ grant_type: 'password' }),
    () => ({ status: 400, body: oauth('unsupported_grant_type') }),
    { rule: 'token request', text: /grant_type/ },
  ],
  [
    'GET for tokens',
    () => seen(fetch(`${pool.base}/oauth2/token`)),
    () => ({ status: 405 }),
    { rule: 'method', text: /POST only/ },
  ],
  [
    'JSON for tokens',
    () => seen(fetch(`${pool.base}/oauth2/token`, { method: 'POST', body: '{}' })),
    () => ({ status: 405 }),
    { rule: 'form body', text: /x-www-form-urlencoded/ },
  ],
  [
    'a refresh token that was rotated out, at the token endpoint',
    async () => {
      const { token } = await rotatedOut();
      const fields = { grant_type: 'refresh_token', client_id: rotating.id, refresh_token: token };
      return seen(askForTokens(pool, fields));
    },
    () => ({ status: 400, body: oauth('invalid_grant') }),
    { rule: /RefreshTokenReuseException/, text: 'Refresh token reuse detected' },
  ],
  [
    'a refresh token that was rotated out, by the API',
    async () => {
      const { token } = await rotatedOut();
      return refusedCall(
        cloud.cognito.send(
          new GetTokensFromRefreshTokenCommand({ ClientId: rotating.id, RefreshToken: token }),
        ),
      );
    },
    () => ({ status: 400, body: 'RefreshTokenReuseException: Refresh token reuse detected' }),
    { rule: 'GetTokensFromRefreshToken: RefreshTokenReuseException', text: 'Refresh token reuse detected' },
  ],
  [
    'a refresh token of another client',
    async () => {
      const { refresh_token } = await newTokens(pool, web, ann);
      cloud.entries.length = 0;
      return seen(askForTokens(pool, { grant_type: 'refresh_token', client_id: other.id, refresh_token }));
    },
    () => ({ status: 400, body: oauth('invalid_grant') }),
    { rule: 'NotAuthorizedException', text: 'The refresh token is another client’s.' },
  ],
  [
    'a flow that the client does not allow',
    () => signIn(srpOnly),
    () => ({
      status: 400,
      body: 'InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client',
    }),
    { rule: 'InitiateAuth: InvalidParameterException', text: /not enabled for this client/ },
  ],
  [
    'no secret hash',
    () => signIn(confidential),
    () => ({
      status: 400,
      body: `NotAuthorizedException: Client ${confidential.id} is configured with secret but SECRET_HASH was not received`,
    }),
    { rule: 'InitiateAuth: NotAuthorizedException', text: /SECRET_HASH was not received/ },
  ],
  [
    'a wrong secret hash',
    () => signIn(confidential, 'd3Jvbmc='),
    () => ({
      status: 400,
      body: `NotAuthorizedException: Unable to verify secret hash for client ${confidential.id}`,
    }),
    { rule: 'InitiateAuth: NotAuthorizedException', text: /Unable to verify secret hash/ },
  ],
];

it.each(mistakes)(
  '%s has Cognito’s answer and one line that says why',
  async (_name, make, expected, line) => {
    cloud.entries.length = 0;
    const answer = await make();
    const { body, ...rest } = expected();
    expect(answer).toMatchObject(rest);
    if (rest.location === undefined) expect(answer.location).toBeUndefined();
    if (body !== undefined) expect(answer.body).toMatch(body);
    const lines = cloud.entries.filter(({ outcome }) => outcome !== 'allowed');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ source: 'cognito', outcome: 'refused' });
    expect(lines[0]?.rule).toMatch(line.rule);
    expect(lines[0]?.text).toMatch(line.text);
    expect(lines[0]?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  },
);

it('shows the error page with 400 and never sends anybody to a bad address', async () => {
  const bad = 'https://evil.example/callback';
  const { url } = authorization(pool, web, { redirect_uri: bad });
  const page = await fetch(url);
  expect(page.status).toBe(400);
  const html = await page.text();
  expect(html).toContain('An error was encountered with the requested page.');
  expect(html).not.toContain('evil.example');
});

it('spends the family of nobody when a rotated token is used again', async () => {
  const { next } = await rotatedOut();
  const again = await askForTokens(pool, {
    grant_type: 'refresh_token',
    client_id: rotating.id,
    refresh_token: next,
  });
  expect(again.status).toBe(200);
});
