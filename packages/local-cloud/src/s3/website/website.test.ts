import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import {
  DeleteBucketWebsiteCommand,
  DeletePublicAccessBlockCommand,
  GetBucketWebsiteCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  type WebsiteConfiguration,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openS3, type S3Fixture } from '../s3-fixture.ts';

const Bucket = 'site';
const INDEX = { IndexDocument: { Suffix: 'index.html' } };
const WITH_ERROR_PAGE = { ...INDEX, ErrorDocument: { Key: 'error.html' } };
let s3: S3Fixture;

beforeEach(async () => {
  s3 = await openS3({ bucket: Bucket });
});
afterEach(() => s3.close());

const put = (Key: string, more: object = {}) =>
  s3.client.send(new PutObjectCommand({ Bucket, Key, Body: `<p>${Key}`, ContentType: 'text/html', ...more }));
const configure = (website: WebsiteConfiguration) =>
  s3.client.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: website }));

async function open(...actions: readonly ('s3:GetObject' | 's3:ListBucket')[]): Promise<void> {
  await s3.client.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const Statement = actions.map((Action) => ({
    Effect: 'Allow',
    Principal: '*',
    Action,
    Resource: Action === 's3:ListBucket' ? `arn:aws:s3:::${Bucket}` : `arn:aws:s3:::${Bucket}/*`,
  }));
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await s3.client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
}

interface Page {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The path goes over the wire as it is. */
function visit(
  path: string,
  {
    host = `${Bucket}.s3-website.localhost`,
    method = 'GET',
    headers = {},
  }: { host?: string; method?: string; headers?: Record<string, string> } = {},
): Promise<Page> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        host: '127.0.0.1',
        port: new URL(s3.origin).port,
        path,
        method,
        headers: { Host: host, ...headers },
        agent: false,
      },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8');
        answer.on('data', (text: string) => {
          body += text;
        });
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body }));
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

const own = (path: string): string =>
  `http://${Bucket}.s3-website.localhost:${new URL(s3.origin).port}${path}`;

