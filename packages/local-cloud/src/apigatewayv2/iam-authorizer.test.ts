import { describe, expect, it } from 'vitest';
import { AwsError } from '../aws/aws-error.ts';
import type { AuthorizationRequest } from '../aws/aws-service.ts';
import type { HttpRequest } from '../front-door/http.ts';
import { httpApiFixture, httpApiTemplate } from './http-api-fixture.ts';

const CALLER = { arn: 'arn:aws:iam::000000000000:user/jo', accountId: '000000000000', userId: 'AIDAJO' };
const SIGNED = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=AKIAJO/20261120/us-east-1/execute-api/aws4_request, Signature=0',
};

async function signedApi(decide: (request: AuthorizationRequest) => void) {
  const seen: { request: HttpRequest; body: Buffer; service: string }[] = [];
  const fixture = await httpApiFixture({
    authenticate: (request, body, service) => {
      seen.push({ request, body, service });
      if (request.header('authorization') === undefined) {
        throw new AwsError('MissingAuthenticationTokenException', 'x', 403);
      }
      return { ...CALLER, authorize: decide };
    },
  });
  await fixture.deploy(httpApiTemplate({ 'POST /items/{id}': { AuthorizationType: 'AWS_IAM' } }));
  return { fixture, seen };
}

describe('an AWS_IAM route', () => {
  it('lets through whom the policies allow, and names the caller', async () => {
    const asked: AuthorizationRequest[] = [];
    const { fixture, seen } = await signedApi((request) => asked.push(request));
    const answer = await fixture.send({ method: 'POST', path: '/items/7', headers: SIGNED, body: 'hi' });
    expect(answer.status).toBe(200);
    expect(asked).toEqual([
      {
        action: 'execute-api:Invoke',
        resource: `arn:aws:execute-api:us-east-1:000000000000:${fixture.apiId()}/$default/POST/items/7`,
      },
    ]);
    expect(seen).toMatchObject([
      {
        service: 'execute-api',
        body: Buffer.from('hi'),
        request: { rawPath: `/execute-api/${fixture.apiId()}/items/7` },
      },
    ]);
    expect(fixture.calls[0]?.event).toMatchObject({
      requestContext: {
        authorizer: {
          iam: {
            accessKey: 'AKIAJO',
            accountId: '000000000000',
            callerId: 'AIDAJO',
            cognitoIdentity: null,
            principalOrgId: null,
            userArn: CALLER.arn,
            userId: 'AIDAJO',
          },
        },
      },
    });
  });

  it.each<[name: string, headers: Record<string, string>]>([
    ['a request that is not signed', {}],
    ['a caller whom no policy allows it', SIGNED],
  ])('refuses %s', async (_name, headers) => {
    const { fixture } = await signedApi(() => {
      throw new AwsError('AccessDeniedException', 'User: jo is not authorized', 403);
    });
    const answer = await fixture.send({ method: 'POST', path: '/items/7', headers });
    expect([answer.status, answer.body]).toEqual([403, '{"message":"Forbidden"}']);
    // Whoever judged the signature and the policies has told the journal.
    expect([fixture.calls, fixture.journal]).toEqual([[], []]);
  });

  it('is refused at the start where signatures are not verified', async () => {
    const fixture = await httpApiFixture();
    expect(fixture.refusals(httpApiTemplate({ 'GET /': { AuthorizationType: 'AWS_IAM' } }))).toEqual([
      'AuthorizationType: signatures of requests to APIs are not verified here.',
    ]);
  });
});
