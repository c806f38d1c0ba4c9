import { createHash } from 'node:crypto';
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { askedCaller, httpRequest, operationNames } from '../../test/asked-actions.ts';
import { openS3, type S3Fixture } from './s3-fixture.ts';

const BUCKET = 'arn:aws:s3:::papers';
const OBJECT = `${BUCKET}/a`;
const NO_TAGS = '<Tagging><TagSet/></Tagging>';
const COPY = { 'x-amz-copy-source': 'papers/source' };

interface Call {
  readonly method: string;
  readonly query?: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
/** What a call asks the policies for, in order. */
type Row = readonly [operation: string, call: Call, asked: readonly string[]];

const onBucket = (operation: string, method: string, query: string, action: string): Row => [
  operation,
  { method, query },
  [`${action} ${BUCKET}`],
];
const onObject = (
  operation: string,
  method: string,
  query: string,
  actions: readonly string[],
  more: Partial<Call> = {},
): Row => [operation, { method, query, key: 'a', ...more }, actions.map((action) => `${action} ${OBJECT}`)];

/** `<upload>` stands for the id of an upload, `<version>` for that of a version. */
const ROWS: readonly Row[] = [
  onObject('AbortMultipartUpload', 'DELETE', 'uploadId=<upload>', ['AbortMultipartUpload']),
  onObject('CompleteMultipartUpload', 'POST', 'uploadId=<upload>', ['PutObject']),
  [
    'CopyObject',
    { method: 'PUT', key: 'a', headers: COPY },
    [`GetObject ${BUCKET}/source`, `PutObject ${OBJECT}`],
  ],
  onBucket('CreateBucket', 'PUT', '', 'CreateBucket'),
  onObject('CreateMultipartUpload', 'POST', 'uploads', ['PutObject']),
  onBucket('DeleteBucket', 'DELETE', '', 'DeleteBucket'),
  onBucket('DeleteBucketCors', 'DELETE', 'cors', 'PutBucketCORS'),
  onBucket('DeleteBucketLifecycle', 'DELETE', 'lifecycle', 'PutLifecycleConfiguration'),
  onBucket('DeleteBucketPolicy', 'DELETE', 'policy', 'DeleteBucketPolicy'),
  onBucket('DeleteBucketTagging', 'DELETE', 'tagging', 'PutBucketTagging'),
  onBucket('DeleteBucketWebsite', 'DELETE', 'website', 'DeleteBucketWebsite'),
  onObject('DeleteObject', 'DELETE', '', ['DeleteObject']),
  onObject('DeleteObjectTagging', 'DELETE', 'tagging', ['DeleteObjectTagging']),
  [
    'DeleteObjects',
    {
      method: 'POST',
      query: 'delete',
      body: '<Delete><Object><Key>b</Key></Object><Object><Key>c</Key><VersionId>v</VersionId></Object></Delete>',
    },
    [`DeleteObject ${BUCKET}/b`, `DeleteObjectVersion ${BUCKET}/c`],
  ],
  onBucket('DeletePublicAccessBlock', 'DELETE', 'publicAccessBlock', 'PutBucketPublicAccessBlock'),
  onBucket('GetBucketCors', 'GET', 'cors', 'GetBucketCORS'),
  onBucket('GetBucketLifecycleConfiguration', 'GET', 'lifecycle', 'GetLifecycleConfiguration'),
  onBucket('GetBucketLocation', 'GET', 'location', 'GetBucketLocation'),
  onBucket('GetBucketNotificationConfiguration', 'GET', 'notification', 'GetBucketNotification'),
  onBucket('GetBucketPolicy', 'GET', 'policy', 'GetBucketPolicy'),
  onBucket('GetBucketTagging', 'GET', 'tagging', 'GetBucketTagging'),
  onBucket('GetBucketVersioning', 'GET', 'versioning', 'GetBucketVersioning'),
  onBucket('GetBucketWebsite', 'GET', 'website', 'GetBucketWebsite'),
  onObject('GetObject', 'GET', '', ['GetObject']),
  onObject('GetObjectAttributes', 'GET', 'attributes', ['GetObject', 'GetObjectAttributes']),
  onObject('GetObjectTagging', 'GET', 'tagging', ['GetObjectTagging']),
  onBucket('GetPublicAccessBlock', 'GET', 'publicAccessBlock', 'GetBucketPublicAccessBlock'),
  onBucket('HeadBucket', 'HEAD', '', 'ListBucket'),
  onObject('HeadObject', 'HEAD', '', ['GetObject']),
  ['ListBuckets', { method: 'GET' }, ['ListAllMyBuckets *']],
  onBucket('ListMultipartUploads', 'GET', 'uploads', 'ListBucketMultipartUploads'),
  onBucket('ListObjectVersions', 'GET', 'versions', 'ListBucketVersions'),
  onBucket('ListObjects', 'GET', '', 'ListBucket'),
  onBucket('ListObjectsV2', 'GET', 'list-type=2', 'ListBucket'),
  onObject('ListParts', 'GET', 'uploadId=<upload>', ['ListMultipartUploadParts']),
  onBucket('PutBucketCors', 'PUT', 'cors', 'PutBucketCORS'),
  onBucket('PutBucketLifecycleConfiguration', 'PUT', 'lifecycle', 'PutLifecycleConfiguration'),
  onBucket('PutBucketNotificationConfiguration', 'PUT', 'notification', 'PutBucketNotification'),
  onBucket('PutBucketPolicy', 'PUT', 'policy', 'PutBucketPolicy'),
  onBucket('PutBucketTagging', 'PUT', 'tagging', 'PutBucketTagging'),
  onBucket('PutBucketVersioning', 'PUT', 'versioning', 'PutBucketVersioning'),
  onBucket('PutBucketWebsite', 'PUT', 'website', 'PutBucketWebsite'),
  onObject('PutObject', 'PUT', '', ['PutObject']),
  onObject('PutObjectTagging', 'PUT', 'tagging', ['PutObjectTagging'], { body: NO_TAGS }),
  onBucket('PutPublicAccessBlock', 'PUT', 'publicAccessBlock', 'PutBucketPublicAccessBlock'),
  onObject('UploadPart', 'PUT', 'uploadId=<upload>&partNumber=1', ['PutObject']),
  [
    'UploadPartCopy',
    { method: 'PUT', key: 'a', query: 'uploadId=<upload>&partNumber=1', headers: COPY },
    [`GetObject ${BUCKET}/source`, `PutObject ${OBJECT}`],
  ],
];
/** The same operations where the call makes it other actions. */
const FURTHER_ROWS: readonly Row[] = [
  onObject('GetObject', 'GET', 'versionId=<version>', ['GetObjectVersion']),
  onObject('HeadObject', 'HEAD', 'versionId=<version>', ['GetObjectVersion']),
  onObject('GetObjectAttributes', 'GET', 'attributes&versionId=<version>', [
    'GetObjectVersion',
    'GetObjectVersionAttributes',
  ]),
  onObject('GetObjectTagging', 'GET', 'tagging&versionId=<version>', ['GetObjectVersionTagging']),
  onObject('PutObjectTagging', 'PUT', 'tagging&versionId=<version>', ['PutObjectVersionTagging'], {
    body: NO_TAGS,
  }),
  onObject('DeleteObjectTagging', 'DELETE', 'tagging&versionId=<version>', ['DeleteObjectVersionTagging']),
  onObject('DeleteObject', 'DELETE', 'versionId=<version>', ['DeleteObjectVersion']),
  onObject('DeleteObject', 'DELETE', '', ['DeleteObject', 'GetObject'], { headers: { 'If-Match': '"x"' } }),
  onObject('PutObject', 'PUT', '', ['PutObject', 'PutObjectTagging'], {
    headers: { 'x-amz-tagging': 'k=v' },
  }),
  onObject('CreateMultipartUpload', 'POST', 'uploads', ['PutObject', 'PutObjectTagging'], {
    headers: { 'x-amz-tagging': 'k=v' },
  }),
  [
    'GetObject of what is missing',
    { method: 'GET', key: 'none' },
    [`GetObject ${BUCKET}/none`, `ListBucket ${BUCKET}`],
  ],
];

let s3: S3Fixture;
let upload = '';
let version = '';
beforeAll(async () => {
  s3 = await openS3();
  const Bucket = 'papers';
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  await s3.client.send(new PutObjectCommand({ Bucket, Key: 'source', Body: 'x' }));
  return () => s3.close();
});

async function asked({ method, query = '', key = '', headers = {}, body = '' }: Call, bucket: string) {
  const target = `/${query
    .replace('<upload>', upload)
    .replace('<version>', version)
    .replace(/^(?=.)/, '?')}`;
  const bytes = Buffer.from(body);
  const checked = { 'Content-MD5': createHash('md5').update(bytes).digest('base64') };
  const length =
    method === 'PUT' || method === 'POST' ? { 'Content-Length': String(bytes.length), ...checked } : {};
  const { caller, asked: actions } = askedCaller();
  await s3.part.answer(
    httpRequest(method, target, { ...length, ...headers }, bytes),
    { bucket, key },
    caller,
  );
  return actions;
}

describe('the operations of s3', () => {
  it('have a row each', async () => {
    // A form is posted as whoever signed its policy.
    const names = (await operationNames('s3')).filter((name) => name !== 'PostObject');
    expect(ROWS.map(([operation]) => operation).sort()).toEqual(names);
  });

  it.each([...ROWS, ...FURTHER_ROWS])('%s asks the policies, with %j', async (operation, call, actions) => {
    const place = { Bucket: 'papers', Key: 'a' };
    version = (await s3.client.send(new PutObjectCommand({ ...place, Body: 'x' }))).VersionId ?? '';
    upload = (await s3.client.send(new CreateMultipartUploadCommand(place))).UploadId ?? '';
    const bucket = operation === 'ListBuckets' ? '' : 'papers';
    expect(await asked(call, bucket)).toEqual(actions.map((action) => `s3:${action}`));
  });
});
