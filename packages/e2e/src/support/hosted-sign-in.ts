import { allScopes } from '@taskyard/contract';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  Configuration,
  calculatePKCECodeChallenge,
  None,
  randomPKCECodeVerifier,
  randomState,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from 'openid-client';
import { alertOf, cookieBrowser } from './cookie-browser.ts';
import type { Outputs } from './outputs.ts';

/** The scopes that userInfo and every module of the API take. */
export const API_SCOPES: string = ['openid', 'email', ...allScopes].join(' ');

/** The sign-in pages refused; the message is what they showed. */
export class SignInRefusedError extends Error {
  override name = 'SignInRefusedError';
}

/** The client's view of the user pool's endpoints, on AWS or here. */
export function openIdConfiguration(outputs: Outputs): Configuration {
  const base = outputs.SignInUrl;
  const configuration = new Configuration(
    {
      issuer: issuerOf(outputs),
      authorization_endpoint: `${base}/oauth2/authorize`,
      token_endpoint: `${base}/oauth2/token`,
      userinfo_endpoint: `${base}/oauth2/userInfo`,
      jwks_uri: `${issuerOf(outputs)}/.well-known/jwks.json`,
    },
    outputs.UserPoolClientId,
    undefined,
    None(),
  );
  if (base.startsWith('http:')) allowInsecureRequests(configuration);
  return configuration;
}

/** The issuer in the pool's tokens: below the listener here, Cognito's own on AWS. */
export function issuerOf({ SignInUrl, UserPoolId }: Outputs): string {
  return SignInUrl.startsWith('http:')
    ? `${new URL(SignInUrl).origin}/${UserPoolId}`
    : `https://cognito-idp.${UserPoolId.split('_')[0]}.amazonaws.com/${UserPoolId}`;
}

/**
 * Signs in as a command-line client would: authorize with PKCE, the sign-in page, the code, the tokens.
 * Throws SignInRefusedError when the page shows an error instead.
 */
export async function signInThroughPages(
  outputs: Outputs,
  email: string,
  password: string,
  scope: string = API_SCOPES,
): Promise<TokenEndpointResponse & TokenEndpointResponseHelpers> {
  const configuration = openIdConfiguration(outputs);
  const verifier = randomPKCECodeVerifier();
  const state = randomState();
  const authorize = buildAuthorizationUrl(configuration, {
    redirect_uri: outputs.CallbackUrl,
    scope,
    state,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const browser = cookieBrowser(outputs.SignInUrl);
  const first = await browser.open(authorize);
  const answer =
    first.kind === 'page' ? await browser.submit(first.page, { username: email, password }) : first;
  if (answer.kind === 'page') {
    throw new SignInRefusedError(
      alertOf(answer.page.html) ?? `The sign-in page answered ${answer.page.status}.`,
    );
  }
  return authorizationCodeGrant(configuration, answer.url, {
    pkceCodeVerifier: verifier,
    expectedState: state,
  });
}
