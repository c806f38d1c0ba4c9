import type { Readable } from 'node:stream';

/** A header as it came over the wire: the sender's casing, one entry a line. */
export type HeaderLine = readonly [name: string, value: string];

const DEFAULT_BODY_LIMIT = 16 * 1024 * 1024;

/** A request whose body has more bytes than its reader takes. */
export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError';
  readonly limit: number;
  constructor(limit: number) {
    super(`The body has more than ${limit} bytes.`);
    this.limit = limit;
  }
}

export interface HttpRequestParts {
  readonly id: string;
  readonly receivedAt: number;
  readonly method: string;
  /** The request target: path and query, undecoded. */
  readonly target: string;
  readonly headers: readonly HeaderLine[];
  readonly remoteAddress: string;
  readonly stream: Readable;
}

/** A request as it came: nothing decoded, nothing merged, the body not yet read. */
export class HttpRequest {
  /** A UUID; the request id of the answer. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly method: string;
  /** Undecoded, begins with a slash. */
  readonly rawPath: string;
  /** Undecoded, without the question mark; empty when there is none. */
  readonly rawQuery: string;
  readonly headers: readonly HeaderLine[];
  readonly remoteAddress: string;
  readonly stream: Readable;
  readonly #parts: HttpRequestParts;
  #body: Promise<Buffer> | undefined;

  constructor(parts: HttpRequestParts) {
    const mark = parts.target.indexOf('?');
    this.id = parts.id;
    this.receivedAt = parts.receivedAt;
    this.method = parts.method;
    this.rawPath = mark < 0 ? parts.target : parts.target.slice(0, mark);
    this.rawQuery = mark < 0 ? '' : parts.target.slice(mark + 1);
    this.headers = parts.headers;
    this.remoteAddress = parts.remoteAddress;
    this.stream = parts.stream;
    this.#parts = parts;
  }

  /** The value of the first header of that name, without case; undefined when there is none. */
  header(name: string): string | undefined {
    const wanted = name.toLowerCase();
    for (const [own, value] of this.headers) {
      if (own.length === wanted.length && own.toLowerCase() === wanted) return value;
    }
    return undefined;
  }

  /** Every value of the headers of that name, in order. */
  headerValues(name: string): string[] {
    const wanted = name.toLowerCase();
    return this.headers.filter(([own]) => own.toLowerCase() === wanted).map(([, value]) => value);
  }

  /** The query's parameters, decoded as a form is. */
  get query(): URLSearchParams {
    return new URLSearchParams(this.rawQuery);
  }

  /**
   * The whole body; read once, then kept.
   * Throws BodyTooLargeError when it has more than `limit` bytes.
   */
  body(limit: number = DEFAULT_BODY_LIMIT): Promise<Buffer> {
    this.#body ??= readBody(this.stream, limit);
    return this.#body;
  }

  /** The same request as if it had named another host. */
  to(host: string): HttpRequest {
    const others = this.headers.filter(([name]) => name.toLowerCase() !== 'host');
    return this.rewritten({ headers: [['Host', host], ...others] });
  }

  /** The same request with further headers behind its own. */
  with(headers: readonly HeaderLine[]): HttpRequest {
    return this.rewritten({ headers: [...this.headers, ...headers] });
  }

  /** The same request with these parts changed. Its body can be read once, by whichever of the two. */
  rewritten(parts: Partial<HttpRequestParts>): HttpRequest {
    const changed = new HttpRequest({ ...this.#parts, ...parts });
    if (parts.stream === undefined) changed.#body = this.#body;
    return changed;
  }

  /** The same request under another id, where the answer's has another form. */
  named(id: string): HttpRequest {
    const named = new HttpRequest({ ...this.#parts, id });
    named.#body = this.#body;
    return named;
  }

  /** The same request under another path, as a part of the cloud that is mounted below a prefix sees it. */
  at(rawPath: string): HttpRequest {
    return this.rewritten({ target: this.rawQuery === '' ? rawPath : `${rawPath}?${this.rawQuery}` });
  }
}

export interface HttpResponse {
  readonly status: number;
  /** Sent with this casing; a list is sent as one line a value. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array | Readable;
}

/** Answers a request. A rejection is a fault of the cloud itself. */
export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse>;

/** By events, not by an iterator: half the time for the small bodies that most requests have. */
function readBody(stream: Readable, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    stream.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) {
        stream.pause();
        reject(new BodyTooLargeError(limit));
      } else chunks.push(chunk);
    });
    stream.on('end', () => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, length));
    });
    stream.on('error', reject);
    stream.on('close', () => {
      if (!stream.readableEnded) reject(new Error('The connection was closed before the body was whole.'));
    });
  });
}
