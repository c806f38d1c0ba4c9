import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { HttpRequest } from '../../front-door/http.ts';
import { SignatureFailure } from '../../iam/sigv4/signature-failure.ts';
import type { SignatureSeed } from '../../iam/sigv4/verify-signature.ts';
import { notImplemented, s3Error } from '../s3-errors.ts';
import { type ChunkedBody, readAwsChunked } from './aws-chunked.ts';
import {
  CHECKSUM_ALGORITHMS,
  type ChecksumAlgorithm,
  checksumHasher,
  checksumHeader,
  isChecksumAlgorithm,
  isChecksumValue,
} from './checksum.ts';

/** What is known of a body once it has been read and has proved right. */
export interface PayloadFacts {
  readonly size: number;
  /** Hexadecimal. */
  readonly md5: string;
  /** The checksum that was sent along and checked, or asked for. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined;
}

/** The body of a request: its content, without frames. Reading it to the end verifies it. */
export interface Payload {
  readonly content: AsyncIterable<Buffer>;
  /** To be asked after the content has ended. */
  facts(): PayloadFacts;
  /** Whether anything was sent along by which the body is checked. */
  readonly guarded: boolean;
}

export interface PayloadOptions {
  /** The checksum to make when none was sent along. */
  readonly wanted?: ChecksumAlgorithm;
  /** Whether the checksums in the head are about something else than this body. */
  readonly elsewhere?: boolean;
}

/** What the signature says about the body; absent for a request that nobody signed. */
export interface DeclaredPayload {
  readonly payload: string;
  readonly seed: SignatureSeed;
}

/**
 * Prepares to read the body of a request. Throws AwsError for declarations that cannot be; the content
 * throws AwsError and SignatureFailure when it is not as declared or has more than `most` bytes.
 */
export function openPayload(
  request: HttpRequest,
  declared: DeclaredPayload | undefined,
  most: number,
  { wanted, elsewhere = false }: PayloadOptions = {},
): Payload {
  const body = unframed(request, declared);
  const expectedMd5 = contentMd5(request);
  const expectedHash = /^[0-9a-f]{64}$/i.exec(declared?.payload ?? '')?.[0].toLowerCase();
  const { algorithm = wanted, value, trailing } = elsewhere ? NO_CHECKSUM : declaredChecksum(request);
  const size = declaredSize(request, most);
  let facts: PayloadFacts | undefined;

  async function* content(): AsyncGenerator<Buffer> {
    const md5 = createHash('md5');
    const sha256 = createHash('sha256');
    const hasher = algorithm === undefined ? undefined : checksumHasher(algorithm);
    let length = 0;
    for await (const chunk of body.content) {
      length += chunk.length;
      if (length > most) throw s3Error('EntityTooLarge', { MaxSizeAllowed: most });
      md5.update(chunk);
      if (expectedHash !== undefined) sha256.update(chunk);
      hasher?.update(chunk);
      yield chunk;
    }
    if (size !== undefined && length !== size) throw s3Error('IncompleteBody');
    if (expectedHash !== undefined && sha256.digest('hex') !== expectedHash) {
      throw new SignatureFailure({ kind: 'wrong payload hash' });
    }
    const digest = md5.digest('hex');
    if (expectedMd5 !== undefined && digest !== expectedMd5) throw s3Error('BadDigest');
    const computed = hasher?.digest();
    if (algorithm !== undefined && computed !== undefined) {
      const sent = trailing ? body.trailers.get(checksumHeader(algorithm)) : value;
      if (trailing && sent === undefined) {
        throw s3Error('InvalidRequest', {}, `The trailer ${checksumHeader(algorithm)} is missing.`);
      }
      if (sent !== undefined && sent !== computed) {
        throw s3Error(
          'BadDigest',
          {},
          `The ${algorithm} you specified did not match the calculated checksum.`,
        );
      }
      facts = { size: length, md5: digest, checksum: { algorithm, value: computed } };
    } else facts = { size: length, md5: digest, checksum: undefined };
  }

  return {
    content: content(),
    guarded: expectedMd5 !== undefined || value !== undefined || trailing,
    facts: () => {
      if (facts === undefined) throw new Error('The payload has not been read to its end.');
      return facts;
    },
  };
}

/** The whole content of a small body. */
export async function readWhole(payload: Payload): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of payload.content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The same of a document that must be sent with something to check it by. Throws AwsError `InvalidRequest`. */
export async function readGuarded(payload: Payload): Promise<Buffer> {
  if (payload.guarded) return readWhole(payload);
  throw s3Error(
    'InvalidRequest',
    {},
    'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
  );
}

/** The content, whatever way it was sent. */
function unframed(request: HttpRequest, declared: DeclaredPayload | undefined): ChunkedBody {
  const source = bytesOf(request.stream);
  const way = declared?.payload ?? request.header('x-amz-content-sha256') ?? '';
  switch (way) {
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return readAwsChunked(source, undefined);
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      if (declared === undefined) throw s3Error('AccessDenied');
      return readAwsChunked(source, declared.seed);
    default:
      if (way.startsWith('STREAMING-')) throw notImplemented(`x-amz-content-sha256: ${way.slice(0, 64)}`);
      return { content: source, trailers: new Map() };
  }
}

/** Leaves the connection open when reading ends early, so that an error can still be answered. */
async function* bytesOf(stream: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) yield chunk;
  } catch (cause) {
    throw Object.assign(s3Error('IncompleteBody'), { cause });
  }
}

