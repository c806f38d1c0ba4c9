import { describe, expect, it } from 'vitest';
import { AwsError } from '../aws/aws-error.ts';
import type { Caller } from '../aws/aws-service.ts';
import { apiTemplate, gatewayFixture, httpRequest } from './gateway-fixture.ts';

const caller = (seen: string[]): Caller => ({
  arn: 'arn:aws:iam::000000000000:user/u',
  accountId: '000000000000',
  userId: 'AIDA',
  authorize: ({ action, resource }) => void seen.push(`${action} ${resource}`),
});

async function call(path: string, method = 'GET') {
  const fixture = await gatewayFixture();
  const Key = { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Name: 'k' } };
  await fixture.deploy(apiTemplate({ 'GET /a': {} }, { more: { Key } }));
  const request = httpRequest({ path: path.replace('{key}', fixture.apiId('Key')), method });
  const [service] = fixture.gateway.services;
  const seen: string[] = [];
  try {
    const answer = await service?.handle({ request, body: Buffer.alloc(0), caller: caller(seen) });
    return { seen, fixture, answer: JSON.parse(String(answer?.body)) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { seen, fixture, error, failure: service?.failure(error, request) };
  }
}

describe('the API of API Gateway', () => {
  it('gives the value of a key that was made, when it is asked for', async () => {
    const { answer, seen, fixture } = await call('/apikeys/{key}?includeValue=true');
    expect(answer).toEqual({
      id: fixture.apiId('Key'),
      name: 'k',
      enabled: true,
      stageKeys: [],
      value: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
    });
    expect(seen).toEqual([`apigateway:GET arn:aws:apigateway:us-east-1::/apikeys/${fixture.apiId('Key')}`]);
    expect((await call('/apikeys/{key}')).answer).not.toHaveProperty('value');
  });

  it('lists keys and APIs', async () => {
    expect((await call('/apikeys?includeValues=true&name=k')).answer.item[0].value).toHaveLength(40);
    expect((await call('/apikeys?name=other')).answer).toEqual({ item: [] });
    const { answer, fixture } = await call('/restapis');
    expect(answer.item).toEqual([expect.objectContaining({ id: fixture.apiId(), name: 'api' })]);
  });

  it.each([
    ['/apikeys/none', 'GET', 'NotFoundException', 404],
    ['/apikeys/%ff', 'GET', 'BadRequestException', 400],
    ['/restapis', 'POST', 'NotFoundException', 404],
    ['/usageplans', 'GET', 'NotFoundException', 404],
  ])('refuses %s %s', async (path, method, code, status) => {
    const { error, failure } = await call(path, method);
    expect([error?.code, failure?.status, failure?.headers['x-amzn-ErrorType']]).toEqual([
      code,
      status,
      code,
    ]);
  });
});
