import { randomUUID } from 'node:crypto';
import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { signInThroughPages } from './hosted-sign-in.ts';
import type { Outputs } from './outputs.ts';

/** Somebody who signed up, confirmed and signed in. */
export interface Person {
  readonly email: string;
  readonly password: string;
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

/** Cognito's client without credentials, as a browser or a phone has it. */
export function publicCognito(outputs: Outputs): CognitoIdentityProviderClient {
  const local = outputs.SignInUrl.startsWith('http:');
  return new CognitoIdentityProviderClient({
    region: outputs.UserPoolId.split('_')[0] ?? 'us-east-1',
    ...(local ? { endpoint: new URL(outputs.SignInUrl).origin } : {}),
    credentials: { accessKeyId: '', secretAccessKey: '' },
  });
}

/** The newest code that was mailed to an address. Only a local cloud can tell. */
export async function mailedCode(outputs: Outputs, to: string): Promise<string> {
  const url = new URL('/_local/mail', outputs.SignInUrl);
  url.searchParams.set('to', to);
  const mail = (await (await fetch(url)).json()) as readonly { readonly code: string }[];
  const newest = mail[0];
  if (newest === undefined) throw new Error(`Nothing was mailed to ${to}.`);
  return newest.code;
}

/** Signs a new person up, with the code from the mail, and in. */
export async function newPerson(outputs: Outputs, name = 'person'): Promise<Person> {
  const email = `${name}-${randomUUID()}@example.com`;
  const password = `Aa1!${randomUUID()}`;
  const cognito = publicCognito(outputs);
  const ClientId = outputs.UserPoolClientId;
  await cognito.send(new SignUpCommand({ ClientId, Username: email, Password: password }));
  const ConfirmationCode = await mailedCode(outputs, email);
  await cognito.send(new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode }));
  const tokens = await signInThroughPages(outputs, email, password);
  return {
    email,
    password,
    accessToken: tokens.access_token,
    idToken: tokens.id_token ?? '',
    refreshToken: tokens.refresh_token ?? '',
  };
}
