import { createHash, createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalCloud } from '../cloud.ts';

let directory: string;
let cloud: LocalCloud;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signatures-'));
  cloud = await LocalCloud.open({ dataDirectory: directory, port: 0 });
  const made = await send(
    await signed('s3', { method: 'PUT', path: '/some-bucket', headers: {}, body: '' }, undefined),
  );
  expect(made.status).toBe(200);
});
afterAll(async () => {
  await cloud.stop();
  await rm(directory, { recursive: true });
});

interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const json = (target: string, version = '1.0'): Call => ({
  method: 'POST',
  path: '/',
  headers: { 'x-amz-target': target, 'content-type': `application/x-amz-json-${version}` },
  body: '{}',
});
const form = (Action: string, Version: string): Call => ({
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({ Action, Version }).toString(),
});
const rest = (path: string): Call => ({ method: 'GET', path, headers: {}, body: '' });

type Problem =
  | 'unsigned'
  | 'unknown key'
  | 'wrong secret'
  | 'altered body'
  | 'altered header'
  | 'stale date'
  | 'missing session token'
  | 'expired URL';
type Answer = readonly [code: string, status: number, text: string | RegExp];

const INVALID = 'The security token included in the request is invalid.';
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const TIME = '\\d{8}T\\d{6}Z';
const stale = (minutes: number): RegExp =>
  new RegExp(`^Signature expired: ${TIME} is now earlier than ${TIME} \\(${TIME} - ${minutes} min\\.\\)$`);
const OVER = new RegExp(`^Signature expired: ${TIME} is now earlier than ${TIME}$`);

function jsonAnswers(status: number, minutes: number, unsigned: string): Record<Problem, Answer> {
  const mismatch: Answer = ['InvalidSignatureException', status, MISMATCH];
  const unrecognized: Answer = ['UnrecognizedClientException', status, INVALID];
  return {
    unsigned: ['MissingAuthenticationTokenException', status, unsigned],
    'unknown key': unrecognized,
    'wrong secret': mismatch,
    'altered body': mismatch,
    'altered header': mismatch,
    'stale date': ['InvalidSignatureException', status, stale(minutes)],
    'missing session token': unrecognized,
    'expired URL': ['InvalidSignatureException', status, OVER],
  };
}

function queryAnswers(minutes: number): Record<Problem, Answer> {
  const mismatch: Answer = ['SignatureDoesNotMatch', 403, MISMATCH];
  const unknown: Answer = ['InvalidClientTokenId', 403, INVALID];
  return {
    unsigned: ['MissingAuthenticationToken', 403, 'Request is missing Authentication Token'],
    'unknown key': unknown,
    'wrong secret': mismatch,
    'altered body': mismatch,
    'altered header': mismatch,
    'stale date': ['SignatureDoesNotMatch', 403, stale(minutes)],
    'missing session token': unknown,
    'expired URL': ['SignatureDoesNotMatch', 403, OVER],
  };
}

const EC2_REFUSAL: Answer = [
  'AuthFailure',
  401,
  'AWS was not able to validate the provided access credentials',
];
const EC2_EXPIRED: Answer = ['RequestExpired', 400, 'Request has expired.'];
const EC2: Record<Problem, Answer> = {
  unsigned: [
    'MissingAuthenticationToken',
    403,
    'The request must contain either a valid (registered) AWS access key ID or X.509 certificate.',
  ],
  'unknown key': EC2_REFUSAL,
  'wrong secret': EC2_REFUSAL,
  'altered body': EC2_REFUSAL,
  'altered header': EC2_REFUSAL,
  'stale date': EC2_EXPIRED,
  'missing session token': EC2_REFUSAL,
  'expired URL': EC2_EXPIRED,
};

const S3_MISMATCH: Answer = [
  'SignatureDoesNotMatch',
  403,
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
];
const S3: Record<Problem, Answer> = {
  unsigned: ['AccessDenied', 403, 'Access Denied'],
  'unknown key': [
    'InvalidAccessKeyId',
    403,
    'The AWS Access Key Id you provided does not exist in our records.',
  ],
  'wrong secret': S3_MISMATCH,
  'altered body': [
    'XAmzContentSHA256Mismatch',
    400,
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  ],
  'altered header': S3_MISMATCH,
  'stale date': [
    'RequestTimeTooSkewed',
    403,
    'The difference between the request time and the current time is too large.',
  ],
  'missing session token': ['InvalidToken', 400, 'The provided token is malformed or otherwise invalid.'],
  'expired URL': ['AccessDenied', 403, 'Request has expired'],
};

const SERVICES: readonly (readonly [service: string, call: Call, answers: Record<Problem, Answer>])[] = [
  [
    'dynamodb',
    json('DynamoDB_20120810.ListTables'),
    jsonAnswers(400, 15, 'Request is missing Authentication Token'),
  ],
  [
    'logs',
    json('Logs_20140328.DescribeLogGroups', '1.1'),
    jsonAnswers(400, 5, 'Missing Authentication Token'),
  ],
  [
    'cognito-idp',
    { ...json('AWSCognitoIdentityProviderService.ListUserPools', '1.1'), body: '{"MaxResults":1}' },
    jsonAnswers(400, 15, 'Missing Authentication Token'),
  ],
  ['lambda', rest('/2015-03-31/functions/'), jsonAnswers(403, 5, 'Missing Authentication Token')],
  ['monitoring', json('GraniteServiceVersion20100801.ListMetrics'), queryAnswers(5)],
  ['monitoring', form('ListMetrics', '2010-08-01'), queryAnswers(5)],
  ['sqs', json('AmazonSQS.ListQueues'), queryAnswers(15)],
  ['sts', form('GetCallerIdentity', '2011-06-15'), queryAnswers(15)],
  ['iam', form('ListRoles', '2010-05-08'), queryAnswers(15)],
  ['ec2', form('DescribeVpcs', '2016-11-15'), EC2],
  ['s3', { method: 'PUT', path: '/some-bucket/key', headers: {}, body: 'content' }, S3],
];

