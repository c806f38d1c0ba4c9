import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HeaderLine, HttpRequest } from '../../front-door/http.ts';
import { amzDate, parseAmzDate, readAuthorization } from './authorization.ts';
import { canonicalRequest, foldHeaders } from './canonical-request.ts';
import { SignatureFailure } from './signature-failure.ts';

function arrive(target: string, ...headers: HeaderLine[]): HttpRequest {
  return new HttpRequest({
    id: 'b0a1c2d3-0000-4000-8000-000000000000',
    receivedAt: 0,
    method: 'GET',
    target,
    headers,
    remoteAddress: '127.0.0.1',
    stream: Readable.from([]),
  });
}

function problemOf(request: HttpRequest): string {
  try {
    readAuthorization(request);
    return 'readable';
  } catch (error) {
    if (!(error instanceof SignatureFailure)) throw error;
    return error.problem.kind === 'malformed' ? error.problem.text : error.problem.kind;
  }
}

const DATE: HeaderLine = ['X-Amz-Date', '20261120T110000Z'];
const CREDENTIAL = 'Credential=AKIA/20261120/us-east-1/dynamodb/aws4_request';
const FINE = `AWS4-HMAC-SHA256 ${CREDENTIAL}, SignedHeaders=host;x-amz-date, Signature=${'a'.repeat(64)}`;

describe('an Authorization header', () => {
  it.each([
    ['as the SDK writes it', FINE, 'readable'],
    ['without blanks', FINE.replaceAll(', ', ','), 'readable'],
    [
      'in another order',
      `AWS4-HMAC-SHA256 Signature=${'a'.repeat(64)}, SignedHeaders=host, ${CREDENTIAL}`,
      'readable',
    ],
    [
      'of the asymmetric algorithm',
      FINE.replace('HMAC', 'ECDSA-P256'),
      "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'.",
    ],
    ['of version 2', 'AWS AKIA:signature', "Unsupported AWS 'algorithm': 'AWS'."],
    ['that is a bearer token', 'Bearer secret', "Unsupported AWS 'algorithm'."],
    ['that is a bare token', 'eyJhbGciOiJIUzI1NiJ9.secret', "Unsupported AWS 'algorithm'."],
    [
      'without a signature',
      FINE.replace(/, Signature.*/, ''),
      "Authorization header requires 'Signature' parameter.",
    ],
    ['with a parameter twice', `${FINE}, Signature=x`, "Authorization header has 'Signature' twice."],
    [
      'with something else',
      `${FINE}, x`,
      'The Authorization header has a part that is none of its parameters.',
    ],
    [
      'with nothing but the algorithm',
      'AWS4-HMAC-SHA256',
      "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.",
    ],
    [
      'with a short credential',
      FINE.replace('/dynamodb', ''),
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.',
    ],
    [
      'with another terminator',
      FINE.replace('aws4_request', 'aws5_request'),
      "Credential should be scoped with a valid terminator: 'aws4_request'.",
    ],
  ])('%s', (_name, header, problem) => {
    expect(problemOf(arrive('/', DATE, ['Authorization', header]))).toBe(problem);
  });

  it('may come with a Date header', () => {
    const rfc = arrive('/', ['Date', 'Fri, 20 Nov 2026 11:00:00 GMT'], ['Authorization', FINE]);
    expect(readAuthorization(rfc).date).toBe('20261120T110000Z');
    expect(problemOf(arrive('/', ['Date', 'today'], ['Authorization', FINE]))).toMatch(
      /^Date must be in ISO-8601/,
    );
  });
});

describe('a presigned URL', () => {
  const parameters = {
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': CREDENTIAL.slice('Credential='.length),
    'X-Amz-Date': '20261120T110000Z',
    'X-Amz-Expires': '60',
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': 'a'.repeat(64),
  };
  it.each(Object.keys(parameters).slice(1))('needs %s', (name) => {
    const others = Object.entries(parameters).filter(([key]) => key !== name);
    expect(problemOf(arrive(`/?${new URLSearchParams(others)}`))).toBe(
      `AWS query-string parameters must include '${name}'. Re-examine the query-string parameters.`,
    );
  });
  it.each(['-1', '604801', 'x', '1.5', '1e3'])('is good for no time like %s', (expires) => {
    const changed = new URLSearchParams({ ...parameters, 'X-Amz-Expires': expires });
    expect(problemOf(arrive(`/?${changed}`))).toBe('url lifetime');
  });
});

it('reads or refuses whatever arrives, and brings it into canonical form', () => {
  const latin1 = fc.string({
    unit: fc.integer({ min: 0x21, max: 0xff }).map((code) => String.fromCharCode(code)),
  });
  const piece = fc.oneof(
    latin1,
    fc.constantFrom('%', '%2', '%2f', '%zz', '&', '=', '?', '/', '..', '+', 'X-Amz-Signature='),
  );
  const text = fc.array(piece, { maxLength: 8 }).map((list) => list.join(''));
  fc.assert(
    fc.property(text, text, fc.constantFrom('s3', 'dynamodb'), (target, header, service) => {
      problemOf(arrive(`/${target}`, DATE, ['Authorization', header]));
      problemOf(arrive(`/?X-Amz-Algorithm=AWS4-HMAC-SHA256&${target}`));
      const request = arrive(
        `/${target}`,
        DATE,
        ['Host', header],
        ['Authorization', FINE.replace('dynamodb', service)],
      );
      const canonical = canonicalRequest(request, foldHeaders(request), readAuthorization(request), 'hash');
      const [method, path, query] = canonical?.split('\n') ?? [];
      expect(method).toBe('GET');
      expect(path).toMatch(/^\/[A-Za-z0-9_.~%/-]*$/);
      expect(query).toMatch(/^[A-Za-z0-9_.~%=&-]*$/);
    }),
  );
});

it('writes times and reads them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (seconds) => {
      expect(parseAmzDate(amzDate(seconds * 1000))).toBe(seconds * 1000);
    }),
  );
  expect(parseAmzDate('20261340T110000Z')).toBeNaN();
});
