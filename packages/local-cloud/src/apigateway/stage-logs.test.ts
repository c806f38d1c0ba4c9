import { describe, expect, it } from 'vitest';
import { apiTemplate, FUNCTION_ARN, gatewayFixture, REQUEST_ID } from './gateway-fixture.ts';

const arn = 'arn:aws:logs:us-east-1:000000000000:log-group:/api/access:*';

describe('access logs', () => {
  it('have a line for each request in the format of the stage', async () => {
    const fixture = await gatewayFixture();
    const Format =
      '{"id":"$context.requestId","ip":"$context.identity.sourceIp","user":"$context.identity.user","route":"$context.httpMethod $context.resourcePath","status":"$context.status","length":"$context.responseLength","error":$context.error.messageString,"type":"$context.error.responseType","latency":"$context.responseLatency","integration":"$context.integrationLatency"}';
    await fixture.deploy(
      apiTemplate(
        { 'GET /items/{id}': {} },
        { stage: { AccessLogSetting: { DestinationArn: arn, Format } } },
      ),
    );
    fixture.functions.set(FUNCTION_ARN, () => {
      fixture.clock.now += 5;
      return { body: 'hé' };
    });
    await fixture.send({ path: '/prod/items/7' });
    await fixture.send({ path: '/prod/nothing' });
    await fixture.gateway.close?.();
    expect(fixture.logs.map(({ group }) => group)).toEqual(['/api/access', '/api/access']);
    expect(fixture.logs.map(({ message }) => message)).toEqual([
      `{"id":"${REQUEST_ID}","ip":"127.0.0.1","user":"-","route":"GET /items/{id}","status":"200","length":"3","error":-,"type":"-","latency":"5","integration":"5"}`,
      `{"id":"${REQUEST_ID}","ip":"127.0.0.1","user":"-","route":"GET -","status":"403","length":"42","error":"Missing Authentication Token","type":"MISSING_AUTHENTICATION_TOKEN","latency":"0","integration":"-"}`,
    ]);
  });

  it('do not break a request when they cannot be written', async () => {
    const fixture = await gatewayFixture(undefined, {
      logs: { append: () => Promise.reject(new Error('the disk is full')) },
    });
    await fixture.deploy(
      apiTemplate(
        { 'GET /a': {} },
        { stage: { AccessLogSetting: { DestinationArn: arn, Format: '$context.status' } } },
      ),
    );
    expect((await fixture.send({ path: '/prod/a' })).status).toBe(200);
    await fixture.gateway.close?.();
  });
});

describe('execution logs', () => {
  it.each([
    ['INFO', 200, 5],
    ['INFO', 502, 6],
    ['ERROR', 200, 0],
    ['ERROR', 502, 6],
    ['OFF', 502, 0],
  ])('at level %s a %i makes %i lines', async (LoggingLevel, status, lines) => {
    const fixture = await gatewayFixture();
    await fixture.deploy(
      apiTemplate(
        { 'GET /a': {} },
        { stage: { MethodSettings: [{ ResourcePath: '/*', HttpMethod: '*', LoggingLevel }] } },
      ),
    );
    fixture.functions.set(FUNCTION_ARN, () => (status === 200 ? {} : null));
    await fixture.send({ path: '/prod/a', headers: { Authorization: 'secret' } });
    await fixture.gateway.close?.();
    expect(fixture.logs).toHaveLength(lines);
    for (const { group, message } of fixture.logs) {
      expect(group).toBe(`API-Gateway-Execution-Logs_${fixture.apiId()}/prod`);
      expect(message).toContain(`(${REQUEST_ID}) `);
      expect(message).not.toContain('secret');
    }
  });
});
