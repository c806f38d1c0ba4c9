import { createHash, createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HttpRequest } from '../../front-door/http.ts';
import { SignatureFailure, type SignatureProblem } from './signature-failure.ts';
import { signingKeys } from './signing-keys.ts';
import { verifySignature } from './verify-signature.ts';

const NOW = Date.parse('2026-11-20T11:00:00Z');
const KEY = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const keys = signingKeys();

class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined ? createHash('sha256') : createHmac('sha256', Buffer.from(secret as Uint8Array));
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const PUT_ITEM: Sent = {
  method: 'POST',
  path: '/',
  query: {},
  headers: {
    host: 'localhost:4566',
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.PutItem',
  },
  body: '{"TableName":"tasks"}',
};

interface Signing {
  readonly service?: string;
  readonly region?: string;
  readonly secret?: string;
  readonly token?: string;
  readonly time?: number;
  readonly presign?: number;
}

/** Signs as the SDK does and turns the outcome into what arrives at a server. */
async function sign(sent: Sent, signing: Signing = {}): Promise<HttpRequest> {
  const service = signing.service ?? 'dynamodb';
  const signer = new SignatureV4({
    service,
    region: signing.region ?? 'us-east-1',
    sha256: Sha256,
    uriEscapePath: service !== 's3',
    applyChecksum: service === 's3',
    credentials: {
      accessKeyId: KEY,
      secretAccessKey: signing.secret ?? SECRET,
      ...(signing.token === undefined ? {} : { sessionToken: signing.token }),
    },
  });
  const signingDate = new Date(signing.time ?? NOW);
  const request = {
    method: sent.method,
    protocol: 'http:',
    hostname: 'localhost',
    port: 4566,
    path: sent.path,
    query: { ...sent.query },
    // What the SDK's own presigner for S3 declares.
    headers:
      service === 's3' && signing.presign !== undefined
        ? { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...sent.headers }
        : { ...sent.headers },
    body: sent.body,
  };
  const signed =
    signing.presign === undefined
      ? await signer.sign(request, { signingDate })
      : await signer.presign(request, { signingDate, expiresIn: signing.presign });
  const pairs = Object.entries(signed.query ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? '']).map(
      (one) => `${percentEncode(name)}=${percentEncode(one)}`,
    ),
  );
  return arrive({
    method: sent.method,
    target: pairs.length === 0 ? sent.path : `${sent.path}?${pairs.join('&')}`,
    headers: Object.entries(signed.headers),
  });
}

function percentEncode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function arrive(parts: {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
}): HttpRequest {
  return new HttpRequest({
    id: 'b0a1c2d3-0000-4000-8000-000000000000',
    receivedAt: NOW,
    remoteAddress: '127.0.0.1',
    stream: Readable.from([]),
    ...parts,
  });
}

function changed(
  request: HttpRequest,
  headers: (lines: (readonly [string, string])[]) => (readonly [string, string])[],
  target = request.rawQuery === '' ? request.rawPath : `${request.rawPath}?${request.rawQuery}`,
): HttpRequest {
  return arrive({ method: request.method, target, headers: headers([...request.headers]) });
}

function verify(
  request: HttpRequest,
  body: string,
  service = 'dynamodb',
): SignatureProblem['kind'] | 'right' {
  try {
    verifySignature(request, Buffer.from(body), {
      service,
      regions: ['us-east-1'],
      skewMinutes: 15,
      now: NOW,
      keys,
      identify: (accessKeyId) => {
        if (accessKeyId !== KEY) throw new SignatureFailure({ kind: 'unknown key' });
        return { secretAccessKey: SECRET };
      },
    });
    return 'right';
  } catch (error) {
    if (error instanceof SignatureFailure) return error.problem.kind;
    throw error;
  }
}

