import { createHmac, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from '../../front-door/http.ts';
import { type Authorization, amzDate, parseAmzDate, readAuthorization } from './authorization.ts';
import { canonicalRequest, foldHeaders, type HeaderValues } from './canonical-request.ts';
import { SignatureFailure } from './signature-failure.ts';
import type { SigningKeys } from './signing-keys.ts';

/** What an access key stands for. */
export interface SigningIdentity {
  readonly secretAccessKey: string;
}

export interface SignatureRules<Identity extends SigningIdentity> {
  /** The service that is called, as its signing name. */
  readonly service: string;
  /** The regions that may be signed for; the first is the service's own. */
  readonly regions: readonly string[];
  /** How far the clocks may differ. */
  readonly skewMinutes: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly keys: SigningKeys;
  /** Throws SignatureFailure for a key that is unknown and for a token that does not fit. */
  identify(accessKeyId: string, sessionToken: string | undefined): Identity;
}

const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * Verifies the signature of a request (AWS Signature Version 4) and gives back who signed it.
 * Throws SignatureFailure.
 */
export function verifySignature<Identity extends SigningIdentity>(
  request: HttpRequest,
  body: Buffer,
  rules: SignatureRules<Identity>,
): Identity {
  return verify(request, rules, (authorization) => payloadHash(request, body, authorization)).identity;
}

/** A request whose head was signed by `identity`; of the body, only what the head says is known. */
export interface SignedHead<Identity> {
  readonly identity: Identity;
  /** The SHA-256 that the body must have, `UNSIGNED-PAYLOAD`, or the name of a way to send it in chunks. */
  readonly payload: string;
  /** The first link of the chain of signatures that a body in chunks continues. */
  readonly seed: SignatureSeed;
}

export interface SignatureSeed {
  readonly key: KeyObject;
  /** Like `20261120T110000Z`. */
  readonly date: string;
  /** `<date>/<region>/<service>/aws4_request` */
  readonly scope: string;
  /** 64 hexadecimal digits. */
  readonly signature: string;
}

/**
 * Verifies the signature of a request of S3 before its body is read; the body is the caller's to verify.
 * Throws SignatureFailure.
 */
export function verifySignedHead<Identity extends SigningIdentity>(
  request: HttpRequest,
  rules: SignatureRules<Identity>,
): SignedHead<Identity> {
  const declared = (authorization: Authorization): string => declaredPayload(request, authorization);
  const { identity, authorization, key } = verify(request, rules, declared);
  const { date, scope, signature } = authorization;
  return {
    identity,
    payload: declared(authorization),
    seed: { key, date, scope: scope.text, signature },
  };
}

function verify<Identity extends SigningIdentity>(
  request: HttpRequest,
  rules: SignatureRules<Identity>,
  hashOf: (authorization: Authorization) => string,
): { readonly identity: Identity; readonly authorization: Authorization; readonly key: KeyObject } {
  const authorization = readAuthorization(request);
  checkScope(authorization, rules);
  checkTime(authorization, rules);
  const headers = foldHeaders(request);
  checkSignedHeaders(headers, authorization);
  const identity = rules.identify(authorization.accessKeyId, authorization.sessionToken);

  const canonical = canonicalRequest(request, headers, authorization, hashOf(authorization));
  if (canonical === undefined) throw new SignatureFailure({ kind: 'wrong signature' });
  const { accessKeyId, date, scope } = authorization;
  const digest = hash('sha256', Buffer.from(canonical, 'latin1'));
  const key = rules.keys.get(accessKeyId, identity.secretAccessKey, scope);
  checkSignature(key, `AWS4-HMAC-SHA256\n${date}\n${scope.text}\n${digest}`, authorization.signature);
  return { identity, authorization, key };
}

/** Throws SignatureFailure when `signature` is not that of `text`. */
export function checkSignature(key: KeyObject, text: string, signature: string): void {
  const expected = Buffer.from(createHmac('sha256', key).update(text).digest('hex'));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(expected, given)) {
    throw new SignatureFailure({ kind: 'wrong signature' });
  }
}

/** Verifies what says of itself when and for what it was signed. Throws SignatureFailure. */
export function checkCircumstances(
  authorization: Authorization,
  rules: Omit<SignatureRules<SigningIdentity>, 'identify'>,
): void {
  checkScope(authorization, rules);
  checkTime(authorization, rules);
}

function checkScope(
  { scope, date }: Authorization,
  rules: { readonly service: string; readonly regions: readonly string[] },
): void {
  if (scope.service !== rules.service) {
    throw new SignatureFailure({ kind: 'wrong service', given: scope.service, expected: rules.service });
  }
  if (!rules.regions.includes(scope.region)) {
    const [expected = ''] = rules.regions;
    throw new SignatureFailure({ kind: 'wrong region', given: scope.region, expected });
  }
  const day = date.slice(0, 8);
  if (scope.date !== day) {
    throw new SignatureFailure({ kind: 'wrong date', given: scope.date, expected: day, signed: date });
  }
}

function checkTime(
  { date, expires }: Authorization,
  { now, skewMinutes: minutes }: { readonly now: number; readonly skewMinutes: number },
): void {
  const time = parseAmzDate(date);
  const skew = minutes * 60_000;
  if (Number.isNaN(time)) {
    throw new SignatureFailure({
      kind: 'malformed',
      text: `Date must be in ISO-8601 'basic format'. Got '${date}'.`,
    });
  }
  if (time > now + skew)
    throw new SignatureFailure({ kind: 'early', minutes, ...timeFacts(date, now + skew, now) });
  if (expires === undefined) {
    if (time < now - skew)
      throw new SignatureFailure({ kind: 'stale', minutes, ...timeFacts(date, now - skew, now) });
  } else if (time + expires * 1000 < now) {
    throw new SignatureFailure({ kind: 'url expired', ...timeFacts(date, now - expires * 1000, now) });
  }
}

function timeFacts(
  signed: string,
  limit: number,
  now: number,
): { readonly signed: string; readonly limit: string; readonly now: string } {
  return { signed, limit: amzDate(limit), now: amzDate(now) };
}

/** The host and every header that AWS reads must be covered, or somebody between could change them. */
function checkSignedHeaders(headers: HeaderValues, { signedHeaders }: Authorization): void {
  if (!signedHeaders.includes('host')) throw new SignatureFailure({ kind: 'unsigned header', name: 'Host' });
  for (const name of headers.keys()) {
    if (name.startsWith('x-amz-') && !signedHeaders.includes(name)) {
      throw new SignatureFailure({ kind: 'unsigned header', name });
    }
  }
}

function payloadHash(request: HttpRequest, body: Buffer, authorization: Authorization): string {
  if (authorization.scope.service !== 's3') return sha256(body);
  const declared = declaredPayload(request, authorization);
  if (declared === 'UNSIGNED-PAYLOAD') return declared;
  if (declared.startsWith('STREAMING-')) {
    throw new SignatureFailure({ kind: 'streaming payload', given: declared.slice(0, 64) });
  }
  if (declared !== sha256(body)) throw new SignatureFailure({ kind: 'wrong payload hash' });
  return declared;
}

/** What the head of a request of S3 says about the body. */
function declaredPayload(request: HttpRequest, { form }: Authorization): string {
  const declared =
    request.header('x-amz-content-sha256') ??
    (form === 'query' ? (request.query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD') : undefined);
  if (declared === undefined) throw new SignatureFailure({ kind: 'no payload hash' });
  return declared;
}

function sha256(body: Buffer): string {
  return body.length === 0 ? EMPTY_HASH : hash('sha256', body);
}
