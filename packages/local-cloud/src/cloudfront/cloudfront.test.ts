import { createServer } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, openSite, type SiteFixture } from './cloudfront-fixture.ts';

const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
const LONG_TEXT = 'const answer = 42;\n'.repeat(200);

const ECHO = `exports.handler = async (event) => ({ statusCode: event.queryStringParameters?.status ?? 200,
  headers: { 'Content-Type': 'application/json', 'X-Own': '1' },
  body: JSON.stringify({ path: event.path, method: event.httpMethod, headers: event.headers, query: event.queryStringParameters, body: event.body }) });`;

const VIEWER_REQUEST = `function handler(event) {
  const request = event.request;
  if (request.uri === '/endless') while (true) {}
  if (request.uri === '/throws') throw new Error('on purpose');
  if (request.uri === '/nothing') return undefined;
  if (request.uri === '/forbidden-header') { request.headers['x-cache'] = { value: 'x' }; return request; }
  if (request.uri === '/moved') return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/new' } }, cookies: { a: { value: 'b', attributes: 'Path=/' } } };
  if (request.uri === '/body') return { statusCode: 200, headers: { 'content-type': { value: 'text/plain' } }, body: { encoding: 'base64', data: 'aGk=' } };
  if (request.uri === '/escape') {
    const found = [];
    for (const path of ['this.constructor.constructor', 'globalThis.process', 'event.constructor.constructor']) {
      try { found.push(typeof path.split('.').reduce((o, p) => o[p], path.startsWith('event') ? { event } : { this: this, globalThis })('return typeof process')()); } catch (error) { found.push('none'); }
    }
    found.push(typeof process, typeof setTimeout, typeof fetch);
    return { statusCode: 200, body: found.join() };
  }
  if (request.uri === '/shown') return { statusCode: 200, body: JSON.stringify(event) };
  console.log('saw', request.uri);
  request.uri = request.uri.replace(/^\\/old\\//, '/assets/');
  return request;
}`;
const VIEWER_RESPONSE = `async function handler(event) {
  event.response.headers['x-from-function'] = { value: event.request.uri };
  return event.response;
}`;

