import { Amplify } from 'aws-amplify';
import { autoSignIn, confirmSignUp, fetchUserAttributes, getCurrentUser, signUp } from 'aws-amplify/auth';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BareCloud, openBareCloud } from '../support/bare-cloud.ts';
import { newPool, PASSWORD } from '../support/sign-in-pool.ts';

let cloud: BareCloud;

beforeAll(async () => {
  cloud = await openBareCloud();
  const pool = await newPool(cloud, {
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
  });
  const { id: userPoolClientId } = await pool.newClient();
  Amplify.configure({
    Auth: { Cognito: { userPoolId: pool.id, userPoolClientId, userPoolEndpoint: cloud.origin } },
  });
});
afterAll(() => cloud.close());

it('aws-amplify signs a person in with the session of their confirmation', async () => {
  const username = 'ann@example.com';
  await signUp({
    username,
    password: PASSWORD,
    options: { userAttributes: { email: username }, autoSignIn: { authFlowType: 'USER_AUTH' } },
  });
  const mail = await fetch(`${cloud.origin}/_local/mail?to=${username}`);
  const [{ code = '' } = {}] = (await mail.json()) as { code?: string }[];
  cloud.entries.length = 0;
  const confirmed = await confirmSignUp({ username, confirmationCode: code });
  expect(confirmed.nextStep).toEqual({ signUpStep: 'COMPLETE_AUTO_SIGN_IN' });
  expect(await autoSignIn()).toMatchObject({ isSignedIn: true });
  expect(await getCurrentUser()).toHaveProperty('userId');
  expect(await fetchUserAttributes()).toMatchObject({ email: username, email_verified: 'true' });
  expect(cloud.entries).toEqual([]);
});