function contentMd5(request: HttpRequest): string | undefined {
  const header = request.header('content-md5');
  if (header === undefined) return undefined;
  const bytes = Buffer.from(header, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== header) throw s3Error('InvalidDigest');
  return bytes.toString('hex');
}

/** How many bytes the content has, as far as the head says it. Throws when the head says nothing. */
function declaredSize(request: HttpRequest, most: number): number | undefined {
  const framed = (request.header('x-amz-content-sha256') ?? '').startsWith('STREAMING-');
  const header = request.header(framed ? 'x-amz-decoded-content-length' : 'content-length');
  if (header === undefined) {
    if (request.header('transfer-encoding') !== undefined || framed) throw s3Error('MissingContentLength');
    return undefined;
  }
  if (!/^\d{1,15}$/.test(header)) throw s3Error('MissingContentLength');
  if (Number(header) > most) {
    throw s3Error('EntityTooLarge', { ProposedSize: header, MaxSizeAllowed: most });
  }
  return Number(header);
}

interface DeclaredChecksum {
  readonly algorithm?: ChecksumAlgorithm;
  readonly value?: string;
  readonly trailing: boolean;
}

const NO_CHECKSUM: DeclaredChecksum = { trailing: false };

function declaredChecksum(request: HttpRequest): DeclaredChecksum {
  const given = CHECKSUM_ALGORITHMS.filter((name) => request.header(checksumHeader(name)) !== undefined);
  const trailer = request
    .header('x-amz-trailer')
    ?.split(',')
    .map((name) => name.trim().toLowerCase())
    .flatMap((name) => CHECKSUM_ALGORITHMS.filter((one) => checksumHeader(one) === name));
  if (given.length + (trailer?.length ?? 0) > 1) {
    throw s3Error(
      'InvalidRequest',
      {},
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const [algorithm] = given;
  if (algorithm !== undefined) {
    const value = request.header(checksumHeader(algorithm)) ?? '';
    if (!isChecksumValue(algorithm, value)) {
      throw s3Error('InvalidRequest', {}, `Value for ${checksumHeader(algorithm)} header is invalid.`);
    }
    return { algorithm, value, trailing: false };
  }
  const [trailing] = trailer ?? [];
  if (trailing !== undefined) return { algorithm: trailing, trailing: true };
  const named = request.header('x-amz-sdk-checksum-algorithm')?.toUpperCase();
  if (named !== undefined && !isChecksumAlgorithm(named)) {
    throw s3Error(
      'InvalidRequest',
      {},
      `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${CHECKSUM_ALGORITHMS.join(', ')}]`,
    );
  }
  return NO_CHECKSUM;
}
