import { Readable, type Transform } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { HttpResponse } from '../front-door/http.ts';
import type { ForwardingPolicy } from './forwarding-policy.ts';
import type { HeaderFields } from './header-fields.ts';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
const LEAST_BYTES = 1_000;
const MOST_BYTES = 10_000_000;
const STATUSES: readonly number[] = [200, 403, 404];
const TYPES: readonly string[] = [
  'application/dash+xml',
  'application/eot',
  'application/font',
  'application/font-sfnt',
  'application/javascript',
  'application/json',
  'application/opentype',
  'application/otf',
  'application/pdf',
  'application/pkcs7-mime',
  'application/protobuf',
  'application/rss+xml',
  'application/truetype',
  'application/ttf',
  'application/vnd.apple.mpegurl',
  'application/vnd.mapbox-vector-tile',
  'application/vnd.ms-fontobject',
  'application/wasm',
  'application/xhtml+xml',
  'application/xml',
  'application/x-font-opentype',
  'application/x-font-truetype',
  'application/x-font-ttf',
  'application/x-httpd-cgi',
  'application/x-javascript',
  'application/x-mpegurl',
  'application/x-opentype',
  'application/x-otf',
  'application/x-perl',
  'application/x-ttf',
  'font/eot',
  'font/opentype',
  'font/otf',
  'font/ttf',
  'image/svg+xml',
  'text/css',
  'text/csv',
  'text/html',
  'text/javascript',
  'text/js',
  'text/plain',
  'text/richtext',
  'text/tab-separated-values',
  'text/xml',
  'text/x-component',
  'text/x-java-source',
  'text/x-script',
  'vnd.apple.mpegurl',
];

export type Encoding = 'br' | 'gzip';

/** The encoding that the viewer takes and the behavior offers, brotli first; undefined for none. */
export function acceptedEncoding(
  acceptEncoding: string | undefined,
  offers: Pick<ForwardingPolicy, 'gzip' | 'brotli'>,
): Encoding | undefined {
  const accepted = new Set(
    (acceptEncoding ?? '')
      .toLowerCase()
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => !/;\s*q=0(?:\.0*)?$/.test(entry))
      .map((entry) => entry.split(';')[0]?.trim() ?? ''),
  );
  if (offers.brotli && accepted.has('br')) return 'br';
  return offers.gzip && accepted.has('gzip') ? 'gzip' : undefined;
}

/** Whether CloudFront compresses such an answer of an origin. */
export function isCompressible(status: number, fields: HeaderFields): boolean {
  const length = Number(fields.get('content-length') ?? Number.NaN);
  const type = fields.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  return (
    STATUSES.includes(status) &&
    !fields.has('content-encoding') &&
    length >= LEAST_BYTES &&
    length <= MOST_BYTES &&
    TYPES.includes(type)
  );
}

/** The compressed body; the headers are changed to say so. A strong ETag becomes a weak one. */
export function compressed(
  body: HttpResponse['body'],
  fields: HeaderFields,
  encoding: Encoding,
): HttpResponse['body'] {
  fields.set('Content-Encoding', encoding);
  fields.delete('Content-Length');
  fields.delete('Accept-Ranges');
  const etag = fields.get('etag');
  if (etag?.startsWith('"')) fields.set('ETag', `W/${etag}`);
  if (body === undefined) return undefined;
  const source = body instanceof Readable ? body : Readable.from([body], { objectMode: false });
  const packed = compressor(encoding);
  source.on('error', (error) => packed.destroy(error));
  packed.on('close', () => source.destroy());
  return source.pipe(packed);
}

function compressor(encoding: Encoding): Transform {
  return encoding === 'gzip'
    ? createGzip()
    : createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}
