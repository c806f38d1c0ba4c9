import { allScopes, type Me } from '@taskyard/contract';
import { decodeJwt } from 'jose';
import { describe, expect, inject, it } from 'vitest';
import { call, callAutomation } from '../support/call-api.ts';
import { signInThroughPages } from '../support/hosted-sign-in.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson } from '../support/person.ts';
import { personalToken } from '../support/personal-token.ts';

const outputs = readOutputs(inject('outputsFile'));
const path = 'me';

describe('who asks', () => {
  it('is told to somebody who signed in, whatever they may do', async () => {
    const { email, password } = await newPerson(outputs);
    for (const scope of ['tokens/write', 'openid networks/read', allScopes.join(' ')]) {
      const { access_token: token } = await signInThroughPages(outputs, email, password, scope);
      const answer = await call(outputs, { path, token });
      expect(answer, scope).toMatchObject({ status: 200, json: { sub: decodeJwt(token).sub } });
      const { scopes, token: personal } = answer.json as Me;
      expect([...scopes].sort()).toEqual(scope.split(' ').sort());
      expect(personal).toBeUndefined();
    }
  });

  it('is told to a program, with its token', async () => {
    const person = await newPerson(outputs);
    const made = await personalToken(outputs, person, { name: 'ci – täglich', scopes: ['notes/read'] });
    const { id, name, expiresAt } = made;
    expect(await callAutomation(outputs, { path, token: made.token })).toMatchObject({
      status: 200,
      json: {
        sub: decodeJwt(person.accessToken).sub,
        scopes: ['notes/read'],
        token: { id, name, expiresAt },
      },
    });
  });

  it('is not told for an ID token, nor for one of the other API', async () => {
    const person = await newPerson(outputs);
    const made = await personalToken(outputs, person);
    expect(await call(outputs, { path, token: person.idToken })).toMatchObject({ status: 401 });
    expect(await call(outputs, { path, token: made.token })).toMatchObject({ status: 401 });
    expect(await callAutomation(outputs, { path, token: person.accessToken })).toMatchObject({ status: 401 });
  });
});
