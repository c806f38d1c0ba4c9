import {
  DeleteObjectCommand,
  GetObjectAttributesCommand,
  type GetObjectAttributesCommandInput,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openS3, type S3Fixture } from './s3-fixture.ts';

const Bucket = 'papers';
let s3: S3Fixture;

beforeEach(async () => {
  s3 = await openS3({ bucket: Bucket });
});
afterEach(() => s3.close());

const put = (Key: string, Body: string) =>
  s3.client.send(new PutObjectCommand({ Bucket, Key, Body, ChecksumAlgorithm: 'SHA256' }));
const ALL: GetObjectAttributesCommandInput['ObjectAttributes'] = [
  'ETag',
  'Checksum',
  'ObjectParts',
  'StorageClass',
  'ObjectSize',
];
const attributes = (Key: string, more: Partial<GetObjectAttributesCommandInput> = {}, client = s3.client) =>
  client.send(new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: ALL, ...more }));

it('tells what is asked of an object, and nothing else', async () => {
  const { ETag = '', ChecksumSHA256 } = await put('a', 'hello');
  const { $metadata: _, ...all } = await attributes('a');
  expect(all).toEqual({
    ETag: ETag.replaceAll('"', ''),
    Checksum: { ChecksumSHA256, ChecksumType: 'FULL_OBJECT' },
    StorageClass: 'STANDARD',
    ObjectSize: 5,
    LastModified: expect.any(Date),
  });
  const { $metadata: __, ...size } = await attributes('a', { ObjectAttributes: ['ObjectSize'] });
  expect(size).toEqual({ ObjectSize: 5, LastModified: expect.any(Date) });
});

it('lists the parts that an object was made of, page by page', async () => {
  const part = 5 * 1024 * 1024;
  const upload = new Upload({
    client: s3.client,
    partSize: part,
    params: { Bucket, Key: 'parts', Body: Buffer.alloc(2 * part + 1), ChecksumAlgorithm: 'SHA256' },
  });
  await upload.done();
  const { ObjectParts, ObjectSize, Checksum } = await attributes('parts', { MaxParts: 2 });
  expect([ObjectSize, Checksum?.ChecksumType]).toEqual([2 * part + 1, 'COMPOSITE']);
  expect(ObjectParts).toEqual({
    TotalPartsCount: 3,
    PartNumberMarker: '0',
    NextPartNumberMarker: '2',
    MaxParts: 2,
    IsTruncated: true,
    Parts: [1, 2].map((PartNumber) => ({ PartNumber, Size: part, ChecksumSHA256: expect.any(String) })),
  });
  const { ObjectParts: rest } = await attributes('parts', { PartNumberMarker: '2' });
  expect([rest?.IsTruncated, rest?.Parts?.map(({ Size }) => Size)]).toEqual([false, [1]]);
});

it('tells of versions, and that a delete marker has none', async () => {
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  const { VersionId } = await put('a', 'old');
  await put('a', 'newest');
  expect(await attributes('a', VersionId === undefined ? {} : { VersionId })).toMatchObject({
    VersionId,
    ObjectSize: 3,
  });
  expect(await attributes('a')).toMatchObject({ ObjectSize: 6 });
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  await expect(attributes('a')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

it('wants at least one attribute, and only those that there are', async () => {
  await put('a', 'x');
  const ask = (names: string[]) =>
    attributes('a', { ObjectAttributes: names as GetObjectAttributesCommandInput['ObjectAttributes'] });
  await expect(ask([])).rejects.toMatchObject({ name: 'InvalidRequest' });
  await expect(ask(['ETag', 'Owner'])).rejects.toMatchObject({
    name: 'InvalidArgument',
    message: 'Invalid attribute name specified.',
  });
});

it('needs two permissions', async () => {
  await put('a', 'x');
  const allow = (...Action: string[]) =>
    s3.roleClient({ Effect: 'Allow', Action, Resource: `arn:aws:s3:::${Bucket}/*` });
  const both = await allow('s3:GetObject', 's3:GetObjectAttributes');
  expect(await attributes('a', {}, both)).toMatchObject({ ObjectSize: 1 });
  await expect(attributes('a', {}, await allow('s3:GetObject'))).rejects.toMatchObject({
    message: expect.stringContaining('s3:GetObjectAttributes'),
  });
  await expect(attributes('a', {}, await allow('s3:GetObjectAttributes'))).rejects.toMatchObject({
    message: expect.stringContaining('s3:GetObject on'),
  });
});
