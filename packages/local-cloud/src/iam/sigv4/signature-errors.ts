import { AwsError } from '../../aws/aws-error.ts';
import type { SignatureProblem, SignatureProblemKind } from './signature-failure.ts';

/** How one service words one problem. */
interface Wording {
  readonly code: string;
  readonly status: number;
  readonly text: string | ((problem: SignatureProblem) => string);
  readonly members?: (problem: SignatureProblem) => Readonly<Record<string, unknown>>;
}

interface ServiceWordings {
  readonly skewMinutes: number;
  /** Every problem that is not named here is worded like `wrong signature`, in its own words. */
  readonly wordings: Readonly<Partial<Record<SignatureProblemKind, Wording>>> & {
    readonly 'wrong signature': Wording;
  };
}

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const INVALID_TOKEN = 'The security token included in the request is invalid.';
const EXPIRED_TOKEN = 'The security token included in the request is expired';

/** The services that answer in JSON; those with REST paths answer 403 where the others answer 400. */
function json(status: 400 | 403, unsigned: string): ServiceWordings['wordings'] {
  const unknown: Wording = { code: 'UnrecognizedClientException', status, text: INVALID_TOKEN };
  return {
    unsigned: { code: 'MissingAuthenticationTokenException', status, text: unsigned },
    malformed: { code: 'IncompleteSignatureException', status, text: ownText },
    'unknown key': unknown,
    'wrong token': unknown,
    'expired token': { code: 'ExpiredTokenException', status, text: EXPIRED_TOKEN },
    'wrong signature': { code: 'InvalidSignatureException', status, text: MISMATCH },
  };
}

/** The services of the query protocol, which answer in XML. */
const QUERY: ServiceWordings['wordings'] = {
  unsigned: {
    code: 'MissingAuthenticationToken',
    status: 403,
    text: 'Request is missing Authentication Token',
  },
  malformed: { code: 'IncompleteSignature', status: 403, text: ownText },
  'unknown key': { code: 'InvalidClientTokenId', status: 403, text: INVALID_TOKEN },
  'wrong token': { code: 'InvalidClientTokenId', status: 403, text: INVALID_TOKEN },
  'expired token': { code: 'ExpiredToken', status: 403, text: EXPIRED_TOKEN },
  'wrong signature': { code: 'SignatureDoesNotMatch', status: 403, text: MISMATCH },
};

const NOT_VALIDATED = 'AWS was not able to validate the provided access credentials';

const EC2: ServiceWordings['wordings'] = {
  unsigned: {
    code: 'MissingAuthenticationToken',
    status: 403,
    text: 'The request must contain either a valid (registered) AWS access key ID or X.509 certificate.',
  },
  malformed: { code: 'IncompleteSignature', status: 400, text: ownText },
  stale: { code: 'RequestExpired', status: 400, text: 'Request has expired.' },
  early: { code: 'RequestExpired', status: 400, text: 'Request has expired.' },
  'url expired': { code: 'RequestExpired', status: 400, text: 'Request has expired.' },
  'expired token': { code: 'RequestExpired', status: 400, text: 'Request has expired.' },
  'unknown key': { code: 'AuthFailure', status: 401, text: NOT_VALIDATED },
  'wrong token': { code: 'AuthFailure', status: 401, text: NOT_VALIDATED },
  'wrong region': { code: 'AuthFailure', status: 401, text: ownText },
  'wrong service': { code: 'AuthFailure', status: 401, text: ownText },
  'wrong signature': { code: 'AuthFailure', status: 401, text: NOT_VALIDATED },
};

const S3_SKEW: Wording = {
  code: 'RequestTimeTooSkewed',
  status: 403,
  text: 'The difference between the request time and the current time is too large.',
};

