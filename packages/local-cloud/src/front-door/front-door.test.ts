import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../aws/aws-error.ts';
import type { AwsService } from '../aws/aws-service.ts';
import { SILENT_JOURNAL } from '../journal/journal.ts';
import { frontDoor } from './front-door.ts';
import { type HeaderLine, HttpRequest } from './http.ts';

const answer = (text: string) => ({ status: 200, headers: {}, body: text });

const service = (signingName: string, crossOrigin = false): AwsService => ({
  signingName,
  crossOrigin,
  isPublic: (request) => request.header('x-amz-target')?.endsWith('.SignUp') ?? false,
  handle: async ({ caller, request }) => {
    const host = request.header('host') ?? '';
    const elsewhere = host.endsWith('.amazonaws.com') ? ` ${host}` : '';
    return answer(`${signingName} ${caller?.arn ?? 'anonymous'}${elsewhere}`);
  },
  failure: (error) => ({ status: error.status, headers: {}, body: `${signingName} ${error.code}` }),
});

const door = frontDoor(
  {
    services: [service('dynamodb'), service('cognito-idp', true), service('lambda')],
    authenticate: (request) => {
      if (request.header('authorization') === undefined)
        throw new AwsError('MissingAuthenticationToken', 'x');
      return { arn: 'arn:caller', accountId: '0', userId: 'u', authorize: () => {} };
    },
    api: async (apiId, request) => answer(`api ${apiId} ${request.rawPath}`),
    functionUrl: async (id, request) => answer(`url ${id} ${request.rawPath}`),
    pages: async (poolId, request) => (request.rawPath === '/login' ? answer(`pages ${poolId}`) : undefined),
    localAddress: (url) =>
      url.hostname.endsWith('.amazoncognito.com')
        ? `http://localhost/us-east-1_AbCdEfGhI${url.pathname}`
        : undefined,
    local: async () => answer('local'),
  },
  SILENT_JOURNAL,
);

const SIGNED = (name: string): HeaderLine => [
  'Authorization',
  `AWS4-HMAC-SHA256 Credential=AKIA/20261121/us-east-1/${name}/aws4_request, SignedHeaders=host, Signature=0`,
];

const rows: [name: string, target: string, headers: HeaderLine[], status: number, body: string | RegExp][] = [
  ['an API by path', '/execute-api/abc123/dev/tasks%2F1?a=b', [], 200, 'api abc123 /dev/tasks%2F1'],
  ['an API by path, bare', '/execute-api/abc123', [], 200, 'api abc123 /'],
  ['an API by host', '/dev/x', [['Host', 'abc123.execute-api.localhost:4566']], 200, 'api abc123 /dev/x'],
  ['a function URL by path', '/lambda-url/abc234/a%2F1', [], 200, 'url abc234 /a%2F1'],
  ['a function URL by host', '/x', [['Host', 'abc234.lambda-url.localhost:4566']], 200, 'url abc234 /x'],
  ['the local control', '/_local/health', [], 200, 'local'],
  ['a sign-in page', '/us-east-1_AbCdEfGhI/login?x=1', [], 200, 'pages us-east-1_AbCdEfGhI'],
  ['no sign-in page', '/us-east-1_AbCdEfGhI/nope', [], 404, /Nothing answers/],
  [
    'a signed call',
    '/',
    [['X-Amz-Target', 'DynamoDB_20120810.GetItem'], SIGNED('dynamodb')],
    200,
    'dynamodb arn:caller',
  ],
  [
    'an unsigned call',
    '/',
    [['X-Amz-Target', 'DynamoDB_20120810.GetItem']],
    400,
    'dynamodb MissingAuthenticationToken',
  ],
  [
    'a public call',
    '/',
    [['X-Amz-Target', 'AWSCognitoIdentityProviderService.SignUp']],
    200,
    'cognito-idp anonymous',
  ],
  [
    'an unsigned REST call',
    '/2015-03-31/functions/f/invocations',
    [],
    400,
    'lambda MissingAuthenticationToken',
  ],
  ['a service that is not emulated', '/', [SIGNED('sqs')], 501, /"sqs\\" is not emulated/],
  ['a stranger for a host', '/_local/health', [['Host', 'evil.example:4566']], 403, /Host is not served/],
  ['no host', '/_local/health', [['Host', '']], 403, /Host is not served/],
  [
    'a name that only begins well',
    '/_local/health',
    [['Host', 'localhost.evil.example']],
    403,
    /Host is not served/,
  ],
  [
    "a function's request for a sign-in page on AWS",
    '/login?x=1',
    [
      ['Host', 'localhost:4566'],
      ['X-Local-Cloud-Host', 'acme.auth.us-east-1.amazoncognito.com'],
    ],
    200,
    'pages us-east-1_AbCdEfGhI',
  ],
  [
    "a function's signed request for a service on AWS",
    '/',
    [
      ['Host', 'localhost:4566'],
      ['X-Local-Cloud-Host', 'dynamodb.us-east-1.amazonaws.com'],
      ['X-Amz-Target', 'DynamoDB_20120810.GetItem'],
      SIGNED('dynamodb'),
    ],
    200,
    'dynamodb arn:caller dynamodb.us-east-1.amazonaws.com',
  ],
  [
    'a host of AWS, named by a stranger',
    '/',
    [
      ['Host', 'evil.example'],
      ['X-Local-Cloud-Host', 'dynamodb.us-east-1.amazonaws.com'],
    ],
    403,
    /Host is not served/,
  ],
  ['anything else', '/favicon.ico', [], 404, /Nothing answers GET \/favicon.ico/],
];

describe('the front door', () => {
  it.each(rows)('routes %s', async (_name, target, headers, status, body) => {
    const host: HeaderLine[] = headers.some(([name]) => name === 'Host') ? [] : [['Host', 'localhost:4566']];
    const response = await door(request(target, [...host, ...headers]));
    expect(response.status).toBe(status);
    if (typeof body === 'string') expect(response.body).toBe(body);
    else expect(response.body).toMatch(body);
  });

  it('lets browsers of other origins call Cognito, and no other service', async () => {
    const origin: HeaderLine[] = [
      ['Host', 'localhost'],
      ['Origin', 'http://localhost:3000'],
    ];
    const cognito = await door(
      request('/', [...origin, ['X-Amz-Target', 'AWSCognitoIdentityProviderService.SignUp']]),
    );
    expect(cognito.headers['Access-Control-Allow-Origin']).toBe('*');
    const dynamodb = await door(
      request('/', [...origin, ['X-Amz-Target', 'DynamoDB_20120810.GetItem'], SIGNED('dynamodb')]),
    );
    expect(dynamodb.headers['Access-Control-Allow-Origin']).toBeUndefined();
    const preflight = await door(
      request('/', [...origin, ['Access-Control-Request-Headers', 'content-type,x-amz-target']], 'OPTIONS'),
    );
    expect([preflight.status, preflight.headers['Access-Control-Allow-Origin']]).toEqual([200, '*']);
  });
});

function request(target: string, headers: HeaderLine[], method = 'GET'): HttpRequest {
  return new HttpRequest({
    id: '00000000-0000-4000-8000-000000000000',
    receivedAt: 0,
    method,
    target,
    headers,
    remoteAddress: '127.0.0.1',
    stream: Readable.from([]),
  });
}
