import { createHash, createHmac } from 'node:crypto';
import {
  DeleteBucketPolicyCommand,
  DeleteObjectsCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAccelerateConfigurationCommand,
  GetBucketCorsCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../cloudformation/resource-provider.ts';
import { openS3, type S3Fixture } from './s3-fixture.ts';

const Bucket = 'papers';
const ARN = `arn:aws:s3:::${Bucket}`;
let s3: S3Fixture;

beforeEach(async () => {
  s3 = await openS3({ bucket: Bucket });
});
afterEach(() => s3.close());

const put = (Key: string, Body: string = Key) =>
  s3.client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'text/html' }));
const allow = (
  Action: string | string[],
  Resource: string | string[],
  more: JsonObject = {},
): JsonObject => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const setPolicy = (...Statement: JsonObject[]) =>
  s3.client.send(
    new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }),
  );
const everybody = (action: string, resource: string): JsonObject =>
  allow(action, resource, { Principal: '*' });
const openBucket = () => s3.client.send(new DeletePublicAccessBlockCommand({ Bucket }));

describe('a role', () => {
  it('may do what its policies say, and is told why when it may not', async () => {
    await put('mine/a');
    await put('other/a');
    const client = await s3.roleClient(allow('s3:GetObject', `${ARN}/mine/*`));
    const get = (Key: string) => client.send(new GetObjectCommand({ Bucket, Key }));
    await get('mine/a');
    await expect(get('other/a')).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:sts::000000000000:assumed-role/handler-1/fn is not authorized to perform: s3:GetObject on resource: "${ARN}/other/a" because no identity-based policy allows the s3:GetObject action`,
      $metadata: { httpStatusCode: 403 },
    });
    await expect(client.send(new PutObjectCommand({ Bucket, Key: 'mine/b', Body: '' }))).rejects.toThrow(
      's3:PutObject',
    );
    await expect(client.send(new ListBucketsCommand())).rejects.toThrow('s3:ListAllMyBuckets');
  });

  it('learns that an object is missing only when it may list', async () => {
    const blind = await s3.roleClient(allow('s3:GetObject', `${ARN}/*`));
    await expect(blind.send(new GetObjectCommand({ Bucket, Key: 'x' }))).rejects.toThrow('s3:ListBucket');
    const seeing = await s3.roleClient(allow('s3:GetObject', `${ARN}/*`), allow('s3:ListBucket', ARN));
    await expect(seeing.send(new GetObjectCommand({ Bucket, Key: 'x' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });

  it('lists below its prefix', async () => {
    const client = await s3.roleClient(
      allow('s3:ListBucket', ARN, { Condition: { StringLike: { 's3:prefix': 'mine/*' } } }),
    );
    await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'mine/' }));
    await expect(client.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('deletes of several what it may', async () => {
    await put('mine/a');
    await put('other/a');
    const client = await s3.roleClient(allow('s3:DeleteObject', `${ARN}/mine/*`));
    const { Deleted, Errors } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'mine/a' }, { Key: 'other/a' }] } }),
    );
    expect(Deleted).toMatchObject([{ Key: 'mine/a' }]);
    expect(Errors).toMatchObject([{ Key: 'other/a', Code: 'AccessDenied' }]);
  });

  it('is let in, or kept out, by the policy of the bucket', async () => {
    await put('a');
    const stranger = await s3.roleClient(allow('sqs:*', '*'));
    const role = 'arn:aws:iam::000000000000:role/handler-1';
    await setPolicy(allow('s3:GetObject', `${ARN}/*`, { Principal: { AWS: role } }));
    await stranger.send(new GetObjectCommand({ Bucket, Key: 'a' }));
    await setPolicy({ Effect: 'Deny', Action: 's3:*', Resource: `${ARN}/a`, Principal: '*' });
    await expect(s3.client.send(new GetObjectCommand({ Bucket, Key: 'a' }))).rejects.toThrow(
      'with an explicit deny in a resource-based policy',
    );
    await s3.client.send(new DeleteBucketPolicyCommand({ Bucket }));
    await s3.client.send(new GetObjectCommand({ Bucket, Key: 'a' }));
  });
});

describe('a bucket policy', () => {
  it.each<[string, JsonObject, string]>([
    ['another bucket', everybody('s3:GetObject', 'arn:aws:s3:::other/*'), 'Policy has invalid resource'],
    ['another service', everybody('sqs:SendMessage', `${ARN}/*`), 'Policy has invalid action'],
    ['nobody', allow('s3:GetObject', `${ARN}/*`), 'Missing required field Principal'],
  ])('about %s is refused', async (_name, statement, text) => {
    const error = await setPolicy(statement).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'MalformedPolicy' });
    expect(String(error)).toContain(text);
  });

  it('for everybody is refused as long as the public access block says so', async () => {
    await expect(setPolicy(everybody('s3:GetObject', `${ARN}/*`))).rejects.toThrow('BlockPublicPolicy');
    await setPolicy({
      ...everybody('s3:GetObject', `${ARN}/*`),
      Condition: { StringEquals: { 'aws:PrincipalAccount': '000000000000' } },
    });
    expect((await s3.client.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toContain(
      'PrincipalAccount',
    );
  });

  it('lets unsigned readers in once it may', async () => {
    await put('open/a', '<script>alert(1)</script>');
    await put('closed/a');
    const get = (path: string): Promise<Response> => fetch(`${s3.origin}/${Bucket}/${path}`);
    expect((await get('open/a')).status).toBe(403);
    await openBucket();
    await setPolicy(everybody('s3:GetObject', `${ARN}/open/*`));
    const answer = await get('open/a');
    expect([answer.status, await answer.text()]).toEqual([200, '<script>alert(1)</script>']);
    expect(answer.headers.get('content-security-policy')).toBe('sandbox');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await get('closed/a')).status).toBe(403);
    expect((await get('open/missing')).status).toBe(403);
    expect((await get('open/a?response-content-type=a/b')).status).toBe(400);
    expect((await get('')).status).toBe(403);
    expect((await fetch(`${s3.origin}/${Bucket}/open/a`, { method: 'PUT', body: 'x' })).status).toBe(403);

    const PublicAccessBlockConfiguration = { RestrictPublicBuckets: true };
    await s3.client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    expect((await get('open/a')).status).toBe(403);
    const block = await s3.client.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(block.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: false,
      BlockPublicPolicy: false,
      IgnorePublicAcls: false,
      RestrictPublicBuckets: true,
    });
  });
});

describe('a presigned URL', () => {
  it('reads and writes for whoever has it, and nothing else', async () => {
    const target = await getSignedUrl(
      s3.client,
      new PutObjectCommand({ Bucket, Key: 'a b/é', ContentType: 'text/plain' }),
      { expiresIn: 60 },
    );
    const sent = await fetch(target, {
      method: 'PUT',
      body: 'hello',
      headers: { 'Content-Type': 'text/plain' },
    });
    expect([sent.status, await sent.text()]).toEqual([200, '']);
    const source = await getSignedUrl(
      s3.client,
      new GetObjectCommand({ Bucket, Key: 'a b/é', ResponseContentDisposition: 'attachment; filename="x"' }),
    );
    const answer = await fetch(source);
    expect([answer.status, await answer.text()]).toEqual([200, 'hello']);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="x"');
    expect(answer.headers.get('content-type')).toBe('text/plain');

    const code = async (url: string, init?: RequestInit): Promise<string> => {
      const response = await fetch(url, init);
      return `${response.status} ${/<Code>(.*?)</.exec(await response.text())?.[1]}`;
    };
    expect(await code(source.replace('a%20b', 'a%20c'))).toBe('403 SignatureDoesNotMatch');
    expect(await code(source, { method: 'DELETE' })).toBe('403 SignatureDoesNotMatch');
    expect(await code(source.replace(/X-Amz-Signature=\w+/, ''))).toMatch(/^40[03] /);
    s3.iam.clock.now += 20 * 60_000;
    expect(await code(source)).toBe('403 AccessDenied');
  });

  it('carries headers in its query, but no checksum', async () => {
    const url = await getSignedUrl(
      s3.client,
      new PutObjectCommand({ Bucket, Key: 'a', Metadata: { note: 'bär' }, Tagging: 'a=1&b=2' }),
    );
    expect(url).toContain('x-amz-checksum-crc32=AAAAAA%3D%3D');
    expect((await fetch(url, { method: 'PUT', body: 'text' })).status).toBe(200);
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    expect(Buffer.from(head.Metadata?.note ?? '', 'latin1').toString()).toBe('bär');
    expect(head.TagCount).toBe(2);
    const split = await getSignedUrl(
      s3.client,
      new PutObjectCommand({ Bucket, Key: 'b', Metadata: { note: 'a\r\nSet-Cookie: x=y' } }),
    );
    expect((await fetch(split, { method: 'PUT', body: 'text' })).status).toBe(400);
  });

  it('is answered at the bucket’s own host', async () => {
    await put('a', 'text');
    for (const host of ['papers.s3.localhost', 'papers.localhost', 'papers.s3.us-east-1.localhost']) {
      const { port } = new URL(s3.origin);
      const url = new URL(
        await getSignedUrl(
          s3.clientOf({ endpoint: `http://${host.replace('papers.', '')}:${port}` }),
          new GetObjectCommand({ Bucket, Key: 'a' }),
        ),
      );
      expect(url.hostname).toBe(host);
      expect(await rawGet(s3.origin, `${url.pathname}${url.search}`, url.host)).toBe('text');
    }
  });
});

describe('a browser of another origin', () => {
  const Origin = 'http://app.example';
  const ask = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${s3.origin}/${Bucket}/a`, { method: 'OPTIONS', headers });

  it('is answered by the rules', async () => {
    expect((await ask({ Origin, 'Access-Control-Request-Method': 'PUT' })).status).toBe(403);
    const rules = [
      {
        ID: 'one',
        AllowedOrigins: ['http://*.example'],
        AllowedMethods: ['PUT', 'GET'],
        AllowedHeaders: ['x-amz-*', 'content-type'],
        ExposeHeaders: ['ETag'],
        MaxAgeSeconds: 60,
      },
      { AllowedOrigins: ['*'], AllowedMethods: ['HEAD'] },
    ];
    await s3.client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: rules } }));
    expect((await s3.client.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(rules);
    await s3.restart();
    const fine = await ask({
      Origin,
      'Access-Control-Request-Method': 'PUT',
      'Access-Control-Request-Headers': 'Content-Type, x-amz-date',
    });
    expect(fine.status).toBe(200);
    expect(Object.fromEntries(fine.headers)).toMatchObject({
      'access-control-allow-origin': Origin,
      'access-control-allow-methods': 'PUT, GET',
      'access-control-allow-headers': 'content-type, x-amz-date',
      'access-control-expose-headers': 'ETag',
      'access-control-max-age': '60',
    });
    for (const refused of [
      { Origin: 'http://evil.test', 'Access-Control-Request-Method': 'PUT' },
      { Origin, 'Access-Control-Request-Method': 'DELETE' },
      {
        Origin,
        'Access-Control-Request-Method': 'PUT',
        'Access-Control-Request-Headers': 'authorization',
      },
    ]) {
      expect((await ask(refused)).status).toBe(403);
    }
    await put('a');
    const url = await getSignedUrl(s3.client, new GetObjectCommand({ Bucket, Key: 'a' }));
    const get = (from: string): Promise<Response> => fetch(url, { headers: { Origin: from } });
    expect((await get(Origin)).headers.get('access-control-allow-origin')).toBe(Origin);
    expect((await get('http://evil.test')).headers.get('access-control-allow-origin')).toBeNull();
    const denied = await fetch(`${s3.origin}/${Bucket}/a`, { headers: { Origin } });
    expect([denied.status, denied.headers.get('access-control-allow-origin')]).toEqual([403, Origin]);
  });

  it.each([
    ['CORSConfiguration', { AllowedOrigins: ['http://*.*'], AllowedMethods: ['GET'] }],
    ['CORSConfiguration', { AllowedOrigins: ['*'], AllowedMethods: ['PATCH'] }],
  ])('%s %j is refused', async (_name, rule) => {
    const CORSConfiguration = { CORSRules: [rule] };
    await expect(
      s3.client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration })),
    ).rejects.toMatchObject({ name: 'InvalidRequest' });
  });
});

describe('a body in signed chunks', () => {
  const DATE = (): string =>
    `${new Date(s3.iam.clock.now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

  async function send(change: (chunks: string[]) => string[] = (chunks) => chunks, trailer = false) {
    const date = DATE();
    const scope = `${date.slice(0, 8)}/us-east-1/s3/aws4_request`;
    const content = ['first chunk ', 'and the last', ''];
    const { accessKeyId, secretAccessKey } = s3.iam.iam.administrator;
    const hmac = (key: string | Buffer, text: string): Buffer =>
      createHmac('sha256', key).update(text).digest();
    const key = scope
      .split('/')
      .reduce<Buffer>((k, part) => hmac(k, part), Buffer.from(`AWS4${secretAccessKey}`));
    const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
    const host = new URL(s3.origin).host;
    const checksum = createHash('sha256').update(content.join('')).digest('base64');
    const headers: Record<string, string> = {
      'content-encoding': 'aws-chunked',
      host,
      'x-amz-content-sha256': `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailer ? '-TRAILER' : ''}`,
      'x-amz-date': date,
      'x-amz-decoded-content-length': String(content.join('').length),
      ...(trailer ? { 'x-amz-trailer': 'x-amz-checksum-sha256' } : {}),
    };
    const names = Object.keys(headers).sort();
    const canonical = [
      'PUT',
      `/${Bucket}/chunked`,
      '',
      ...names.map((name) => `${name}:${headers[name]}`),
      '',
      names.join(';'),
      headers['x-amz-content-sha256'],
    ].join('\n');
    let signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha(canonical)}`).toString('hex');
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
    const frames = content.map((chunk) => {
      signature = hmac(
        key,
        `AWS4-HMAC-SHA256-PAYLOAD\n${date}\n${scope}\n${signature}\n${sha('')}\n${sha(chunk)}`,
      ).toString('hex');
      const end = chunk === '' ? '' : `${chunk}\r\n`;
      return `${chunk.length.toString(16)};chunk-signature=${signature}\r\n${end}`;
    });
    if (trailer) {
      const line = `x-amz-checksum-sha256:${checksum}`;
      signature = hmac(
        key,
        `AWS4-HMAC-SHA256-TRAILER\n${date}\n${scope}\n${signature}\n${sha(`${line}\n`)}`,
      ).toString('hex');
      frames.push(`${line}\r\nx-amz-trailer-signature:${signature}\r\n\r\n`);
    } else frames.push('\r\n');
    const { host: _host, ...sent } = headers;
    const response = await fetch(`${s3.origin}/${Bucket}/chunked`, {
      method: 'PUT',
      headers: { ...sent, authorization },
      body: change(frames).join(''),
    });
    return `${response.status} ${/<Code>(.*?)</.exec(await response.text())?.[1] ?? ''}`;
  }

  it.each([false, true])('is taken, with trailers: %s', async (trailer) => {
    expect(await send(undefined, trailer)).toBe('200 ');
    const { Body } = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'chunked' }));
    expect(await Body?.transformToString()).toBe('first chunk and the last');
  });

  it.each<[string, (chunks: string[]) => string[], string]>([
    [
      'changed',
      (chunks) => chunks.map((chunk) => chunk.replace('first', 'worst')),
      '403 SignatureDoesNotMatch',
    ],
    ['put in another order', ([a = '', b = '', ...c]) => [b, a, ...c], '403 SignatureDoesNotMatch'],
    ['left out', ([, ...rest]) => rest, '403 SignatureDoesNotMatch'],
    ['cut off', ([first = '']) => [first], '400 IncompleteBody'],
    ['not framed', () => ['zz\r\n'], '400 IncompleteBody'],
  ])('is refused when one is %s', async (_name, change, answer) => {
    expect(await send(change)).toBe(answer);
    expect(await s3.contentFiles()).toEqual([]);
  });

  it('is refused when its trailer is changed', async () => {
    const spoil = (chunks: string[]): string[] =>
      chunks.map((chunk) => chunk.replace(/(checksum-sha256:).{4}/, '$1AAAA'));
    expect(await send(spoil, true)).toBe('403 SignatureDoesNotMatch');
  });
});

describe('a posted form', () => {
  function formFields(conditions: unknown[], fields: Record<string, string>): Record<string, string> {
    const date = `${new Date(s3.iam.clock.now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
    const scope = `${date.slice(0, 8)}/us-east-1/s3/aws4_request`;
    const { accessKeyId, secretAccessKey } = s3.iam.iam.administrator;
    const own = {
      'x-amz-algorithm': 'AWS4-HMAC-SHA256',
      'x-amz-credential': `${accessKeyId}/${scope}`,
      'x-amz-date': date,
    };
    const policy = Buffer.from(
      JSON.stringify({
        expiration: new Date(s3.iam.clock.now + 60_000).toISOString(),
        conditions: [
          { bucket: Bucket },
          ...Object.entries(own).map(([name, value]) => ({ [name]: value })),
          ...conditions,
        ],
      }),
    ).toString('base64');
    const key = scope
      .split('/')
      .reduce<Buffer>(
        (k, part) => createHmac('sha256', k).update(part).digest(),
        Buffer.from(`AWS4${secretAccessKey}`),
      );
    const signature = createHmac('sha256', key).update(policy).digest('hex');
    return { ...own, ...fields, policy, 'x-amz-signature': signature };
  }

  async function post(
    fields: Record<string, string>,
    file = 'content of the file',
  ): Promise<[string, Response]> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([file], { type: 'text/plain' }), 'holiday.txt');
    const response = await fetch(`${s3.origin}/${Bucket}`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    const text = await response.text();
    return [`${response.status} ${/<Message>(.*?)<\/Message>/.exec(text)?.[1] ?? text}`, response];
  }

  const conditions = [
    ['starts-with', '$key', 'user/'],
    ['content-length-range', 5, 100],
    ['starts-with', '$x-amz-meta-note', ''],
    ['starts-with', '$success_action_status', ''],
    ['starts-with', '$success_action_redirect', 'http://app.example/'],
  ];

  it('becomes an object', async () => {
    const fields = formFields(conditions, {
      key: 'user/${filename}',
      'x-amz-meta-note': 'hi',
      success_action_redirect: '',
    });
    const { success_action_redirect: _, ...rest } = fields;
    expect((await post(formFields(conditions.slice(0, 4), rest)))[0]).toBe('204 ');
    const { Body, ContentType, Metadata } = await s3.client.send(
      new GetObjectCommand({ Bucket, Key: 'user/holiday.txt' }),
    );
    expect(await Body?.transformToString()).toBe('content of the file');
    expect([ContentType, Metadata]).toEqual(['text/plain', { note: 'hi' }]);
  });

  it('is answered as it asks to be', async () => {
    const form = (more: Record<string, string>): Record<string, string> =>
      formFields(
        conditions.filter(
          (condition) =>
            String(condition[1]) !== '$success_action_redirect' || 'success_action_redirect' in more,
        ),
        { key: 'user/a', ...more },
      );
    const [created] = await post(form({ success_action_status: '201' }));
    expect(created).toContain(`<Bucket>${Bucket}</Bucket><Key>user/a</Key>`);
    const [, redirected] = await post(form({ success_action_redirect: 'http://app.example/done?x=1' }));
    expect(redirected.status).toBe(303);
    expect(redirected.headers.get('location')).toMatch(
      /^http:\/\/app\.example\/done\?x=1&bucket=papers&key=user%2Fa&etag=%22\w+%22$/,
    );
  });

  it.each<[string, Record<string, string>, string, string?]>([
    [
      'another key',
      { key: 'other/a' },
      '403 Invalid according to Policy: Policy Condition failed: [&quot;starts-with&quot;,&quot;$key&quot;,&quot;user/&quot;]',
    ],
    [
      'a field too many',
      { key: 'user/a', 'x-amz-meta-other': 'x' },
      '403 Invalid according to Policy: Extra input fields: x-amz-meta-other',
    ],
    [
      'too long a file',
      { key: 'user/a' },
      '400 Your proposed upload exceeds the maximum allowed size',
      'x'.repeat(101),
    ],
    [
      'too short a file',
      { key: 'user/a' },
      '400 Your proposed upload is smaller than the minimum allowed size',
      'x',
    ],
    [
      'no key',
      {},
      "400 Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
    ],
  ])('is refused with %s', async (_name, fields, answer, file) => {
    expect((await post(formFields(conditions.slice(0, 3), fields), file))[0]).toBe(answer);
    expect(await s3.contentFiles()).toEqual([]);
  });

  it('is refused with another signature, after its time, and without one', async () => {
    const fields = formFields(conditions.slice(0, 3), { key: 'user/a' });
    const [wrong] = await post({ ...fields, 'x-amz-signature': 'a'.repeat(64) });
    expect(wrong).toMatch(/^403 The request signature we calculated does not match/);
    const [none] = await post({ key: 'user/a' });
    expect(none).toBe('403 Access Denied');
    s3.iam.clock.now += 120_000;
    expect((await post(fields))[0]).toBe('403 Invalid according to Policy: Policy expired.');
  });
});

describe('what is not emulated', () => {
  it('is refused by its name', async () => {
    await expect(
      s3.client.send(new GetBucketAccelerateConfigurationCommand({ Bucket })),
    ).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'The local cloud does not emulate GET ?accelerate.',
    });
  });

  it('goes for another region, and for keys that are not known', async () => {
    const elsewhere = s3.clientOf({ region: 'eu-west-1' });
    await expect(elsewhere.send(new HeadObjectCommand({ Bucket, Key: 'a' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
    const unknown = s3.clientOf({
      credentials: { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA', secretAccessKey: 'x' },
    });
    await expect(unknown.send(new ListBucketsCommand())).rejects.toMatchObject({
      name: 'InvalidAccessKeyId',
    });
  });
});

/** A GET with a Host of its own. */
async function rawGet(origin: string, path: string, host: string): Promise<string> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { headers: { Host: host } }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    });
    sent.on('error', reject);
    sent.end();
  });
}