describe('a website shows', () => {
  beforeEach(async () => {
    await configure(WITH_ERROR_PAGE);
    await open('s3:GetObject', 's3:ListBucket');
    for (const key of ['index.html', 'photos/index.html', 'a b/ü.html', 'error.html', 'plain'])
      await put(key);
  });

  it.each([
    ['/', '<p>index.html'],
    ['/index.html', '<p>index.html'],
    ['/?versionId=x&response-content-type=text/plain', '<p>index.html'],
    ['/photos/', '<p>photos/index.html'],
    ['/a%20b/%C3%BC.html', '<p>a b/ü.html'],
    ['/plain', '<p>plain'],
  ])('%s', async (path, body) => {
    const page = await visit(path);
    expect([page.status, page.headers['content-type'], page.body]).toEqual([200, 'text/html', body]);
    // A page is a page here: its scripts run.
    expect(page.headers['content-security-policy']).toBeUndefined();
  });

  it('nothing but the headers to HEAD', async () => {
    const { status, headers, body } = await visit('/', { method: 'HEAD' });
    expect([status, headers['content-length'], body]).toEqual([200, '13', '']);
  });

  it('a part of a page, and nothing to who has it already', async () => {
    const part = await visit('/', { headers: { Range: 'bytes=0-2' } });
    expect([part.status, part.body]).toEqual([206, '<p>']);
    const again = await visit('/', { headers: { 'If-None-Match': String(part.headers.etag) } });
    expect([again.status, again.headers.etag, again.body]).toEqual([304, part.headers.etag, '']);
  });

  it('where a folder is whose slash is missing', async () => {
    const { status, headers, body } = await visit('/photos?a=1');
    expect([status, headers.location, headers['x-amz-error-code']]).toEqual([302, '/photos/?a=1', 'Found']);
    expect(body).toContain(
      '<h1>302 Found</h1>\n<ul>\n<li>Code: Found</li>\n<li>Message: Resource Found</li>',
    );
  });

  it.each([
    '/nothing',
    '/nothing/',
    '/photos/none',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/../../etc/passwd',
    '/_local/health',
  ])('its own page for errors at %s', async (path) => {
    const { status, headers, body } = await visit(path);
    expect([status, headers['x-amz-error-code'], body]).toEqual([404, 'NoSuchKey', '<p>error.html']);
  });

  it('a page in another place', async () => {
    await put('old', { WebsiteRedirectLocation: '/photos/' });
    await put('far', { WebsiteRedirectLocation: 'https://example.com/x' });
    const [old, far] = [await visit('/old'), await visit('/far', { method: 'HEAD' })];
    expect([old.status, old.headers.location, old.body]).toEqual([301, '/photos/', '']);
    expect([far.status, far.headers.location]).toEqual([301, 'https://example.com/x']);
    await expect(put('bad', { WebsiteRedirectLocation: 'photos/' })).rejects.toMatchObject({
      name: 'InvalidRedirectLocation',
    });
  });

  it('its pages to other origins that CORS lets in', async () => {
    const CORSRules = [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://example.com'] }];
    await s3.client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    const Origin = 'https://example.com';
    const page = await visit('/', { headers: { Origin } });
    expect(page.headers['access-control-allow-origin']).toBe(Origin);
    const asked = { Origin, 'Access-Control-Request-Method': 'GET' };
    expect((await visit('/', { method: 'OPTIONS', headers: asked })).status).toBe(200);
    const refused = await visit('/', {
      method: 'OPTIONS',
      headers: { ...asked, Origin: 'https://other.example' },
    });
    expect([refused.status, refused.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('its page for errors to %s', async (method) => {
    const { status, headers, body } = await visit('/', { method });
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
    expect(body).toContain(`<li>Method: ${method}</li>\n<li>ResourceType: OBJECT</li>`);
  });
});

describe('errors are told in HTML', () => {
  const page = async (title: string, ...entries: readonly string[]): Promise<string> =>
    `<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n<ul>\n${entries.map((entry) => `<li>${entry}</li>\n`).join('')}`;

  it('403 for all that not everybody may read, also when it is signed', async () => {
    await configure(INDEX);
    await put('index.html');
    const start = await page('403 Forbidden', 'Code: AccessDenied', 'Message: Access Denied');
    const { status, headers, body } = await visit('/');
    expect([status, headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
    expect(body.startsWith(start)).toBe(true);
    expect(body).toContain(`<li>RequestId: ${headers['x-amz-request-id']}</li>`);
    const Authorization = 'AWS4-HMAC-SHA256 Credential=A/20261130/us-east-1/s3/aws4_request';
    expect((await visit('/', { headers: { Authorization } })).status).toBe(403);
  });

  it('403 again once the public access block restricts the policy', async () => {
    await configure(INDEX);
    await put('index.html');
    await open('s3:GetObject');
    expect((await visit('/')).status).toBe(200);
    const PublicAccessBlockConfiguration = { RestrictPublicBuckets: true };
    await s3.client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    expect((await visit('/')).status).toBe(403);
  });

  it('404 with the key for who may list, 403 for others', async () => {
    await configure(INDEX);
    await open('s3:GetObject');
    expect((await visit('/none')).status).toBe(403);
    await open('s3:GetObject', 's3:ListBucket');
    const { status, headers, body } = await visit('/<b>%C3%BC');
    expect([status, headers['x-amz-error-detail-key']]).toEqual([404, '<b>%C3%BC']);
    const start = await page(
      '404 Not Found',
      'Code: NoSuchKey',
      'Message: The specified key does not exist.',
      'Key: &lt;b&gt;ü',
    );
    expect(body.startsWith(start)).toBe(true);
  });

  it('both errors where the own page cannot be had', async () => {
    await configure(WITH_ERROR_PAGE);
    await open('s3:GetObject', 's3:ListBucket');
    const { status, body } = await visit('/none');
    expect(status).toBe(404);
    expect(body).toContain('<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>');
    expect(body).toContain('<li>Key: none</li>');
    expect(body).toContain('<li>Key: error.html</li>');
  });

  it.each([
    ['none.s3-website.localhost', 404, 'NoSuchBucket'],
    ['site.s3-website.localhost', 404, 'NoSuchWebsiteConfiguration'],
    ['site.s3-website-us-east-1.localhost:1', 404, 'NoSuchWebsiteConfiguration'],
  ])('by %s: %i %s', async (host, status, code) => {
    const answer = await visit('/', { host });
    expect([answer.status, answer.headers['x-amz-error-code']]).toEqual([status, code]);
  });

  it('the endpoint of the region itself leads away', async () => {
    const answer = await visit('/', { host: 's3-website.localhost' });
    expect([answer.status, answer.headers.location]).toEqual([301, 'https://aws.amazon.com/s3/']);
  });

  it.each(['site.s3-website.localhost.evil.example', 'site.s3-website-us-east-1.amazonaws.com'])(
    'nothing is served to %s',
    async (host) => {
      await configure(INDEX);
      expect((await visit('/', { host })).headers['x-amz-error-code']).toBeUndefined();
      expect((await visit('/', { host })).status).toBe(403);
    },
  );
});

describe('redirects', () => {
  it('of everything keep path and query', async () => {
    await configure({ RedirectAllRequestsTo: { HostName: 'example.com', Protocol: 'https' } });
    const { status, headers } = await visit('/a%20b?c=%20d');
    expect([status, headers.location]).toEqual([301, 'https://example.com/a%20b?c=%20d']);
  });

  it.each<[string, NonNullable<WebsiteConfiguration['RoutingRules']>[number], string, number, string]>([
    [
      'of a folder',
      { Condition: { KeyPrefixEquals: 'docs/' }, Redirect: { ReplaceKeyPrefixWith: 'documents/' } },
      '/docs/a%20b?c=1',
      301,
      '/documents/a%20b?c=1',
    ],
    [
      'of a page',
      {
        Condition: { KeyPrefixEquals: 'a' },
        Redirect: { ReplaceKeyWith: 'errorpage.html', HttpRedirectCode: '307' },
      },
      '/abc?d',
      307,
      '/errorpage.html',
    ],
    [
      'of a query',
      { Condition: { KeyPrefixEquals: '?p=4' }, Redirect: { ReplaceKeyWith: 'four.html' } },
      '/?p=4',
      301,
      '/four.html',
    ],
    [
      'of what is missing, into a page that runs in the browser',
      { Condition: { HttpErrorCodeReturnedEquals: '404' }, Redirect: { ReplaceKeyPrefixWith: '#!/' } },
      '/some/ü',
      301,
      '/#!/some/%C3%BC',
    ],
  ])('%s', async (_name, rule, path, status, target) => {
    await configure({ ...INDEX, RoutingRules: [rule] });
    await open('s3:GetObject', 's3:ListBucket');
    const { status: answered, headers } = await visit(encodeURI(decodeURI(path)));
    expect([answered, headers.location]).toEqual([status, own(target)]);
  });

  it('take the first rule, and for errors the first one of that error and prefix', async () => {
    await configure({
      ...WITH_ERROR_PAGE,
      RoutingRules: [
        {
          Condition: { KeyPrefixEquals: 'a/', HttpErrorCodeReturnedEquals: '404' },
          Redirect: { HostName: 'one.example' },
        },
        { Condition: { KeyPrefixEquals: 'b/' }, Redirect: { HostName: 'two.example', Protocol: 'https' } },
        { Condition: { HttpErrorCodeReturnedEquals: '403' }, Redirect: { HostName: 'three.example' } },
      ],
    });
    await open('s3:GetObject', 's3:ListBucket');
    await put('a/there');
    await put('b/there');
    await put('error.html');
    const seen = async (path: string) => {
      const { status, headers } = await visit(path);
      return [status, headers.location];
    };
    expect(await seen('/a/there')).toEqual([200, undefined]);
    expect(await seen('/a/none')).toEqual([301, 'http://one.example/a/none']);
    expect(await seen('/b/there')).toEqual([301, 'https://two.example/b/there']);
    expect(await seen('/c/none')).toEqual([404, undefined]);
    await open('s3:GetObject');
    expect(await seen('/c/none')).toEqual([301, 'http://three.example/c/none']);
  });
});

describe('the configuration', () => {
  it('is kept over a restart, told as it was given, and goes', async () => {
    const given: WebsiteConfiguration = {
      ...WITH_ERROR_PAGE,
      RoutingRules: [
        {
          Condition: { KeyPrefixEquals: 'a', HttpErrorCodeReturnedEquals: '404' },
          Redirect: { HostName: 'h', Protocol: 'https', HttpRedirectCode: '302', ReplaceKeyWith: 'x' },
        },
        { Redirect: { ReplaceKeyPrefixWith: 'y/' } },
      ],
    };
    await configure(given);
    await s3.restart();
    const get = () => s3.client.send(new GetBucketWebsiteCommand({ Bucket }));
    expect(await get()).toMatchObject(given);
    const RedirectAllRequestsTo = { HostName: 'example.com' };
    await configure({ RedirectAllRequestsTo });
    expect(await get()).toMatchObject({ RedirectAllRequestsTo });
    await s3.client.send(new DeleteBucketWebsiteCommand({ Bucket }));
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchWebsiteConfiguration' });
  });

  const rule = (Redirect: object, Condition?: object): WebsiteConfiguration => ({
    ...INDEX,
    RoutingRules: [{ Redirect, ...(Condition === undefined ? {} : { Condition }) }],
  });
  it.each<[string, WebsiteConfiguration, string, RegExp]>([
    ['nothing', {}, 'InvalidArgument', /A value for IndexDocument Suffix must be provided/],
    ['a folder for a page', { IndexDocument: { Suffix: 'a/b' } }, 'InvalidArgument', /not well formed/],
    [
      'pages beside a redirect of everything',
      { ...INDEX, RedirectAllRequestsTo: { HostName: 'h' } },
      'InvalidRequest',
      /in conjunction/,
    ],
    [
      'a status that leads nowhere',
      rule({ HttpRedirectCode: '300' }),
      'InvalidRequest',
      /redirect code \(300\)/,
    ],
    [
      'an error that is none',
      rule({ HostName: 'h' }, { HttpErrorCodeReturnedEquals: '200' }),
      'InvalidRequest',
      /error code \(200\)/,
    ],
    [
      'two replacements',
      rule({ ReplaceKeyWith: 'a', ReplaceKeyPrefixWith: 'b' }),
      'InvalidRequest',
      /not both/,
    ],
    ['a redirect to nowhere', rule({}), 'MalformedXML', /well-formed/],
    [
      'too many rules',
      { ...INDEX, RoutingRules: Array(51).fill({ Redirect: { HostName: 'h' } }) },
      'InvalidRequest',
      /51 routing rules/,
    ],
  ])('may not be %s', async (_name, website, name, message) => {
    await expect(configure(website)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });

  it('is for those who may', async () => {
    const role = await s3.roleClient({ Effect: 'Allow', Action: 's3:GetBucket*', Resource: '*' });
    await configure(INDEX);
    expect(await role.send(new GetBucketWebsiteCommand({ Bucket }))).toMatchObject(INDEX);
    await expect(role.send(new DeleteBucketWebsiteCommand({ Bucket }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('s3:DeleteBucketWebsite'),
    });
  });
});
