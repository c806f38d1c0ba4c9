import type { HeaderLine } from '../front-door/http.ts';
import { invalidArgument } from './s3-errors.ts';

/**
 * A text from elsewhere as the value of a header: its UTF-8 bytes, each as one character, as headers arrive.
 * Throws AwsError `InvalidArgument` for what no header may hold.
 */
export function headerValue(name: string, text: string): string {
  const value = Buffer.from(text).toString('latin1');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (!/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) return value;
  throw invalidArgument(name, text, 'Header value cannot be represented');
}

/** Parameters of the signature itself, and those that S3 passes over in a URL. */
const NO_HEADERS =
  /^x-amz-(?:algorithm|content-sha256|credential|date|expires|security-token|signature|signedheaders|checksum-.*|sdk-checksum-algorithm)$/;

/** Headers that a presigned URL carries in its query: `x-amz-meta-...`, `x-amz-tagging`. */
export function headersOfQuery(query: URLSearchParams): HeaderLine[] {
  return [...query]
    .map(([name, value]): HeaderLine => [name.toLowerCase(), value])
    .filter(([name]) => /^x-amz-[a-z0-9-]+$/.test(name) && !NO_HEADERS.test(name))
    .map(([name, value]) => [name, headerValue(name, value)]);
}
