import type { HttpResponse } from '../../front-door/http.ts';
import type { BucketRecord } from '../bucket-record.ts';
import { readRange } from '../byte-range.ts';
import { checkRead } from '../conditional.ts';
import { ContentGoneError } from '../content/content-files.ts';
import type { ObjectVersion } from '../index/object-version.ts';
import { expirationHeader } from '../lifecycle/expiration-header.ts';
import { contentBody, objectHeaders } from '../object-answer.ts';
import { partRange } from '../part-range.ts';
import { permittedObject, type S3Call, type S3Operation } from '../s3-call.ts';
import { s3Error } from '../s3-errors.ts';
import { wantedVersion } from '../wanted-version.ts';

/** What `response-...` parameters replace. */
const OVERRIDES: Readonly<Record<string, string>> = {
  'response-content-type': 'Content-Type',
  'response-content-language': 'Content-Language',
  'response-expires': 'Expires',
  'response-cache-control': 'Cache-Control',
  'response-content-disposition': 'Content-Disposition',
  'response-content-encoding': 'Content-Encoding',
};
const MOST_TRIES = 5;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject: S3Operation = (call) => answerObject(call, true);

/** What GetObject answers, and HeadObject without the body. */
export async function answerObject(call: S3Call, withBody: boolean): Promise<HttpResponse> {
  const { query } = call;
  const bucket = permittedObject(call, [query.has('versionId') ? 's3:GetObjectVersion' : 's3:GetObject']);
  const overrides = readOverrides(call);
  for (let tries = 1; ; tries += 1) {
    const version = await wantedVersion(call, bucket);
    checkRead(call.request, version);
    try {
      return await answerVersion(call, bucket, version, overrides, withBody);
    } catch (error) {
      // The object was replaced since it was looked up; look again.
      if (!(error instanceof ContentGoneError) || tries >= MOST_TRIES) throw error;
    }
  }
}

async function answerVersion(
  call: S3Call,
  bucket: BucketRecord,
  version: ObjectVersion,
  overrides: Readonly<Record<string, string>>,
  withBody: boolean,
): Promise<HttpResponse> {
  const { request } = call;
  const range = (await partRange(call, version)) ?? readRange(request.header('range'), version.size);
  const wantsChecksum = request.header('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  const { start, end } = range ?? { start: 0, end: version.size - 1 };
  const headers = {
    // The checksum is that of the whole.
    ...objectHeaders(bucket, version, wantsChecksum && range === undefined),
    ...(call.query.has('versionId') ? {} : expirationHeader(bucket, version)),
    ...overrides,
    'Content-Length': String(end - start + 1),
    ...(range === undefined ? {} : { 'Content-Range': `bytes ${start}-${end}/${version.size}` }),
  };
  const status = range === undefined ? 200 : 206;
  if (!withBody || end < start) return { status, headers };
  return { status, headers, body: await contentBody(call, version.content, { start, end }) };
}

function readOverrides({ query, caller }: S3Call): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [parameter, header] of Object.entries(OVERRIDES)) {
    const value = query.get(parameter);
    if (value === null) continue;
    if (caller === undefined) {
      throw s3Error(
        'InvalidRequest',
        {},
        'Request specific response headers cannot be used for anonymous GET requests.',
      );
    }
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw s3Error('InvalidArgument', { ArgumentName: parameter }, 'Header value cannot be represented');
    }
    headers[header] = value;
  }
  return headers;
}
