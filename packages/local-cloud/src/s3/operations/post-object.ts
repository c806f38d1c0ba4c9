import type { HttpResponse } from '../../front-door/http.ts';
import { objectArn } from '../bucket-record.ts';
import { headerValue } from '../header-value.ts';
import type { ObjectVersion } from '../index/object-version.ts';
import { readDescription, type SentHeaders } from '../object-description.ts';
import { measuredPayload } from '../payload/measured-payload.ts';
import { formBoundary, type MultipartForm, readForm } from '../post-form/multipart-form.ts';
import { checkPostPolicy, type LengthRange } from '../post-form/post-policy.ts';
import { existingBucket, type S3Call, type S3Operation } from '../s3-call.ts';
import { s3Error } from '../s3-errors.ts';
import { storeObject } from '../store-object.ts';
import { documentAnswer, emptyAnswer } from '../wire.ts';
import { MOST_BYTES_AT_ONCE } from './put-object.ts';

/**
 * What the form of a page posts. Its policy is what is signed, not the request.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
export const postObject: S3Operation = async (received) => {
  const { request, sources, account } = received;
  const bucket = existingBucket(received);
  const boundary = formBoundary(request.header('content-type'));
  if (boundary === undefined) {
    throw s3Error('InvalidRequest', {}, 'The enctype of the form must be multipart/form-data.');
  }
  const form = await readForm(request.stream.iterator({ destroyOnReturn: false }), boundary);
  const { fields } = form;
  const key = objectKey(form);
  const policy = fields.get('policy');
  const call = policy === undefined ? received : signedCall(received, policy, fields);
  const range =
    policy === undefined
      ? undefined
      : checkPostPolicy(policy, new Map([...fields, ['bucket', bucket.name], ['key', key]]), sources.now());
  call.authorize('s3:PutObject', objectArn(account, bucket.name, key), {}, bucket);
  const version = await storeObject(call, bucket, {
    key,
    description: readDescription(headersOf(form)),
    payload: measuredPayload(form.content, undefined, lengthCheck(range)),
    event: 'Post',
    by: call,
  });
  return success(call, bucket.name, version, fields);
};

function objectKey({ fields, fileName }: MultipartForm): string {
  const key = fields.get('key')?.replaceAll('${filename}', fileName);
  if (key === undefined || key === '') {
    throw s3Error(
      'InvalidArgument',
      { ArgumentName: 'key' },
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
    );
  }
  if (Buffer.byteLength(key) > 1024) throw s3Error('KeyTooLongError');
  return key;
}

function signedCall(call: S3Call, policy: string, fields: ReadonlyMap<string, string>): S3Call {
  return call.signedBy({
    policy,
    algorithm: fields.get('x-amz-algorithm'),
    credential: fields.get('x-amz-credential'),
    date: fields.get('x-amz-date'),
    signature: fields.get('x-amz-signature'),
    sessionToken: fields.get('x-amz-security-token'),
  });
}

/** The fields that stand for headers; the file's own type counts only when no field gives one. */
function headersOf({ fields, fileType }: MultipartForm): SentHeaders {
  const named = new Map([
    ...(fileType === undefined ? [] : [['content-type', fileType] as const]),
    ...fields,
  ]);
  const acl = named.get('acl');
  if (acl !== undefined) named.set('x-amz-acl', acl);
  const headers = [...named].map(([name, value]) => [name, headerValue(name, value)] as const);
  const values = new Map(headers);
  return { headers, header: (name) => values.get(name.toLowerCase()) };
}

function lengthCheck({ least, most }: LengthRange = { least: 0, most: MOST_BYTES_AT_ONCE }) {
  return (size: number, ended: boolean): void => {
    if (size > most) throw s3Error('EntityTooLarge', { ProposedSize: size, MaxSizeAllowed: most });
    if (ended && size < least) throw s3Error('EntityTooSmall', { ProposedSize: size, MinSizeAllowed: least });
  };
}

function success(
  { origin }: S3Call,
  bucket: string,
  { key, etag }: ObjectVersion,
  fields: ReadonlyMap<string, string>,
): HttpResponse {
  const location = `${origin}/${bucket}/${encodeURIComponent(key).replaceAll('%2F', '/')}`;
  const headers = { ETag: `"${etag}"`, Location: location };
  const redirect = fields.get('success_action_redirect') ?? fields.get('redirect') ?? '';
  if (URL.canParse(redirect) && /^https?:$/.test(new URL(redirect).protocol)) {
    const url = new URL(redirect);
    for (const [name, value] of Object.entries({ bucket, key, etag: headers.ETag })) {
      url.searchParams.append(name, value);
    }
    return emptyAnswer(303, { ...headers, Location: url.href });
  }
  switch (fields.get('success_action_status')) {
    case '200':
      return emptyAnswer(200, headers);
    case '201': {
      const answer = documentAnswer('PostResponse', {
        Location: location,
        Bucket: bucket,
        Key: key,
        ETag: headers.ETag,
      });
      return { ...answer, status: 201, headers: { ...answer.headers, ...headers } };
    }
    default:
      return emptyAnswer(204, headers);
  }
}
