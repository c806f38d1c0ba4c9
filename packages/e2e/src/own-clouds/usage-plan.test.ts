import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, callAutomation } from '../support/call-api.ts';
import { type CloudInProcess, openCloud } from '../support/cloud-in-process.ts';
import type { Outputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';
import { personalToken } from '../support/personal-token.ts';

/** Programs that ask too often: the gateway holds them up, and nobody else. */

let cloud: CloudInProcess;
let outputs: Outputs;
let ada: Person;

beforeAll(async () => {
  // Two at once, then one a second.
  cloud = await openCloud({}, { programRequestsPerSecond: '1' });
  outputs = await cloud.outputs();
  ada = await newPerson(outputs, 'ada');
});
afterAll(() => cloud?.close());

const tokenOf = async (person: Person): Promise<string> => (await personalToken(outputs, person)).token;

const burst = async (token: string) =>
  await Promise.all(Array.from({ length: 30 }, () => callAutomation(outputs, { token, path: 'tasks' })));

it('a burst over the limit is answered 429 by the gateway', async () => {
  const answers = await burst(await tokenOf(ada));
  const refused = answers.filter(({ status }) => status !== 200);
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(2);
  expect(refused.length).toBeGreaterThan(10);
  for (const { status, json, headers } of refused) {
    expect([status, json]).toEqual([429, { message: 'Too Many Requests' }]);
    expect(headers.get('x-amzn-errortype')).toBe('TooManyRequestsException');
  }
});

it('more tokens let no more through', async () => {
  const tokens = [await tokenOf(ada), await tokenOf(ada), await tokenOf(ada)];
  const answers = (await Promise.all(tokens.map(burst))).flat();
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(60);
});

it('others go on: who has another key, and whoever signed in', async () => {
  const token = await tokenOf(ada);
  const [ofAda, elsewhere] = await Promise.all([
    burst(token),
    // One in eight shares Ada's key.
    (async () => {
      for (let tries = 0; tries < 8; tries += 1) {
        const ben = await tokenOf(await newPerson(outputs, 'ben'));
        const { status } = await callAutomation(outputs, { token: ben, path: 'tasks' });
        if (status === 200) return status;
        await burst(token);
      }
      return undefined;
    })(),
  ]);
  expect(ofAda.map(({ status }) => status)).toContain(429);
  expect(elsewhere).toBe(200);
  expect(await call(outputs, { token: ada.accessToken, path: 'tasks' })).toMatchObject({ status: 200 });
});

it('a key that a request itself names opens nothing', async () => {
  const response = await fetch(`${outputs.AutomationApiUrl}tasks`, {
    headers: { 'x-api-key': 'a'.repeat(40) },
  });
  expect(response.status).toBe(401);
});
