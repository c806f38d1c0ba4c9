import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';
import { describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { mailedCode } from '../support/person.ts';

const outputs = readOutputs(inject('outputsFile'));
const local = outputs.SignInUrl.startsWith('http:');
const Pool = new CognitoUserPool({
  UserPoolId: outputs.UserPoolId,
  ClientId: outputs.UserPoolClientId,
  ...(local ? { endpoint: new URL(outputs.SignInUrl).origin } : {}),
});
const Username = `identity-js-${crypto.randomUUID()}@example.com`;
const Password = 'Correct-horse-7-battery';

/** A call in Node's callback style as a promise. */
function called<Result>(
  call: (done: (error?: Error | null, result?: Result) => void) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    call((error, result) => (error ? reject(error) : resolve(result as Result)));
  });
}

function signIn(user: CognitoUser, password: string): Promise<CognitoUserSession> {
  return new Promise((onSuccess, onFailure) => {
    user.authenticateUser(new AuthenticationDetails({ Username, Password: password }), {
      onSuccess,
      onFailure,
    });
  });
}

describe('amazon-cognito-identity-js', () => {
  it('signs up, confirms, signs in by SRP, refreshes and signs out everywhere', async () => {
    await called((done) => Pool.signUp(Username, Password, [], [], done));
    const user = new CognitoUser({ Username, Pool });
    const code = await mailedCode(outputs, Username);
    expect(await called((done) => user.confirmRegistration(code, false, done))).toBe('SUCCESS');

    await expect(signIn(user, `${Password}x`)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    const session = await signIn(user, Password);
    expect(session.getIdToken().payload).toMatchObject({ email: Username, aud: outputs.UserPoolClientId });

    const refreshed = await called<CognitoUserSession>((done) =>
      user.refreshSession(session.getRefreshToken(), done),
    );
    expect(refreshed.getAccessToken().payload.origin_jti).toBe(session.getAccessToken().payload.origin_jti);

    await new Promise<string>((onSuccess, onFailure) => {
      user.globalSignOut({ onSuccess, onFailure });
    });
    const again = new CognitoUser({ Username, Pool });
    await expect(
      called((done) => again.refreshSession(session.getRefreshToken(), done)),
    ).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });
});