const S3: ServiceWordings['wordings'] = {
  unsigned: { code: 'AccessDenied', status: 403, text: 'Access Denied' },
  malformed: {
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    text: (problem) => `The authorization header is malformed; ${ownText(problem)}`,
  },
  'unknown key': {
    code: 'InvalidAccessKeyId',
    status: 403,
    text: 'The AWS Access Key Id you provided does not exist in our records.',
  },
  'wrong token': {
    code: 'InvalidToken',
    status: 400,
    text: 'The provided token is malformed or otherwise invalid.',
  },
  'expired token': { code: 'ExpiredToken', status: 400, text: 'The provided token has expired.' },
  stale: S3_SKEW,
  early: S3_SKEW,
  'url expired': { code: 'AccessDenied', status: 403, text: 'Request has expired' },
  'url lifetime': {
    code: 'AuthorizationQueryParametersError',
    status: 400,
    text: 'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
  },
  'wrong region': {
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    text: (problem) =>
      problem.kind === 'wrong region'
        ? `The authorization header is malformed; the region '${problem.given}' is wrong; expecting '${problem.expected}'`
        : '',
    members: (problem) => (problem.kind === 'wrong region' ? { Region: problem.expected } : {}),
  },
  'wrong service': {
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    text: (problem) =>
      problem.kind === 'wrong service'
        ? `The authorization header is malformed; incorrect service "${problem.given}". This endpoint belongs to "${problem.expected}".`
        : '',
  },
  'unsigned header': {
    code: 'AccessDenied',
    status: 403,
    text: 'There were headers present in the request which were not signed',
  },
  'wrong payload hash': {
    code: 'XAmzContentSHA256Mismatch',
    status: 400,
    text: "The provided 'x-amz-content-sha256' header does not match what was computed.",
  },
  'no payload hash': {
    code: 'InvalidRequest',
    status: 400,
    text: 'Missing required header for this request: x-amz-content-sha256',
  },
  'streaming payload': {
    code: 'NotImplemented',
    status: 501,
    text: (problem) =>
      problem.kind === 'streaming payload'
        ? `A header you provided implies functionality that is not implemented: x-amz-content-sha256: ${problem.given}`
        : '',
  },
  'wrong signature': {
    code: 'SignatureDoesNotMatch',
    status: 403,
    text: 'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  },
};

const DYNAMODB: ServiceWordings = {
  skewMinutes: 15,
  wordings: json(400, 'Request is missing Authentication Token'),
};
const JSON_SERVICE: ServiceWordings = {
  skewMinutes: 15,
  wordings: json(400, 'Missing Authentication Token'),
};
const REST_SERVICE: ServiceWordings = { skewMinutes: 5, wordings: json(403, 'Missing Authentication Token') };
const QUERY_SERVICE: ServiceWordings = { skewMinutes: 15, wordings: QUERY };

/** By signing name. A service that is not named answers as the JSON services do. */
const SERVICES: Readonly<Record<string, ServiceWordings>> = {
  dynamodb: DYNAMODB,
  'cognito-idp': JSON_SERVICE,
  logs: { ...JSON_SERVICE, skewMinutes: 5 },
  lambda: REST_SERVICE,
  apigateway: REST_SERVICE,
  'execute-api': REST_SERVICE,
  monitoring: { skewMinutes: 5, wordings: QUERY },
  sts: QUERY_SERVICE,
  iam: QUERY_SERVICE,
  cloudformation: QUERY_SERVICE,
  ec2: { skewMinutes: 15, wordings: EC2 },
  s3: { skewMinutes: 15, wordings: S3 },
  sqs: QUERY_SERVICE,
};

/** How many minutes the clocks of a client and of the service may differ. */
export function allowedSkewMinutes(service: string): number {
  return wordingsOf(service).skewMinutes;
}

/** A refused signature in the service's own code, status and text. */
export function signatureError(service: string, problem: SignatureProblem): AwsError {
  const { wordings } = wordingsOf(service);
  const wording = wordings[problem.kind] ?? { ...wordings['wrong signature'], text: ownText };
  const text = typeof wording.text === 'string' ? wording.text : wording.text(problem);
  return new AwsError(wording.code, text, wording.status, wording.members?.(problem) ?? {});
}

function wordingsOf(service: string): ServiceWordings {
  return (Object.hasOwn(SERVICES, service) ? SERVICES[service] : undefined) ?? JSON_SERVICE;
}

/** The sentence that most services share. The blank at the end of some is AWS's. */
function ownText(problem: SignatureProblem): string {
  switch (problem.kind) {
    case 'malformed':
      return problem.text;
    case 'stale':
      return `Signature expired: ${problem.signed} is now earlier than ${problem.limit} (${problem.now} - ${problem.minutes} min.)`;
    case 'early':
      return `Signature not yet current: ${problem.signed} is still later than ${problem.limit} (${problem.now} + ${problem.minutes} min.)`;
    case 'url expired':
      return `Signature expired: ${problem.signed} is now earlier than ${problem.limit}`;
    case 'url lifetime':
      return 'X-Amz-Expires must be a number of seconds and at most a week (604800).';
    case 'wrong region':
      return `Credential should be scoped to a valid region, not '${problem.given}'. `;
    case 'wrong service':
      return `Credential should be scoped to correct service: '${problem.expected}'. `;
    case 'wrong date':
      return `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${problem.given}' != '${problem.expected}', from '${problem.signed}'.`;
    case 'unsigned header':
      return problem.name === 'Host'
        ? "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
        : `'${problem.name}' must be a 'SignedHeader' in the AWS Authorization.`;
    default:
      return MISMATCH;
  }
}