const resources = (more: object = {}, behavior: object = {}) => ({
  Bucket: { Type: 'AWS::S3::Bucket' },
  Policy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'Bucket' },
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Action: 's3:GetObject',
            Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] },
            Condition: {
              StringEquals: {
                'AWS:SourceArn': {
                  'Fn::Sub': 'arn:aws:cloudfront::${AWS::AccountId}:distribution/${Distribution}',
                },
              },
            },
          },
        ],
      },
    },
  },
  Control: {
    Type: 'AWS::CloudFront::OriginAccessControl',
    Properties: {
      OriginAccessControlConfig: {
        Name: 'control',
        OriginAccessControlOriginType: 's3',
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4',
      },
    },
  },
  Rewrite: {
    Type: 'AWS::CloudFront::Function',
    Properties: {
      Name: 'rewrite',
      AutoPublish: true,
      FunctionCode: VIEWER_REQUEST,
      FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
    },
  },
  Stamp: {
    Type: 'AWS::CloudFront::Function',
    Properties: {
      Name: 'stamp',
      AutoPublish: true,
      FunctionCode: VIEWER_RESPONSE,
      FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
    },
  },
  Headers: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        Name: 'headers',
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'", Override: true },
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: 'DENY', Override: true },
        },
        CustomHeadersConfig: {
          Items: [
            { Header: 'Cache-Control', Value: 'no-store', Override: false },
            { Header: 'X-Site', Value: 'yes', Override: true },
          ],
        },
        CorsConfig: {
          AccessControlAllowCredentials: false,
          AccessControlAllowHeaders: { Items: ['*'] },
          AccessControlAllowMethods: { Items: ['GET'] },
          AccessControlAllowOrigins: { Items: ['https://*.example.com'] },
          OriginOverride: true,
        },
        RemoveHeadersConfig: { Items: [{ Header: 'Server' }] },
      },
    },
  },
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
    },
  },
  Echo: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Code: { ZipFile: ECHO },
    },
  },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: 'Echo' },
      Principal: 'apigateway.amazonaws.com',
    },
  },
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'api' } },
  Proxy: {
    Type: 'AWS::ApiGateway::Resource',
    Properties: {
      RestApiId: { Ref: 'Api' },
      ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
      PathPart: '{proxy+}',
    },
  },
  Any: {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      RestApiId: { Ref: 'Api' },
      ResourceId: { Ref: 'Proxy' },
      HttpMethod: 'ANY',
      AuthorizationType: 'NONE',
      Integration: {
        Type: 'AWS_PROXY',
        IntegrationHttpMethod: 'POST',
        Uri: {
          'Fn::Sub':
            'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Echo.Arn}/invocations',
        },
      },
    },
  },
  Deployment: {
    Type: 'AWS::ApiGateway::Deployment',
    DependsOn: ['Any'],
    Properties: { RestApiId: { Ref: 'Api' } },
  },
  Stage: {
    Type: 'AWS::ApiGateway::Stage',
    Properties: { RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Deployment' }, StageName: 'dev' },
  },
  Distribution: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Enabled: true,
        DefaultRootObject: 'index.html',
        Origins: [
          {
            Id: 'bucket',
            DomainName: { 'Fn::GetAtt': ['Bucket', 'RegionalDomainName'] },
            OriginAccessControlId: { 'Fn::GetAtt': ['Control', 'Id'] },
            S3OriginConfig: { OriginAccessIdentity: '' },
          },
          {
            Id: 'api',
            DomainName: { 'Fn::Sub': '${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}' },
            OriginPath: '/dev',
            CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
            OriginCustomHeaders: [{ HeaderName: 'X-Origin-Secret', HeaderValue: 'shh' }],
          },
        ],
        DefaultCacheBehavior: {
          TargetOriginId: 'bucket',
          ViewerProtocolPolicy: 'redirect-to-https',
          CachePolicyId: CACHING_OPTIMIZED,
          Compress: true,
          ResponseHeadersPolicyId: { Ref: 'Headers' },
          FunctionAssociations: [
            { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Rewrite', 'FunctionARN'] } },
            { EventType: 'viewer-response', FunctionARN: { 'Fn::GetAtt': ['Stamp', 'FunctionARN'] } },
          ],
          ...behavior,
        },
        CacheBehaviors: [
          {
            PathPattern: '/api/*',
            TargetOriginId: 'api',
            AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
            ViewerProtocolPolicy: 'https-only',
            CachePolicyId: CACHING_DISABLED,
            OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST,
          },
          {
            PathPattern: 'bare/*',
            TargetOriginId: 'api',
            AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
            ViewerProtocolPolicy: 'allow-all',
            CachePolicyId: CACHING_OPTIMIZED,
          },
        ],
        CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 200, ResponsePagePath: '/index.html' }],
      },
    },
  },
  Files: {
    Type: 'Custom::CDKBucketDeployment',
    Properties: {
      ServiceToken: 'arn',
      SourceBucketNames: ['assets'],
      SourceObjectKeys: ['site.zip'],
      DestinationBucketName: { Ref: 'Bucket' },
      SystemMetadata: { 'cache-control': 'no-cache' },
    },
  },
  ...more,
});

const FILES = { 'index.html': '<h1>home</h1>', 'assets/app.js': LONG_TEXT, 'small.txt': 'small' };
const OUTPUTS = {
  Url: { Value: { 'Fn::Sub': 'https://${Distribution.DomainName}' } },
  Domain: { Value: { 'Fn::GetAtt': ['Distribution', 'DomainName'] } },
  Callback: { Value: { 'Fn::Sub': 'https://${Distribution.DomainName}/callback' } },
};

