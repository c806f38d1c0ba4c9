import type { HttpRequest } from '../../front-door/http.ts';
import { SignatureFailure } from './signature-failure.ts';

/** What a request says about its own signature; nothing of it is verified yet. */
export interface Authorization {
  readonly form: 'header' | 'query';
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** As given: in lower case when they are right. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly signature: string;
  /** Like `20261120T110000Z`. */
  readonly date: string;
  readonly sessionToken: string | undefined;
  /** Seconds that a presigned URL is good for. */
  readonly expires: number | undefined;
}

export interface CredentialScope {
  /** Like `20261120`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** `<date>/<region>/<service>/aws4_request` */
  readonly text: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const LONGEST_URL_LIFETIME = 7 * 24 * 60 * 60;

/**
 * The signature of a request, from its Authorization header or from its query.
 * Throws SignatureFailure when there is none or when it cannot be read.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function readAuthorization(request: HttpRequest): Authorization {
  const header = request.header('authorization');
  if (header !== undefined) return readHeader(request, header);
  const query = request.rawQuery.includes('X-Amz-') ? request.query : undefined;
  const algorithm = query?.get('X-Amz-Algorithm') ?? undefined;
  if (query === undefined || algorithm === undefined) throw new SignatureFailure({ kind: 'unsigned' });
  return readQuery(query, algorithm);
}

function readHeader(request: HttpRequest, header: string): Authorization {
  const blank = header.indexOf(' ');
  const algorithm = blank < 0 ? header : header.slice(0, blank);
  if (algorithm !== ALGORITHM) throw unsupportedAlgorithm(algorithm);
  const fields = readFields(header.slice(algorithm.length));
  const { Credential: credential, Signature: signature, SignedHeaders: signedHeaders } = fields;
  const date = request.header('x-amz-date') ?? dateHeader(request.header('date'));
  if (!credential || !signature || !signedHeaders || !date) {
    throw malformed(
      [
        ...(credential ? [] : ["Authorization header requires 'Credential' parameter."]),
        ...(signature ? [] : ["Authorization header requires 'Signature' parameter."]),
        ...(signedHeaders ? [] : ["Authorization header requires 'SignedHeaders' parameter."]),
        ...(date
          ? []
          : ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."]),
      ].join(' '),
    );
  }
  return {
    form: 'header',
    ...readCredential(credential),
    signedHeaders: signedHeaders.split(';'),
    signature: readSignature(signature),
    date: readDate(date),
    sessionToken: request.header('x-amz-security-token'),
    expires: undefined,
  };
}

type Field = 'Credential' | 'SignedHeaders' | 'Signature';

/** Reads `Credential=..., SignedHeaders=..., Signature=...`, each at most once, and nothing else. */
function readFields(text: string): Partial<Record<Field, string>> {
  const fields: Partial<Record<Field, string>> = {};
  for (const part of text.split(',')) {
    const field = part.trim();
    if (field === '') continue;
    const equals = field.indexOf('=');
    const name = field.slice(0, Math.max(equals, 0));
    if (name !== 'Credential' && name !== 'SignedHeaders' && name !== 'Signature') {
      throw malformed('The Authorization header has a part that is none of its parameters.');
    }
    if (fields[name] !== undefined) throw malformed(`Authorization header has '${name}' twice.`);
    fields[name] = field.slice(equals + 1);
  }
  return fields;
}

function readQuery(query: URLSearchParams, algorithm: string): Authorization {
  if (algorithm !== ALGORITHM) throw unsupportedAlgorithm(algorithm);
  const required = (name: string): string => {
    const values = query.getAll(name);
    const [value] = values;
    if (value === undefined || value === '' || values.length > 1) {
      throw malformed(
        `AWS query-string parameters must include '${name}'. Re-examine the query-string parameters.`,
      );
    }
    return value;
  };
  const expires = required('X-Amz-Expires');
  if (!/^\d{1,9}$/.test(expires) || Number(expires) > LONGEST_URL_LIFETIME) {
    throw new SignatureFailure({ kind: 'url lifetime' });
  }
  return {
    form: 'query',
    ...readCredential(required('X-Amz-Credential')),
    signedHeaders: required('X-Amz-SignedHeaders').split(';'),
    signature: readSignature(required('X-Amz-Signature')),
    date: readDate(required('X-Amz-Date')),
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
    expires: Number(expires),
  };
}

/** Throws SignatureFailure. */
export function readCredential(credential: string): Pick<Authorization, 'accessKeyId' | 'scope'> {
  const [accessKeyId = '', date = '', region = '', service = '', terminator, ...more] = credential.split('/');
  if (terminator === undefined || more.length > 0 || accessKeyId === '') {
    throw malformed(
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.',
    );
  }
  if (terminator !== 'aws4_request') {
    throw malformed("Credential should be scoped with a valid terminator: 'aws4_request'.");
  }
  return {
    accessKeyId,
    scope: { date, region, service, text: `${date}/${region}/${service}/aws4_request` },
  };
}

function readSignature(signature: string): string {
  // A signature of another form cannot be right; it is compared as one that is wrong.
  return /^[0-9a-f]{64}$/.test(signature) ? signature : '0'.repeat(64);
}

function readDate(date: string): string {
  if (/^\d{8}T\d{6}Z$/.test(date)) return date;
  throw malformed(
    `Date must be in ISO-8601 'basic format'. Got '${date.slice(0, 32)}'. See http://en.wikipedia.org/wiki/ISO_8601`,
  );
}

/** A Date header in the form of x-amz-date. */
function dateHeader(value: string | undefined): string | undefined {
  if (value === undefined || /^\d{8}T\d{6}Z$/.test(value)) return value;
  const parsed = Date.parse(value);
  return Number.isNaN(parsed) ? value : amzDate(parsed);
}

/** `20261120T110000Z` for milliseconds since the epoch. */
export function amzDate(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** Milliseconds since the epoch of `20261120T110000Z`; NaN when there is no such day or hour. */
export function parseAmzDate(date: string): number {
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
  return Date.parse(`${day}T${date.slice(9, 11)}:${date.slice(11, 13)}:${date.slice(13)}`);
}

/** What is no algorithm at all may be somebody's token, and stays out of the error. */
function unsupportedAlgorithm(algorithm: string): SignatureFailure {
  const name = /^AWS[A-Z0-9-]{0,40}$/.test(algorithm) ? `: '${algorithm}'` : '';
  return malformed(`Unsupported AWS 'algorithm'${name}.`);
}

function malformed(text: string): SignatureFailure {
  return new SignatureFailure({ kind: 'malformed', text });
}