const PROBLEMS = Object.keys(S3) as Problem[];
const rows = SERVICES.flatMap(([service, call, answers]) =>
  PROBLEMS.map((problem) => ({
    service: call.headers['content-type']?.includes('json') === true ? `${service} (JSON)` : service,
    signingName: service,
    problem,
    call,
    expected: answers[problem],
  })),
);

describe('a call whose signature is not right', () => {
  it.each(rows)('$service, $problem: $expected.0', async ({ signingName, problem, call, expected }) => {
    const [code, status, text] = expected;
    const sent = await signed(signingName, call, problem);
    const answer = await send(sent);
    expect(answer.status).toBe(status);
    const refusal = readRefusal(answer);
    expect(refusal.code).toBe(code);
    if (typeof text === 'string') expect(refusal.text).toBe(text);
    else expect(refusal.text).toMatch(text);
  });

  it.each(SERVICES.map(([service, call]) => [service, call] as const))(
    '%s takes the same call when it is right',
    async (service, call) => {
      const answer = await send(await signed(service, call, undefined));
      expect(answer.body).not.toMatch(/Signature|Token|AuthFailure/);
      expect(answer.status).toBe(200);
    },
  );
});

async function signed(service: string, call: Call, problem: Problem | undefined): Promise<Call> {
  if (problem === 'unsigned') return call;
  const { hostname, host } = new URL(cloud.origin);
  const { accessKeyId, secretAccessKey } = cloud.administrator;
  const signer = new SignatureV4({
    service,
    region: 'us-east-1',
    sha256: Sha256,
    uriEscapePath: service !== 's3',
    credentials: {
      accessKeyId:
        problem === 'unknown key'
          ? 'AKIAIOSFODNN7EXAMPLE'
          : problem === 'missing session token'
            ? 'ASIAIOSFODNN7EXAMPLE'
            : accessKeyId,
      secretAccessKey: problem === 'wrong secret' ? 'x'.repeat(40) : secretAccessKey,
    },
  });
  const past = new Date(Date.now() - 20 * 60_000);
  const headers: Record<string, string> = {
    ...call.headers,
    host,
    ...(service === 's3'
      ? { 'x-amz-content-sha256': createHash('sha256').update(call.body).digest('hex') }
      : {}),
    'x-amz-meta-note': 'signed',
  };
  const request = {
    method: call.method,
    protocol: 'http:',
    hostname,
    path: call.path,
    headers,
    body: call.body,
  };
  if (problem === 'expired URL') {
    const { 'x-amz-meta-note': _note, 'x-amz-content-sha256': _hash, ...plain } = headers;
    const presigned = await signer.presign(
      { ...request, headers: plain },
      {
        expiresIn: 60,
        signingDate: past,
        unhoistableHeaders: new Set(['x-amz-target']),
        unsignableHeaders: new Set(['content-type']),
      },
    );
    const query = new URLSearchParams(presigned.query as Record<string, string>);
    return { ...call, path: `${call.path}?${query}`, headers: plain };
  }
  const { headers: given } = await signer.sign(
    request,
    problem === 'stale date' ? { signingDate: past } : {},
  );
  return {
    ...call,
    headers: problem === 'altered header' ? { ...given, 'x-amz-meta-note': 'altered' } : given,
    body: problem === 'altered body' ? `${call.body} ` : call.body,
  };
}

interface Received {
  readonly status: number;
  /** The header in which services with REST paths name the error. */
  readonly type: string;
  readonly body: string;
}

function send({ method, path, headers, body }: Call): Promise<Received> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(cloud.origin);
    const length = { 'content-length': Buffer.byteLength(body) };
    const sent = httpRequest(
      { host: 'localhost', port, method, path, headers: { ...headers, ...length } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: String(response.headers['x-amzn-errortype'] ?? ''),
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('error', reject).end(body);
  });
}

/** Code and text of an error, in JSON or in any of the forms of XML. */
function readRefusal({ body, type }: Received): {
  readonly code: string | undefined;
  readonly text: string | undefined;
} {
  if (!body.startsWith('{')) {
    const member = (name: string): string | undefined =>
      new RegExp(`<${name}>([^<]*)</${name}>`)
        .exec(body)?.[1]
        ?.replaceAll('&apos;', "'")
        .replaceAll('&#39;', "'");
    return { code: member('Code'), text: member('Message') };
  }
  const { __type = type, message, Message } = JSON.parse(body);
  return { code: __type.split('#').at(-1), text: message ?? Message };
}

/** SHA-256, or HMAC with a secret, in the form that the signer asks for. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined
        ? createHash('sha256')
        : createHmac('sha256', secret as string | NodeJS.ArrayBufferView);
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}
