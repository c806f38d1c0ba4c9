import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiTemplate, type GatewayFixture, gatewayFixture, type TestRequest } from './gateway-fixture.ts';

let server: Server;
let origin: string;
let fixture: GatewayFixture;
let seen: {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await text(request);
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    if (request.url?.startsWith('/never')) return;
    response.writeHead(request.url?.startsWith('/missing') ? 404 : 201, {
      'X-Own': 'own',
      'Set-Cookie': ['a=1', 'b=2'],
      Server: 'backend',
      'Content-Type': 'application/json',
    });
    response.end('{"value":"é"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  seen = [];
  fixture = await gatewayFixture();
});

async function withIntegration(integration: object, variables: object = {}): Promise<void> {
  const method = { Integration: integration };
  await fixture.deploy(
    apiTemplate({ 'ANY /x/{proxy+}': method, 'ANY /x': method }, { stage: { Variables: variables } }),
  );
}
const send = (request: Partial<TestRequest>) => fixture.send({ path: '/prod/x', ...request });

describe('HTTP_PROXY integrations', () => {
  const proxy = (more: object = {}) => ({
    Type: 'HTTP_PROXY',
    IntegrationHttpMethod: 'ANY',
    Uri: `${origin}/up/{proxy}`,
    RequestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
    ...more,
  });

  it('pass the request and the answer on', async () => {
    await withIntegration(proxy());
    const answer = await send({
      method: 'PUT',
      path: '/prod/x/a/b?q=1&q=2',
      headers: { Host: 'localhost:4566', 'X-Client': 'c', 'Content-Type': 'text/plain' },
      body: 'hello',
    });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'PUT',
      url: '/up/a/b?q=1&q=2',
      body: 'hello',
      headers: {
        host: new URL(origin).host,
        'x-client': 'c',
        'x-forwarded-for': '127.0.0.1',
        'content-type': 'text/plain',
      },
    });
    expect(answer).toMatchObject({ status: 201, body: '{"value":"é"}' });
    expect(answer.headers).toMatchObject({
      'X-Own': 'own',
      'Set-Cookie': ['a=1', 'b=2'],
      'x-amzn-Remapped-Server': 'backend',
      'x-amzn-Remapped-Date': expect.any(String),
      'x-amzn-RequestId': expect.any(String),
    });
    for (const name of ['Server', 'Date', 'Connection', 'Transfer-Encoding', 'X-Amzn-Trace-Id']) {
      expect(answer.headers).not.toHaveProperty(name);
    }
  });

  it('answer 504 when the backend takes too long', async () => {
    await withIntegration(proxy({ Uri: `${origin}/never`, TimeoutInMillis: 50 }));
    expect(await send({})).toMatchObject({ status: 504, body: '{"message":"Endpoint request timed out"}' });
  });

  it('answer 504 when nobody listens', async () => {
    await withIntegration(proxy({ Uri: 'http://127.0.0.1:1/' }));
    expect(await send({})).toMatchObject({
      status: 504,
      body: '{"message":"Network error communicating with endpoint"}',
    });
  });

  it.each(['@example.com', '.example.com'])('never leave this machine: %s', async (rest) => {
    await withIntegration(proxy({ Uri: 'http://localhost:80{proxy}' }));
    const answer = await send({ path: `/prod/x/${rest}` });
    expect(answer.status).toBe(500);
    expect(fixture.journal[0]?.rule).toBe('HTTP integration');
  });
});

describe('HTTP integrations', () => {
  it('map the request and choose the response by the status', async () => {
    await withIntegration(
      {
        Type: 'HTTP',
        IntegrationHttpMethod: 'POST',
        Uri: `${origin}/\${stageVariables.where}`,
        RequestParameters: {
          'integration.request.header.X-Id': 'method.request.path.proxy',
          'integration.request.querystring.q': "'fixed'",
          'integration.request.header.X-Body': 'method.request.body.name',
        },
        RequestTemplates: { 'application/json': '{"sent":$input.json(\'$.name\')}' },
        IntegrationResponses: [
          {
            StatusCode: '200',
            ResponseTemplates: { 'application/json': "$input.path('$.value')" },
            ResponseParameters: { 'method.response.header.X-Own': 'integration.response.header.X-Own' },
          },
          { StatusCode: '410', SelectionPattern: '4\\d{2}' },
        ],
      },
      { where: 'missing' },
    );
    const gone = await send({ method: 'PATCH', path: '/prod/x/7', body: '{"name":"n"}' });
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/missing?q=fixed',
      body: '{"sent":"n"}',
      headers: { 'x-id': '7', 'x-body': 'n' },
    });
    expect(gone).toMatchObject({ status: 410, body: '{"value":"é"}' });
    expect(gone.headers['X-Own']).toBe(undefined);
  });
});
