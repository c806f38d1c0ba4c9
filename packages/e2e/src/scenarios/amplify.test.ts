import { Amplify } from 'aws-amplify';
import {
  confirmResetPassword,
  confirmSignUp,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  resetPassword,
  signIn,
  signOut,
  signUp,
} from 'aws-amplify/auth';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { mailedCode } from '../support/person.ts';

const outputs = readOutputs(inject('outputsFile'));
const username = `amplify-${crypto.randomUUID()}@example.com`;
const password = 'Correct-horse-7-battery';
const newPassword = 'Another-horse-8-battery';

beforeAll(() => {
  const local = outputs.SignInUrl.startsWith('http:');
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: outputs.UserPoolId,
        userPoolClientId: outputs.UserPoolClientId,
        ...(local ? { userPoolEndpoint: new URL(outputs.SignInUrl).origin } : {}),
      },
    },
  });
});

describe('aws-amplify', () => {
  it('signs up and confirms', async () => {
    const step = await signUp({ username, password, options: { userAttributes: { email: username } } });
    expect(step.nextStep.signUpStep).toBe('CONFIRM_SIGN_UP');
    const confirmed = await confirmSignUp({
      username,
      confirmationCode: await mailedCode(outputs, username),
    });
    expect(confirmed.isSignUpComplete).toBe(true);
  });

  it('signs in by SRP, reads the profile and refreshes', async () => {
    await expect(signIn({ username, password: 'Wrong-horse-7-battery' })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
    expect(await signIn({ username, password })).toMatchObject({ isSignedIn: true });
    expect(await fetchUserAttributes()).toMatchObject({ email: username, email_verified: 'true' });
    const first = (await fetchAuthSession()).tokens?.accessToken.toString();
    const second = (await fetchAuthSession({ forceRefresh: true })).tokens?.accessToken.toString();
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
  });

  it('signs out and resets a forgotten password', async () => {
    await signOut();
    await expect(getCurrentUser()).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
    const step = await resetPassword({ username });
    expect(step.nextStep.resetPasswordStep).toBe('CONFIRM_RESET_PASSWORD_WITH_CODE');
    const confirmationCode = await mailedCode(outputs, username);
    await confirmResetPassword({ username, newPassword, confirmationCode });
    expect(await signIn({ username, password: newPassword })).toMatchObject({ isSignedIn: true });
    await signOut({ global: true });
  });
});
