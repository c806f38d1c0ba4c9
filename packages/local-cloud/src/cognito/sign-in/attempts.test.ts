import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Fixture, fixture, PASSWORD } from '../testing/fixture.ts';
import { attempts } from './attempts.ts';

const KNOWN = 'known@example.com';
let pool: Fixture;
let hiding: string;

beforeAll(async () => {
  pool = await fixture();
  hiding = await pool.newClient({ PreventUserExistenceErrors: 'ENABLED' });
  await pool.newUser(KNOWN);
  await pool.client.send(
    new sdk.SignUpCommand({ ClientId: pool.ClientId, Username: 'waiting@example.com', Password: PASSWORD }),
  );
});
afterAll(() => pool.close());

it('answers a hidden reset alike for everybody', async () => {
  const known = await pool.client.send(new sdk.ForgotPasswordCommand({ ClientId: hiding, Username: KNOWN }));
  const nobody = await pool.client.send(
    new sdk.ForgotPasswordCommand({ ClientId: hiding, Username: 'kind@example.com' }),
  );
  expect(nobody.CodeDeliveryDetails).toEqual(known.CodeDeliveryDetails);
  for (const Username of [KNOWN, 'kind@example.com']) {
    await expect(
      pool.client.send(
        new sdk.ConfirmForgotPasswordCommand({
          ClientId: hiding,
          Username,
          ConfirmationCode: '0',
          Password: PASSWORD,
        }),
      ),
    ).rejects.toMatchObject({ name: 'CodeMismatchException' });
  }
});

it('limits how often a code can be asked for', async () => {
  for (let time = 0; time < 5; time += 1) {
    await pool.client.send(
      new sdk.ResendConfirmationCodeCommand({ ClientId: pool.ClientId, Username: 'waiting@example.com' }),
    );
  }
  await expect(
    pool.client.send(
      new sdk.ResendConfirmationCodeCommand({ ClientId: pool.ClientId, Username: 'waiting@example.com' }),
    ),
  ).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Attempt limit exceeded, please try after some time.',
  });
});

it('locks a name that nobody has like any other', async () => {
  const guess = (username: string) => pool.signIn(username, 'Wrong-horse-9', hiding);
  for (const username of [KNOWN, 'nobody@example.com']) {
    for (let time = 0; time < 5; time += 1) {
      await expect(guess(username)).rejects.toMatchObject({ message: 'Incorrect username or password.' });
    }
    await expect(guess(username)).rejects.toMatchObject({ message: 'Password attempts exceeded' });
  }
});

it('doubles the lock up to a quarter of an hour, and forgives after as long a rest', async () => {
  let now = 0;
  const guard = attempts(() => now);
  const fail = () => guard.guard('key', async () => false);
  for (let failure = 1; failure < 5; failure += 1) await fail();
  const locks: number[] = [];
  for (let failure = 5; failure <= 15; failure += 1) {
    await fail();
    const from = now;
    const locked = () =>
      guard.guard('key', () => Promise.reject(new Error('open'))).catch((error) => error.message !== 'open');
    while (await locked()) now += 1000;
    locks.push((now - from) / 1000);
  }
  expect(locks).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]);
  // The longest lock is as long as the rest that forgives.
  for (let failure = 1; failure <= 4; failure += 1) await fail();
  expect(await guard.guard('key', async () => true)).toBe(true);
});

it('judges guesses that come at once one after another', async () => {
  const guard = attempts(() => 0);
  let checks = 0;
  const guesses = Array.from({ length: 20 }, () =>
    guard.guard('key', async () => {
      checks += 1;
      return false;
    }),
  );
  const outcomes = await Promise.allSettled(guesses);
  expect(checks).toBe(5);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(15);
});
