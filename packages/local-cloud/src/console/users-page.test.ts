import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Fixture, fixture, PASSWORD } from '../cognito/testing/fixture.ts';
import { document, type Page } from './page.ts';
import { poolPage, poolsPage, userPage } from './users-page.ts';

const MARKUP = `<img src=x onerror='x'>`;
const textOf = (page: Page | undefined): string => (page === undefined ? '' : document('/users', page));
const query = (values: Record<string, string>): URLSearchParams => new URLSearchParams(values);

let cognito: Fixture;
beforeAll(async () => {
  cognito = await fixture();
  await cognito.newUser('ann@example.com', { email_verified: 'true', name: MARKUP });
  for (let count = 0; count < 50; count += 1) await cognito.newUser(`user-${count}@example.com`);
});
afterAll(() => cognito.close());

it('one walks from the pools to all users, page by page', async () => {
  const { core } = cognito.cognito;
  expect(textOf(poolsPage(core))).toContain('people');
  const first = textOf(await poolPage(core, query({ id: cognito.UserPoolId })));
  const after = /[?;]after=([^"&]+)">Next page/.exec(first)?.[1] ?? '';
  const second = textOf(await poolPage(core, query({ id: cognito.UserPoolId, after })));
  const seen = [first, second].flatMap((content) => content.match(/[a-z0-9-]+@example\.com/g) ?? []);
  expect(new Set(seen).size).toBe(51);
  expect(second).not.toContain('Next page');
});

it('a user is shown with attributes and sessions, and with no secret', async () => {
  const { core } = cognito.cognito;
  const { AuthenticationResult: tokens } = await cognito.signIn('ann@example.com');
  const pool = core.pools.get(cognito.UserPoolId);
  const sub = JSON.parse(Buffer.from(tokens?.AccessToken?.split('.')[1] ?? '', 'base64url').toString()).sub;
  const content = textOf(await userPage(core, query({ pool: pool?.id ?? '', sub })));
  for (const part of ['CONFIRMED', 'ann@example.com', 'Open sessions', cognito.ClientId]) {
    expect(content).toContain(part);
  }
  expect(content).toContain('&lt;img');
  expect(content).not.toContain('<img');
  for (const secret of [PASSWORD, tokens?.AccessToken, tokens?.RefreshToken, tokens?.IdToken]) {
    expect(content).not.toContain(secret);
  }
});

it('who is not there has no page', async () => {
  const { core } = cognito.cognito;
  expect(await poolPage(core, query({ id: 'us-east-1_nobody' }))).toBeUndefined();
  expect(await userPage(core, query({ pool: cognito.UserPoolId, sub: 'nobody' }))).toBeUndefined();
});
