import type { OpenApiDocument } from '@taskyard/contract';
import { expect, inject, it } from 'vitest';
import { call, callAutomation } from '../support/call-api.ts';
import { readOutputs } from '../support/outputs.ts';

const outputs = readOutputs(inject('outputsFile'));
const path = 'openapi.json';

it('the API describes itself to everybody, with the addresses where it is', async () => {
  const answer = await call(outputs, { path });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
  const document = answer.json as OpenApiDocument;
  const [people, automation] = [outputs.PeopleApiUrl, outputs.AutomationApiUrl].map((url) =>
    url.replace(/\/$/, ''),
  );
  expect(document).toMatchObject({
    openapi: '3.1.1',
    servers: [{ url: people }, { url: automation }],
    components: {
      securitySchemes: {
        signIn: {
          flows: { authorizationCode: { authorizationUrl: `${outputs.SignInUrl}/oauth2/authorize` } },
        },
      },
    },
  });
  const tag = answer.headers.get('etag') ?? '';
  const again = await call(outputs, { path, headers: { 'If-None-Match': tag } });
  expect([again.status, again.text]).toEqual([304, '']);
  const head = await call(outputs, { method: 'HEAD', path });
  expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', tag]);
});

it('a token that is not needed does not matter, and programs are told by the people API too', async () => {
  expect(await call(outputs, { path, token: 'nonsense' })).toMatchObject({ status: 200 });
  expect(await callAutomation(outputs, { path })).toMatchObject({
    status: 403,
    json: { message: 'Missing Authentication Token' },
  });
});