describe('a distribution', () => {
  let site: SiteFixture;
  const get = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET', body?: string) =>
    ask(`${site.url()}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });

  beforeAll(async () => {
    site = await openSite();
    await site.deploy(resources(), FILES, OUTPUTS);
  });
  afterAll(async () => site.close());

  it('has a local address of its own', () => {
    const { Url = '', Domain, Callback } = site.cloud.outputs().Site ?? {};
    expect(Url).toMatch(/^http:\/\/localhost:\d+$/);
    expect(Url).not.toBe(site.cloud.origin);
    expect(Domain).toBe(new URL(Url).host);
    expect(Callback).toBe(`${Url}/callback`);
  });

  it('serves the root object, with the headers of the policy, of the function and its own', async () => {
    const answer = await get('/');
    expect(answer.body.toString()).toBe('<h1>home</h1>');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html',
      // The origin's own, which the policy does not override.
      'cache-control': 'no-cache',
      'content-security-policy': "default-src 'self'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-site': 'yes',
      'x-from-function': '/index.html',
      'x-cache': 'Miss from cloudfront',
      via: expect.stringContaining('CloudFront'),
    });
    expect(answer.headers.server).toBeUndefined();
  });

  it('answers conditions, ranges and HEAD', async () => {
    const { headers } = await get('/small.txt');
    const etag = String(headers.etag);
    expect(await get('/small.txt', { 'If-None-Match': etag })).toMatchObject({
      status: 304,
      body: Buffer.alloc(0),
    });
    expect(await get('/small.txt', { 'If-None-Match': `W/${etag}` })).toMatchObject({ status: 304 });
    expect(await get('/small.txt', { Range: 'bytes=1-2' })).toMatchObject({
      status: 206,
      body: Buffer.from('ma'),
      headers: { 'content-range': 'bytes 1-2/5' },
    });
    expect(await get('/small.txt', { Range: 'bytes=9-' })).toMatchObject({ status: 416 });
    expect(await get('/small.txt', {}, 'HEAD')).toMatchObject({
      status: 200,
      headers: { 'content-length': '5' },
      body: Buffer.alloc(0),
    });
  });

  it('compresses what is long enough, brotli first, with a weak ETag', async () => {
    const plain = await get('/assets/app.js');
    expect(plain.headers).toMatchObject({
      'content-length': String(LONG_TEXT.length),
      vary: 'Accept-Encoding',
    });
    const br = await get('/assets/app.js', { 'Accept-Encoding': 'gzip, br' });
    expect(br.headers).toMatchObject({ 'content-encoding': 'br', etag: `W/${plain.headers.etag}` });
    expect(brotliDecompressSync(br.body).toString()).toBe(LONG_TEXT);
    const gzip = await get('/assets/app.js', { 'Accept-Encoding': 'gzip, br;q=0' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.body).toString()).toBe(LONG_TEXT);
    const part = await get('/assets/app.js', { 'Accept-Encoding': 'br', Range: 'bytes=0-1999' });
    expect(part).toMatchObject({ status: 206 });
    expect(part.headers['content-encoding']).toBeUndefined();
    expect(
      (await get('/small.txt', { 'Accept-Encoding': 'br' })).headers['content-encoding'],
    ).toBeUndefined();
  });

  it('answers an error of the origin with the page for it', async () => {
    const answer = await get('/tasks/12');
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/html' } });
    expect(answer.body.toString()).toBe('<h1>home</h1>');
    // No function sees the answer where the origin's was an error.
    expect(answer.headers['x-from-function']).toBeUndefined();
  });

  it('refuses methods that the behavior does not have, in the words of CloudFront', async () => {
    const answer = await get('/', {}, 'POST', 'x');
    expect(answer).toMatchObject({
      status: 403,
      headers: { 'x-cache': 'Error from cloudfront' },
    });
    expect(answer.body.toString()).toContain('not configured to allow the HTTP request method');
  });

  it('answers CORS as the policy says', async () => {
    const answer = await get('/', { Origin: 'https://a.example.com' });
    expect(answer.headers['access-control-allow-origin']).toBe('https://a.example.com');
    expect(
      (await get('/', { Origin: 'https://example.org' })).headers['access-control-allow-origin'],
    ).toBeUndefined();
  });

  it('asks an API under its path, with all of the request but Host', async () => {
    const answer = await get(
      '/api/tasks%2F1?a=1&a=2',
      { Authorization: 'x', Cookie: 'c=1', 'X-Mine': 'm', 'X-Origin-Secret': 'forged' },
      'PATCH',
      'body',
    );
    expect(answer.headers).toMatchObject({ 'x-own': '1', 'x-cache': 'Miss from cloudfront' });
    const seen = JSON.parse(answer.body.toString());
    expect(seen).toMatchObject({ path: '/api/tasks%2F1', method: 'PATCH', query: { a: '2' }, body: 'body' });
    expect(seen.headers).toMatchObject({
      Authorization: 'x',
      Cookie: 'c=1',
      'X-Mine': 'm',
      'X-Origin-Secret': 'shh',
      Via: expect.stringContaining('CloudFront'),
    });
    expect(JSON.stringify(seen.headers)).not.toContain(new URL(site.url()).host);
    expect(JSON.stringify(seen.headers)).not.toContain('forged');
  });

  it('forwards nothing of a request but what its policies name', async () => {
    const seen = async (method: string) =>
      JSON.parse(
        (
          await get(
            '/bare/x?a=1',
            { Authorization: 'x', Cookie: 'c=1', 'X-Mine': 'm', 'User-Agent': 'mine' },
            method,
          )
        ).body.toString(),
      );
    const { headers, query } = await seen('GET');
    expect(query).toBeNull();
    expect(headers).toMatchObject({ 'User-Agent': 'Amazon CloudFront' });
    for (const name of ['Authorization', 'Cookie', 'X-Mine']) expect(headers[name]).toBeUndefined();
    expect((await seen('POST')).headers.Authorization).toBe('x');
  });

  it('never asks for another host than the origin', async () => {
    const seen = JSON.parse(
      (
        await get('/api/x', {
          'x-local-cloud-host': 'dynamodb.us-east-1.amazonaws.com',
          'X-Amz-Target': 'DynamoDB_20120810.ListTables',
        })
      ).body.toString(),
    );
    expect(seen.path).toBe('/api/x');
  });

  it('answers errors of the API as they are where no page stands for them', async () => {
    expect(await get('/api/x?status=404')).toMatchObject({ status: 404, headers: { 'x-own': '1' } });
  });

  it('lets a function rewrite, answer and print', async () => {
    expect((await get('/old/app.js')).body.toString()).toBe(LONG_TEXT);
    expect(await get('/moved')).toMatchObject({
      status: 302,
      headers: {
        location: '/new',
        'set-cookie': ['a=b; Path=/'],
        'x-site': 'yes',
        'x-cache': 'FunctionGeneratedResponse from cloudfront',
      },
    });
    expect((await get('/body')).body.toString()).toBe('hi');
  });

  it('shows a function the event as AWS does', async () => {
    const event = JSON.parse(
      (await get('/shown?a=1&b&a=2', { Cookie: 'x=1; y=2', 'X-Amz-Cf-Id': 'forged' })).body.toString(),
    );
    expect(event).toMatchObject({
      version: '1.0',
      context: {
        distributionDomainName: expect.stringMatching(/^d\w+\.cloudfront\.net$/),
        eventType: 'viewer-request',
      },
      viewer: { ip: '127.0.0.1' },
      request: {
        method: 'GET',
        uri: '/shown',
        querystring: { a: { value: '2', multiValue: [{ value: '1' }, { value: '2' }] }, b: { value: '' } },
        cookies: { x: { value: '1' }, y: { value: '2' } },
      },
    });
    expect(Object.keys(event.request.headers)).toEqual(['host']);
  });

  it.each([
    ['/endless', 503, 'FunctionExecutionError from cloudfront'],
    ['/throws', 503, 'FunctionExecutionError from cloudfront'],
    ['/nothing', 503, 'FunctionExecutionError from cloudfront'],
    ['/forbidden-header', 502, 'Error from cloudfront'],
  ])('answers a function that fails: %s', async (path, status, cache) => {
    expect(await get(path)).toMatchObject({ status, headers: { 'x-cache': cache } });
    expect(site.entries.at(-1)).toMatchObject({ source: 'cloudfront', outcome: 'failed' });
    // The next one runs again.
    expect((await get('/')).status).toBe(200);
  });

  it('gives a function nothing but the language', async () => {
    expect((await get('/escape')).body.toString()).toBe('none,none,none,undefined,undefined,undefined');
  });

  it('does not serve strangers', async () => {
    expect(await get('/', { Host: 'evil.example' })).toMatchObject({ status: 403 });
  });

  it('serves what is deployed next, and deletes what is gone', async () => {
    // The asset has the same name, as it never has with CDK, so the deployment must be asked for otherwise.
    const changed = resources();
    Object.assign(changed.Files.Properties, { SystemMetadata: { 'cache-control': 'no-store' } });
    await site.deploy(changed, { 'index.html': '<h1>new</h1>', 'small.txt': 'small' }, OUTPUTS);
    const home = await get('/');
    expect(home.body.toString()).toBe('<h1>new</h1>');
    expect(home.headers['cache-control']).toBe('no-store');
    expect((await get('/assets/app.js')).body.toString()).toBe('<h1>new</h1>');
  });

  it('asks the bucket’s policy: without it nobody is let in', async () => {
    const { Policy: _policy, ...rest } = resources();
    await site.deploy({ ...rest }, FILES, OUTPUTS);
    const answer = await get('/small.txt');
    expect(answer.status).toBe(403);
    expect(answer.body.toString()).toContain('<Code>AccessDenied</Code>');
    expect(site.entries.at(-1)).toMatchObject({
      source: 'iam',
      outcome: 'refused',
      hint: expect.stringContaining('cloudfront.amazonaws.com'),
    });
    const others = resources();
    const [statement] = others.Policy.Properties.PolicyDocument.Statement;
    Object.assign(statement?.Condition.StringEquals ?? {}, {
      'AWS:SourceArn': 'arn:aws:cloudfront::000000000000:distribution/EOTHER',
    });
    await site.deploy(others, FILES, OUTPUTS);
    expect((await get('/small.txt')).status).toBe(403);
    await site.deploy(resources(), FILES, OUTPUTS);
    expect((await get('/small.txt')).status).toBe(200);
  });
});

describe('what is not emulated', () => {
  let site: SiteFixture;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(async () => site.close());

  const withConfig = (change: (config: Record<string, unknown>) => void) => {
    const changed = resources();
    change(changed.Distribution.Properties.DistributionConfig);
    return changed;
  };

  it.each<[string, object, string]>([
    [
      'a web ACL',
      withConfig((config) => Object.assign(config, { WebACLId: 'arn' })),
      'DistributionConfig.WebACLId',
    ],
    [
      'signed URLs',
      resources({}, { TrustedKeyGroups: ['group'] }),
      'DistributionConfig.DefaultCacheBehavior.TrustedKeyGroups',
    ],
    [
      'restrictions by country',
      withConfig((config) =>
        Object.assign(config, {
          Restrictions: { GeoRestriction: { RestrictionType: 'whitelist', Locations: ['DE'] } },
        }),
      ),
      'DistributionConfig.Restrictions',
    ],
    [
      'Lambda@Edge',
      resources(
        {},
        { LambdaFunctionAssociations: [{ EventType: 'viewer-request', LambdaFunctionARN: 'arn' }] },
      ),
      'DistributionConfig.DefaultCacheBehavior.LambdaFunctionAssociations',
    ],
    [
      'a module of the function runtime',
      resources({
        Rewrite: {
          Type: 'AWS::CloudFront::Function',
          Properties: {
            Name: 'x',
            FunctionCode: "import cf from 'cloudfront'; function handler(e) { return e.request; }",
            FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
          },
        },
      }),
      'FunctionCode',
    ],
  ])('stops the start: %s', async (_name, template, path) => {
    await expect(site.deploy(template, FILES)).rejects.toThrow(path);
  });

  it('refuses an origin elsewhere', async () => {
    const elsewhere = withConfig((config) => {
      Object.assign(Object(config.Origins)[1], { DomainName: 'www.example.com' });
    });
    await expect(site.deploy(elsewhere, FILES)).rejects.toThrow('www.example.com is not on this machine');
  });
});

describe('the port of a distribution', () => {
  it('is the one after the cloud’s, over restarts, and a conflict is told', async () => {
    const port = await freePair();
    const site = await openSite(port);
    try {
      await site.deploy(resources(), FILES, OUTPUTS);
      expect(site.url()).toBe(`http://localhost:${port + 1}`);
      await site.stop();
      await site.start();
      expect(site.url()).toBe(`http://localhost:${port + 1}`);
      expect((await ask(`${site.url()}/small.txt`)).body.toString()).toBe('small');
      await site.stop();
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(port + 1, '127.0.0.1', resolve));
      await expect(site.start()).rejects.toThrow(`is served on port ${port + 1}, which cannot be used now`);
      await new Promise((resolve) => other.close(resolve));
      await site.start();
    } finally {
      await site.close();
    }
  });

  it('is another one where the next is taken', async () => {
    const port = await freePair();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port + 1, '127.0.0.1', resolve));
    const site = await openSite(port);
    try {
      await site.deploy(resources(), FILES, OUTPUTS);
      expect(Number(new URL(site.url()).port)).toBeGreaterThan(port + 1);
    } finally {
      await site.close();
      await new Promise((resolve) => other.close(resolve));
    }
  });
});

/** A free port whose successor is free too. */
async function freePair(): Promise<number> {
  for (;;) {
    const port = await tryPort(0);
    if (port !== undefined && (await tryPort(port + 1)) !== undefined) return port;
  }
}

async function tryPort(wanted: number): Promise<number | undefined> {
  const server = createServer();
  const port = await new Promise<number | undefined>((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(wanted, '127.0.0.1', () => resolve(Object(server.address()).port));
  });
  await new Promise((resolve) => server.close(resolve));
  return port;
}
