import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpApiOptions, httpApiFixture, httpApiTemplate } from './http-api-fixture.ts';

let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    if (url?.startsWith('/slow')) return;
    const body = await text(request);
    response.writeHead(Number(headers['x-status'] ?? 200), [
      ['Content-Type', 'application/json'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['X-Own', 'yes'],
    ]);
    response.end(JSON.stringify({ method, url, headers, body }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const proxy = (path: string, more: object = {}): HttpApiOptions => ({
  integration: {
    IntegrationType: 'HTTP_PROXY',
    IntegrationUri: `http://localhost:${port}${path}`,
    IntegrationMethod: 'ANY',
    ...more,
  },
});

async function deployed(routes: readonly string[], options: HttpApiOptions) {
  const fixture = await httpApiFixture();
  await fixture.deploy(httpApiTemplate(Object.fromEntries(routes.map((key) => [key, {}])), options));
  return fixture;
}

describe('an HTTP_PROXY integration', () => {
  it('hands on the request and the answer', async () => {
    const fixture = await deployed(['POST /items'], proxy('/back?fixed=1'));
    const answer = await fixture.send({
      method: 'POST',
      path: '/items?q=a%20b&q=c',
      headers: { 'X-A': '1', Host: 'localhost:4566', 'Content-Type': 'text/plain' },
      body: 'héllo',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'set-cookie': ['a=1', 'b=2'],
      'x-own': 'yes',
      'apigw-requestid': expect.any(String),
    });
    expect(Object.keys(answer.headers)).not.toContain('connection');
    expect(JSON.parse(answer.body)).toMatchObject({
      method: 'POST',
      url: '/back?fixed=1&q=a+b&q=c',
      headers: { 'x-a': '1', host: `localhost:${port}`, 'x-forwarded-for': '127.0.0.1' },
      body: 'héllo',
    });
  });

  it.each<[route: string, uri: string, path: string, seen: string]>([
    ['GET /items/{id}', '/v1/{id}/x', '/items/a%2Fb%20c', '/v1/a/b%20c/x'],
    ['GET /files/{proxy+}', '/v1/{proxy}', '/files/a/b.txt', '/v1/a/b.txt'],
    ['GET /files/{proxy+}', '/v1/{proxy}', '/files/%3Fx%23y', '/v1/%3Fx%23y'],
    ['$default', '', '/store/checkout', '/store/checkout'],
    ['$default', '/base/', '/store', '/base/store'],
    ['GET /items', '/fixed', '/items', '/fixed'],
  ])('for %s calls %s', async (route, uri, path, seen) => {
    const fixture = await deployed([route], proxy(uri));
    const answer = await fixture.send({ path });
    expect(JSON.parse(answer.body)).toMatchObject({ url: seen });
  });

  it.each(['/files/../secret', '/files/%2e%2e/secret', '/files/a%2F..%2F..%2Fsecret', '/files/.'])(
    'does not leave its folder by %s',
    async (path) => {
      const fixture = await deployed(['GET /files/{proxy+}'], proxy('/v1/{proxy}'));
      const answer = await fixture.send({ path });
      expect([answer.status, answer.body]).toEqual([400, '{"message":"Bad Request"}']);
    },
  );

  it('calls with its own method where it has one', async () => {
    const fixture = await deployed(['GET /items'], proxy('/x', { IntegrationMethod: 'PUT' }));
    expect(JSON.parse((await fixture.send({ path: '/items' })).body)).toMatchObject({ method: 'PUT' });
  });

  it('answers 503 when the backend does not answer, or is not there', async () => {
    const slow = await deployed(['GET /items'], proxy('/slow', { TimeoutInMillis: 50 }));
    const answer = await slow.send({ path: '/items' });
    expect([answer.status, answer.body]).toEqual([503, '{"message":"Service Unavailable"}']);
    expect(slow.journal).toMatchObject([{ outcome: 'failed', rule: 'integration timeout' }]);
    const absent = await deployed(['GET /items'], proxy('', { IntegrationUri: 'http://localhost:1/' }));
    expect((await absent.send({ path: '/items' })).status).toBe(503);
  });

  it('does not follow a stage variable to another machine', async () => {
    const fixture = await deployed(['GET /items'], {
      ...proxy('', { IntegrationUri: 'http://${stageVariables.host}/x' }),
      stage: { StageVariables: { host: 'example.com' } },
    });
    const answer = await fixture.send({ path: '/items' });
    expect([answer.status, answer.body]).toEqual([500, '{"message":"Internal Server Error"}']);
  });
});

describe('mapped parameters', () => {
  it('change what the backend gets', async () => {
    const fixture = await deployed(['POST /items/{id}'], {
      ...proxy('/back', {
        RequestParameters: {
          'append:header.x-id': '$request.path.id',
          'overwrite:header.x-old': "'new'",
          'remove:header.x-gone': "''",
          'overwrite:querystring.q': '$request.body.name',
          'append:querystring.stage': '$context.stage',
          'remove:querystring.secret': "''",
          'overwrite:path': '$stageVariables.path',
        },
      }),
      stage: { StageVariables: { path: '/other' } },
    });
    const answer = await fixture.send({
      method: 'POST',
      path: '/items/7?q=1&secret=x',
      headers: { 'x-old': 'old', 'x-gone': 'x', 'content-type': 'application/json' },
      body: '{"name":"Jo"}',
    });
    const seen: { url: string; headers: Record<string, string> } = JSON.parse(answer.body);
    expect(seen.url).toBe('/other?q=Jo&stage=%24default');
    expect(seen.headers).toMatchObject({ 'x-id': '7', 'x-old': 'new' });
    expect(seen.headers['x-gone']).toBeUndefined();
  });

  it('change what the client gets, by the status', async () => {
    const ResponseParameters = {
      404: {
        ResponseParameters: [
          { Destination: 'overwrite:statuscode', Source: '410' },
          { Destination: 'append:header.x-method', Source: '$response.body.method' },
          { Destination: 'remove:header.x-own', Source: "''" },
          { Destination: 'append:header.x-type', Source: '$response.header.Content-Type' },
        ],
      },
    };
    const fixture = await deployed(['GET /items'], proxy('/x', { ResponseParameters }));
    const gone = await fixture.send({ path: '/items', headers: { 'x-status': '404' } });
    expect(gone.status).toBe(410);
    expect(gone.headers).toMatchObject({ 'x-method': 'GET', 'x-type': 'application/json' });
    expect(gone.headers['x-own']).toBeUndefined();
    const fine = await fixture.send({ path: '/items' });
    expect([fine.status, fine.headers['x-own']]).toEqual([200, 'yes']);
  });
});
