import { describe, expect, it } from 'vitest';
import { allowedSkewMinutes, signatureError } from './signature-errors.ts';
import type { SignatureProblem } from './signature-failure.ts';

const times = { signed: '20261120T104000Z', limit: '20261120T105500Z', now: '20261120T110000Z' };
const PROBLEMS = {
  unsigned: { kind: 'unsigned' },
  unknownKey: { kind: 'unknown key' },
  wrongSecret: { kind: 'wrong signature' },
  stale: { kind: 'stale', minutes: 5, ...times },
  wrongToken: { kind: 'wrong token' },
  expiredToken: { kind: 'expired token' },
  wrongRegion: { kind: 'wrong region', given: 'eu-west-1', expected: 'us-east-1' },
  wrongService: { kind: 'wrong service', given: 'sts', expected: 's3' },
  unsignedHeader: { kind: 'unsigned header', name: 'x-amz-target' },
} as const satisfies Record<string, SignatureProblem>;

type Row = readonly [
  service: string,
  problem: keyof typeof PROBLEMS,
  code: string,
  status: number,
  text: RegExp,
];

const invalid = /^The security token included in the request is invalid\.$/;
const expired = /^The security token included in the request is expired$/;
const mismatch =
  /^The request signature we calculated does not match the signature you provided\. Check your AWS Secret/;
const stale =
  /^Signature expired: 20261120T104000Z is now earlier than 20261120T105500Z \(20261120T110000Z - 5 min\.\)$/;
const region = /^Credential should be scoped to a valid region, not 'eu-west-1'\. $/;

const rows: readonly Row[] = [
  ...(['dynamodb', 'cognito-idp', 'logs'] as const).flatMap((service): Row[] => [
    [
      service,
      'unsigned',
      'MissingAuthenticationTokenException',
      400,
      /Missing Authentication Token|missing Authentication Token/,
    ],
    [service, 'unknownKey', 'UnrecognizedClientException', 400, invalid],
    [service, 'wrongSecret', 'InvalidSignatureException', 400, mismatch],
    [service, 'stale', 'InvalidSignatureException', 400, stale],
    [service, 'wrongToken', 'UnrecognizedClientException', 400, invalid],
    [service, 'expiredToken', 'ExpiredTokenException', 400, expired],
    [service, 'wrongRegion', 'InvalidSignatureException', 400, region],
    [service, 'unsignedHeader', 'InvalidSignatureException', 400, /^'x-amz-target' must be a 'SignedHeader'/],
  ]),
  ...(['lambda', 'apigateway', 'execute-api'] as const).flatMap((service): Row[] => [
    [service, 'unsigned', 'MissingAuthenticationTokenException', 403, /^Missing Authentication Token$/],
    [service, 'unknownKey', 'UnrecognizedClientException', 403, invalid],
    [service, 'wrongSecret', 'InvalidSignatureException', 403, mismatch],
    [service, 'stale', 'InvalidSignatureException', 403, stale],
    [service, 'expiredToken', 'ExpiredTokenException', 403, expired],
  ]),
  ...(['sts', 'iam', 'monitoring'] as const).flatMap((service): Row[] => [
    [service, 'unsigned', 'MissingAuthenticationToken', 403, /^Request is missing Authentication Token$/],
    [service, 'unknownKey', 'InvalidClientTokenId', 403, invalid],
    [service, 'wrongSecret', 'SignatureDoesNotMatch', 403, mismatch],
    [service, 'stale', 'SignatureDoesNotMatch', 403, stale],
    [service, 'wrongToken', 'InvalidClientTokenId', 403, invalid],
    [service, 'expiredToken', 'ExpiredToken', 403, expired],
    [service, 'wrongRegion', 'SignatureDoesNotMatch', 403, region],
  ]),
  ['s3', 'unsigned', 'AccessDenied', 403, /^Access Denied$/],
  [
    's3',
    'unknownKey',
    'InvalidAccessKeyId',
    403,
    /^The AWS Access Key Id you provided does not exist in our records\.$/,
  ],
  ['s3', 'wrongSecret', 'SignatureDoesNotMatch', 403, /Check your key and signing method\.$/],
  [
    's3',
    'stale',
    'RequestTimeTooSkewed',
    403,
    /^The difference between the request time and the current time is too large\.$/,
  ],
  ['s3', 'wrongToken', 'InvalidToken', 400, /^The provided token is malformed or otherwise invalid\.$/],
  ['s3', 'expiredToken', 'ExpiredToken', 400, /^The provided token has expired\.$/],
  [
    's3',
    'wrongRegion',
    'AuthorizationHeaderMalformed',
    400,
    /the region 'eu-west-1' is wrong; expecting 'us-east-1'$/,
  ],
  [
    's3',
    'wrongService',
    'AuthorizationHeaderMalformed',
    400,
    /incorrect service "sts"\. This endpoint belongs to "s3"\.$/,
  ],
  [
    's3',
    'unsignedHeader',
    'AccessDenied',
    403,
    /^There were headers present in the request which were not signed$/,
  ],
  ['ec2', 'unknownKey', 'AuthFailure', 401, /^AWS was not able to validate the provided access credentials$/],
  ['ec2', 'wrongSecret', 'AuthFailure', 401, /^AWS was not able to validate/],
  ['ec2', 'stale', 'RequestExpired', 400, /^Request has expired\.$/],
  ['ec2', 'expiredToken', 'RequestExpired', 400, /^Request has expired\.$/],
  ['another', 'unknownKey', 'UnrecognizedClientException', 400, invalid],
];

describe('a refused signature', () => {
  it.each(rows)('of %s, %s: %s %d', (service, problem, code, status, text) => {
    const error = signatureError(service, PROBLEMS[problem]);
    expect(error).toMatchObject({ code, status });
    expect(error.message).toMatch(text);
  });

  it('tells the region that S3 expects', () => {
    expect(signatureError('s3', PROBLEMS.wrongRegion).members).toEqual({ Region: 'us-east-1' });
  });

  it.each([
    ['dynamodb', 15],
    ['sts', 15],
    ['lambda', 5],
    ['monitoring', 5],
    ['logs', 5],
    ['toString', 15],
  ])('may come from a clock of %s that is off by %d minutes', (service, minutes) => {
    expect(allowedSkewMinutes(service)).toBe(minutes);
  });
});
