import { createHash } from 'node:crypto';
import { checkSignature, type SignatureSeed } from '../../iam/sigv4/verify-signature.ts';
import { s3Error } from '../s3-errors.ts';

export interface ChunkedBody {
  /** The content alone. Throws AwsError for a broken frame, SignatureFailure for a wrong signature. */
  readonly content: AsyncIterable<Buffer>;
  /** What followed the last chunk, by names in lower case; complete when the content has ended. */
  readonly trailers: ReadonlyMap<string, string>;
}

const LONGEST_LINE = 8 * 1024;
const MOST_TRAILERS = 16;
const EMPTY_HASH = createHash('sha256').digest('hex');

/**
 * Takes the frames off a body that is `aws-chunked`. With a seed, each chunk and the trailers must be
 * signed, each signature over the one before.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function readAwsChunked(
  source: AsyncIterable<Uint8Array>,
  seed: SignatureSeed | undefined,
): ChunkedBody {
  const trailers = new Map<string, string>();
  return { content: readChunks(new ByteReader(source), trailers, seed), trailers };
}

async function* readChunks(
  reader: ByteReader,
  trailers: Map<string, string>,
  seed: SignatureSeed | undefined,
): AsyncGenerator<Buffer> {
  let previous = seed?.signature ?? '';
  for (;;) {
    const header = /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(await reader.line());
    const [, digits = '', signature] = header ?? [];
    if (header === null || (seed !== undefined && signature === undefined)) throw brokenFrame();
    let left = Number.parseInt(digits, 16);
    const last = left === 0;
    const hash = createHash('sha256');
    while (left > 0) {
      const piece = await reader.some(left);
      left -= piece.length;
      if (seed !== undefined) hash.update(piece);
      yield piece;
    }
    if (seed !== undefined) {
      const text = `AWS4-HMAC-SHA256-PAYLOAD\n${seed.date}\n${seed.scope}\n${previous}\n${EMPTY_HASH}\n${hash.digest('hex')}`;
      previous = checkLink(seed, text, signature ?? '');
    }
    if (last) break;
    if ((await reader.line()) !== '') throw brokenFrame();
  }
  await readTrailers(reader, trailers);
  if (seed !== undefined && trailers.size > 0) checkTrailers(seed, previous, trailers);
}

async function readTrailers(reader: ByteReader, trailers: Map<string, string>): Promise<void> {
  for (;;) {
    const line = await reader.lineOrEnd();
    if (line === undefined || line === '') return;
    const colon = line.indexOf(':');
    if (colon <= 0 || trailers.size >= MOST_TRAILERS) throw brokenFrame();
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

function checkTrailers(seed: SignatureSeed, previous: string, trailers: Map<string, string>): void {
  const signature = trailers.get('x-amz-trailer-signature') ?? '';
  trailers.delete('x-amz-trailer-signature');
  const canonical = [...trailers].map(([name, value]) => `${name}:${value}\n`).join('');
  const digest = createHash('sha256').update(canonical).digest('hex');
  checkLink(seed, `AWS4-HMAC-SHA256-TRAILER\n${seed.date}\n${seed.scope}\n${previous}\n${digest}`, signature);
}

/** Gives back the signature, which the next link continues. */
function checkLink({ key }: SignatureSeed, text: string, signature: string): string {
  checkSignature(key, text, signature);
  return signature;
}

function brokenFrame(): Error {
  return s3Error('IncompleteBody');
}

/** Reads a stream in lines and in pieces; holds no more of it than what arrived last. */
class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next bytes, at most `most` and at least one. Throws AwsError `IncompleteBody` at the end. */
  async some(most: number): Promise<Buffer> {
    if (this.#held.length === 0 && !(await this.#fill())) throw brokenFrame();
    const piece = this.#held.subarray(0, most);
    this.#held = this.#held.subarray(piece.length);
    return piece;
  }

  /** The next line without its CR LF. Throws AwsError `IncompleteBody` at the end. */
  async line(): Promise<string> {
    const line = await this.lineOrEnd();
    if (line === undefined) throw brokenFrame();
    return line;
  }

  async lineOrEnd(): Promise<string | undefined> {
    for (;;) {
      const end = this.#held.indexOf('\r\n');
      if (end >= 0) {
        const line = this.#held.toString('latin1', 0, end);
        this.#held = this.#held.subarray(end + 2);
        return line;
      }
      if (this.#held.length > LONGEST_LINE) throw brokenFrame();
      if (!(await this.#fill())) {
        if (this.#held.length > 0) throw brokenFrame();
        return undefined;
      }
    }
  }

  async #fill(): Promise<boolean> {
    for (;;) {
      const next = await this.#source.next();
      if (next.done === true) return false;
      if (next.value.byteLength === 0) continue;
      this.#held =
        this.#held.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.#held, next.value]);
      return true;
    }
  }
}