describe('a signature that the SDK made', () => {
  const sent: [name: string, sent: Sent, service?: string][] = [
    ['of PutItem', PUT_ITEM],
    ['with an empty body', { ...PUT_ITEM, body: '' }],
    ['with a text beyond ASCII', { ...PUT_ITEM, body: '{"title":"Übung 🎉"}' }],
    [
      'with an encoded path',
      {
        ...PUT_ITEM,
        method: 'GET',
        path: '/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A0%3Afunction%3Af/policy',
        body: '',
      },
    ],
    ['with dots in the path', { ...PUT_ITEM, path: '/a/./b/../c//d/' }],
    ['of S3 with dots in the path', { ...PUT_ITEM, path: '/bucket/a/../b//c', method: 'PUT' }, 's3'],
    [
      'of S3 with an encoded path',
      { ...PUT_ITEM, path: '/bucket/a%20b/%C3%BC%2B%28x%29', method: 'PUT' },
      's3',
    ],
    ['with a query', { ...PUT_ITEM, query: { b: '2', a: '1', A: '0', 'c d': 'x/y+z', empty: '' } }],
    ['with a repeated name', { ...PUT_ITEM, query: { key: ['b', 'a', 'ab'], k: 'z' } }],
    ['with blanks in a header', { ...PUT_ITEM, headers: { ...PUT_ITEM.headers, 'x-note': '  a   b  ' } }],
  ];
  it.each(sent)('%s is right', async (_name, request, service = 'dynamodb') => {
    expect(verify(await sign(request, { service }), request.body, service)).toBe('right');
    expect(verify(await sign(request, { service, presign: 60 }), request.body, service)).toBe('right');
  });

  it('is right for any path, query, header and body', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    // The signer keeps the parameters in a plain object.
    const parameter = text.filter((name) => name !== '__proto__');
    const visible = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { maxLength: 4 }),
        fc.dictionary(parameter, fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })), {
          maxKeys: 4,
        }),
        visible,
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('dynamodb', 's3'),
        fc.constantFrom(undefined, 60),
        async (segments, query, header, body, service, presign) => {
          const sent: Sent = {
            method: 'PUT',
            path: `/${segments.map(percentEncode).join('/')}`,
            query,
            headers: { host: 'localhost:4566', 'x-amz-meta-note': header },
            body,
          };
          const request = await sign(sent, { service, ...(presign === undefined ? {} : { presign }) });
          expect(verify(request, body, service)).toBe('right');
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a signature is refused', () => {
  const target = 'x-amz-target';
  const rows: [string, SignatureProblem['kind'], Signing, (request: HttpRequest) => HttpRequest, string?][] =
    [
      ['with another secret', 'wrong signature', { secret: 'other' }, (request) => request],
      ['for another region', 'wrong region', { region: 'eu-west-1' }, (request) => request],
      ['for another service', 'wrong service', { service: 'sts' }, (request) => request],
      ['16 minutes old', 'stale', { time: NOW - 16 * 60_000 }, (request) => request],
      ['16 minutes ahead', 'early', { time: NOW + 16 * 60_000 }, (request) => request],
      ['in a URL that is over', 'url expired', { time: NOW - 61_000, presign: 60 }, (request) => request],
      ['in a URL from the future', 'early', { time: NOW + 16 * 60_000, presign: 60 }, (request) => request],
      ['after the body was changed', 'wrong signature', {}, (request) => request, '{"TableName":"other"}'],
      [
        'after a header was changed',
        'wrong signature',
        {},
        (request) =>
          changed(request, (lines) => lines.map(([n, v]) => [n, n === target ? v.replace('Put', 'Get') : v])),
      ],
      [
        'after a header was repeated',
        'wrong signature',
        {},
        (request) => changed(request, (lines) => [...lines, [target, 'DynamoDB_20120810.GetItem']]),
      ],
      [
        'after a signed header was taken away',
        'wrong signature',
        {},
        (request) => changed(request, (lines) => lines.filter(([name]) => name !== 'content-type')),
      ],
      [
        'with an x-amz- header that is not signed',
        'unsigned header',
        {},
        (request) => changed(request, (lines) => [...lines, ['X-Amz-Extra', '1']]),
      ],
      [
        'when the query was extended',
        'wrong signature',
        {},
        (request) => changed(request, (lines) => lines, '/?more=1'),
      ],
      [
        'without an authorization',
        'unsigned',
        {},
        (request) => changed(request, (lines) => lines.filter(([name]) => name !== 'authorization')),
      ],
      [
        'without a date',
        'malformed',
        {},
        (request) => changed(request, (lines) => lines.filter(([name]) => name !== 'x-amz-date')),
      ],
      [
        'of another algorithm',
        'malformed',
        {},
        (request) =>
          changed(request, (lines) =>
            lines.map(([n, v]) => [n, n === 'authorization' ? v.replace('HMAC', 'ECDSA-P256') : v]),
          ),
      ],
      [
        'of another key',
        'unknown key',
        {},
        (request) =>
          changed(request, (lines) =>
            lines.map(([n, v]) => [n, n === 'authorization' ? v.replace(KEY, 'AKIAAAAAAAAAAAAAAAAA') : v]),
          ),
      ],
      [
        'with a scope of another day',
        'wrong date',
        {},
        (request) =>
          changed(request, (lines) =>
            lines.map(([n, v]) => [n, n === 'authorization' ? v.replace('/20261120/', '/20261119/') : v]),
          ),
      ],
      [
        'that does not cover the host',
        'unsigned header',
        {},
        (request) =>
          changed(request, (lines) =>
            lines.map(([n, v]) => [n, n === 'authorization' ? v.replace(';host', '') : v]),
          ),
      ],
      [
        'in a URL that is good for more than a week',
        'url lifetime',
        { presign: 60 },
        (request) =>
          changed(
            request,
            (lines) => lines,
            `/?${request.rawQuery.replace('X-Amz-Expires=60', 'X-Amz-Expires=604801')}`,
          ),
      ],
      [
        'in a URL whose date is there twice',
        'malformed',
        { presign: 60 },
        (request) => changed(request, (lines) => lines, `/?${request.rawQuery}&X-Amz-Date=20261120T110000Z`),
      ],
    ];
  it.each(rows)('%s: %s', async (_name, kind, signing, change, body = PUT_ITEM.body) => {
    expect(verify(change(await sign(PUT_ITEM, signing)), body)).toBe(kind);
  });

  it('whatever the Authorization header holds', async () => {
    const request = await sign(PUT_ITEM);
    const header = request.header('authorization') ?? '';
    fc.assert(
      fc.property(fc.nat(header.length - 1), fc.string({ maxLength: 3 }), (at, piece) => {
        const garbled = header.slice(0, at) + piece + header.slice(at + 1);
        fc.pre(garbled !== header && garbled.trim() !== header);
        const other = changed(request, (lines) =>
          lines.map(([n, v]) => [n, n === 'authorization' ? garbled : v]),
        );
        const outcome = verify(other, PUT_ITEM.body);
        // Blanks and commas only keep the fields apart.
        const fields = (text: string): string => text.replaceAll(/[\s,]+/g, ',');
        if (fields(garbled) !== fields(header)) expect(outcome).not.toBe('right');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the payload of S3', () => {
  const put: Sent = { ...PUT_ITEM, method: 'PUT', path: '/bucket/key', body: 'text' };
  it('may be left unsigned', async () => {
    const sent = { ...put, headers: { ...put.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } };
    expect(verify(await sign(sent, { service: 's3' }), 'another text', 's3')).toBe('right');
    expect(verify(await sign(sent, { service: 's3', presign: 60 }), 'another text', 's3')).toBe('right');
  });
  it('must have the hash that was declared', async () => {
    expect(verify(await sign(put, { service: 's3' }), 'another text', 's3')).toBe('wrong payload hash');
  });
  it('must have a declared hash', async () => {
    const request = changed(await sign(put, { service: 's3' }), (lines) =>
      lines.filter(([name]) => name !== 'x-amz-content-sha256'),
    );
    expect(verify(request, put.body, 's3')).toBe('no payload hash');
  });
  it('may not come in signed chunks', async () => {
    const headers = { ...put.headers, 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' };
    expect(verify(await sign({ ...put, headers }, { service: 's3' }), 'text', 's3')).toBe(
      'streaming payload',
    );
  });
  it('may not be left unsigned elsewhere', async () => {
    const headers = { ...PUT_ITEM.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    expect(verify(await sign({ ...PUT_ITEM, headers }), PUT_ITEM.body)).toBe('wrong signature');
  });
});
