import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Fixture, fixture, PASSWORD } from '../testing/fixture.ts';

let pool: Fixture;

beforeAll(async () => {
  pool = await fixture();
});
afterAll(() => pool.close());

const signUp = (Username: string, ClientId = pool.ClientId): Promise<sdk.SignUpCommandOutput> =>
  pool.client.send(new sdk.SignUpCommand({ ClientId, Username, Password: PASSWORD }));

async function confirm(
  Username: string,
  Session: string | undefined,
  ConfirmationCode?: string,
): Promise<string | undefined> {
  const code = ConfirmationCode ?? (await pool.codeFor(Username));
  const answer = await pool.client.send(
    new sdk.ConfirmSignUpCommand({ ClientId: pool.ClientId, Username, ConfirmationCode: code, Session }),
  );
  return answer.Session;
}

const signIn = (
  USERNAME: string,
  Session: string | undefined,
  ClientId = pool.ClientId,
): Promise<sdk.InitiateAuthCommandOutput> =>
  pool.client.send(
    new sdk.InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME }, Session }),
  );

const INVALID = { name: 'NotAuthorizedException', message: 'Invalid session for the user.' };
const SPENT = {
  name: 'NotAuthorizedException',
  message: 'Invalid session for the user, session can only be used once.',
};

it('signs in who signed up and confirmed, once, without another factor', async () => {
  const ann = 'ann@example.com';
  const { Session: first } = await signUp(ann);
  await expect(signIn(ann, first)).rejects.toMatchObject(INVALID);
  await expect(confirm(ann, first, '000')).rejects.toMatchObject({ name: 'CodeMismatchException' });
  const second = await confirm(ann, first);
  expect(second).not.toBe(first);
  const { AuthenticationResult } = await signIn(ann, second);
  expect(AuthenticationResult?.AccessToken).toBeDefined();
  await expect(signIn(ann, second)).rejects.toMatchObject(SPENT);
});

it('is of one user and one client', async () => {
  const [bob, cid] = ['bob@example.com', 'cid@example.com'];
  const { Session: bobs } = await signUp(bob);
  const { Session: cids } = await signUp(cid);
  await expect(confirm(bob, cids)).rejects.toMatchObject(INVALID);
  const confirmed = await confirm(bob, bobs);
  await expect(signIn(bob, confirmed, await pool.newClient())).rejects.toMatchObject(INVALID);
  await pool.newUser('eve@example.com');
  await expect(signIn('eve@example.com', confirmed)).rejects.toMatchObject(INVALID);
});

it('lasts three minutes', async () => {
  const { Session } = await signUp('dan@example.com');
  const confirmed = await confirm('dan@example.com', Session);
  pool.advance(3 * 60_000);
  await expect(signIn('dan@example.com', confirmed)).rejects.toMatchObject({
    message: 'Invalid session for the user, session is expired.',
  });
});

it('is given to clients with USER_AUTH only, and asked of nobody', async () => {
  const plain = await pool.newClient({ ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] });
  expect((await signUp('fay@example.com', plain)).Session).toBeUndefined();
  await signUp('gus@example.com');
  expect(await confirm('gus@example.com', undefined)).toBeUndefined();
});

it('needs no session of the sign-up where a mailed code is a first factor', async () => {
  const mailing = await fixture({
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
  });
  const at = { ClientId: mailing.ClientId, Username: 'hal@example.com' };
  await mailing.client.send(new sdk.SignUpCommand({ ...at, Password: PASSWORD }));
  const ConfirmationCode = await mailing.codeFor(at.Username);
  const confirmed = new sdk.ConfirmSignUpCommand({ ...at, ConfirmationCode });
  const { Session } = await mailing.client.send(confirmed);
  const { AuthenticationResult } = await mailing.client.send(
    new sdk.InitiateAuthCommand({
      ClientId: mailing.ClientId,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: at.Username },
      Session,
    }),
  );
  expect(AuthenticationResult?.AccessToken).toBeDefined();
  await mailing.close();
});
