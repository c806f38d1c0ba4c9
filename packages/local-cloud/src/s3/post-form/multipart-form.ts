import { s3Error } from '../s3-errors.ts';

/** A form as a browser posts it: small fields, then one file. */
export interface MultipartForm {
  /** By names in lower case. */
  readonly fields: ReadonlyMap<string, string>;
  readonly fileName: string;
  /** Undefined when the browser gave none. */
  readonly fileType: string | undefined;
  /** The bytes of the file; what follows it is passed over. */
  readonly content: AsyncIterable<Buffer>;
}

/** Everything before the file, as on AWS. */
const MOST_FIELD_BYTES = 20 * 1024;
const END_OF_HEADERS = Buffer.from('\r\n\r\n');

/** The boundary that a `Content-Type` of multipart/form-data names. */
export function formBoundary(contentType: string | undefined): string | undefined {
  const found = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
    contentType ?? '',
  );
  return found?.[1] ?? found?.[2];
}

/**
 * Reads a form up to its file. Throws AwsError `MalformedPOSTRequest`, `InvalidArgument` without a file.
 * RFC 7578.
 */
export async function readForm(source: AsyncIterable<Uint8Array>, boundary: string): Promise<MultipartForm> {
  const reader = new DelimitedReader(source);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const fields = new Map<string, string>();
  let room = MOST_FIELD_BYTES;
  const small = async (end: Buffer): Promise<Buffer> => {
    const chunks: Buffer[] = [];
    for await (const chunk of reader.until(end)) {
      room -= chunk.length;
      if (room < 0) throw s3Error('MaxPostPreDataLengthExceededError');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  };
  // What stands before the first boundary is of no meaning.
  await small(delimiter);
  for (;;) {
    const headers = (await small(END_OF_HEADERS)).toString();
    if (headers.startsWith('--')) {
      throw s3Error('InvalidArgument', {}, 'POST requires exactly one file upload per request.');
    }
    const name = parameter(headers, 'name')?.toLowerCase();
    if (name === undefined || !headers.startsWith('\r\n')) throw s3Error('MalformedPOSTRequest');
    if (name === 'file') {
      return {
        fields,
        fileName: parameter(headers, 'filename')?.split(/[\\/]/).at(-1) ?? '',
        fileType: /^content-type:[ \t]*(.+?)[ \t]*$/im.exec(headers)?.[1],
        content: reader.until(delimiter),
      };
    }
    if (fields.has(name)) throw s3Error('InvalidArgument', { ArgumentName: name.slice(0, 128) });
    fields.set(name, (await small(delimiter)).toString());
  }
}

/** A parameter of Content-Disposition. Browsers encode quotes and line ends by percent signs. */
function parameter(headers: string, name: string): string | undefined {
  const disposition = /^content-disposition:[ \t]*form-data;(.*)$/im.exec(headers)?.[1] ?? '';
  const found = new RegExp(`(?:^|;)\\s*${name}="([^"]*)"`, 'i').exec(disposition)?.[1];
  return found?.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

/** Reads a stream piece by piece, each piece up to the next delimiter; holds little of it. */
class DelimitedReader {
  readonly #source: AsyncIterator<Uint8Array>;
  /** The first boundary has no line before it. */
  #held: Buffer = Buffer.from('\r\n');

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The bytes before `delimiter`, which is taken away too. Throws AwsError when it does not come. */
  async *until(delimiter: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(delimiter);
      if (at >= 0) {
        if (at > 0) yield this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + delimiter.length);
        return;
      }
      // The end of what is held may be the beginning of the delimiter.
      const sure = Math.max(this.#held.length - delimiter.length + 1, 0);
      if (sure > 0) {
        const piece = this.#held.subarray(0, sure);
        this.#held = this.#held.subarray(sure);
        yield piece;
      }
      const next = await this.#source.next();
      if (next.done === true) throw s3Error('MalformedPOSTRequest');
      this.#held = Buffer.concat([this.#held, next.value]);
    }
  }
}
