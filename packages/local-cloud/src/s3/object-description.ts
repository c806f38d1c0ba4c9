import type { HttpRequest } from '../front-door/http.ts';
import type { ObjectDescription } from './index/object-version.ts';
import { invalidArgument, notImplemented, s3Error } from './s3-errors.ts';
import { checkTags } from './tagging.ts';

/** The headers of a request, or the fields of a form that stand for them. */
export type SentHeaders = Pick<HttpRequest, 'header' | 'headers'>;

/** Headers that are kept with an object and sent with it. */
const KEPT_HEADERS = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-language',
  'expires',
  'x-amz-website-redirect-location',
];

const MOST_METADATA_BYTES = 2048;
const MOST_LOCATION = 2048;
const STORAGE_CLASSES = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
];
const UNSUPPORTED_HEADERS = [
  'x-amz-grant-full-control',
  'x-amz-grant-read',
  'x-amz-grant-read-acp',
  'x-amz-grant-write-acp',
  'x-amz-object-lock-legal-hold',
  'x-amz-object-lock-mode',
  'x-amz-object-lock-retain-until-date',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
  'x-amz-server-side-encryption-context',
  'x-amz-write-offset-bytes',
];

/** What the headers of an upload say of the object. Throws AwsError for what cannot be honoured. */
export function readDescription(request: SentHeaders): ObjectDescription {
  refuseUnsupported(request);
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = request.header(name);
    if (value !== undefined && value !== '') headers[name] = value;
  }
  checkRedirectLocation(headers['x-amz-website-redirect-location']);
  headers['content-type'] ??= 'binary/octet-stream';
  const encoding = readEncoding(request);
  if (encoding !== '') headers['content-encoding'] = encoding;
  const storageClass = request.header('x-amz-storage-class') ?? 'STANDARD';
  if (!STORAGE_CLASSES.includes(storageClass)) {
    throw notImplemented(`the storage class ${storageClass.slice(0, 64)}`);
  }
  return { headers, metadata: readMetadata(request), tags: readTagHeader(request), storageClass };
}

function checkRedirectLocation(location = '/'): void {
  if (!/^(?:\/|https?:\/\/)/.test(location)) throw s3Error('InvalidRedirectLocation');
  if (location.length <= MOST_LOCATION) return;
  throw s3Error(
    'InvalidRedirectLocation',
    {},
    `The length of website redirect location cannot exceed ${MOST_LOCATION} characters.`,
  );
}

/** Bodies are framed under this name, which is no encoding of the object. */
function readEncoding(request: SentHeaders): string {
  return (request.header('content-encoding') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name.toLowerCase() !== 'aws-chunked')
    .join(',');
}

function readMetadata(request: SentHeaders): Record<string, string> {
  const metadata = new Map<string, string>();
  let bytes = 0;
  for (const [name, value] of request.headers) {
    const key = /^x-amz-meta-(.+)$/i.exec(name)?.[1]?.toLowerCase();
    if (key === undefined) continue;
    const before = metadata.get(key);
    metadata.set(key, before === undefined ? value : `${before},${value}`);
    bytes += key.length + value.length;
  }
  if (bytes > MOST_METADATA_BYTES) {
    throw s3Error('MetadataTooLarge', { Size: bytes, MaxSizeAllowed: MOST_METADATA_BYTES });
  }
  return Object.fromEntries(metadata);
}

function readTagHeader(request: SentHeaders): Readonly<Record<string, string>> {
  const header = request.header('x-amz-tagging');
  return header === undefined ? {} : checkTags([...new URLSearchParams(header)]);
}

/** Throws AwsError for headers that ask for more than there is. */
export function refuseUnsupported(request: SentHeaders): void {
  for (const name of UNSUPPORTED_HEADERS) {
    if (request.header(name) !== undefined) throw notImplemented(`the header ${name}`);
  }
  const acl = request.header('x-amz-acl');
  if (acl !== undefined && acl !== 'private' && acl !== 'bucket-owner-full-control') {
    throw s3Error('AccessControlListNotSupported');
  }
  const encryption = request.header('x-amz-server-side-encryption');
  if (encryption !== undefined && encryption !== 'AES256') {
    if (/^aws:(?:kms|kms:dsse|fsx)$/.test(encryption)) throw notImplemented(`encryption by ${encryption}`);
    throw invalidArgument(
      'x-amz-server-side-encryption',
      encryption,
      'The encryption method specified is not supported',
    );
  }
}
