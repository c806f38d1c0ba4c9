import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  type ObjectIdentifier,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openS3, type S3Fixture } from './s3-fixture.ts';

const Bucket = 'papers';
let s3: S3Fixture;

beforeEach(async () => {
  s3 = await openS3({ bucket: Bucket });
});
afterEach(() => s3.close());

const put = async (Key: string): Promise<string> =>
  (await s3.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }))).ETag ?? '';
const removeAll = (Objects: ObjectIdentifier[], client = s3.client) =>
  client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
const keys = async () =>
  (await s3.client.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key) ?? [];

it('a batch removes what still has its ETag, and tells of the rest', async () => {
  const ETag = await put('same');
  for (const key of ['changed', 'any']) await put(key);
  const { Deleted, Errors } = await removeAll([
    { Key: 'same', ETag },
    { Key: 'changed', ETag },
    { Key: 'any', ETag: '*' },
    { Key: 'none', ETag: '*' },
  ]);
  expect(Deleted?.map(({ Key }) => Key)).toEqual(['same', 'any']);
  expect(Errors?.map(({ Key, Code }) => [Key, Code])).toEqual([
    ['changed', 'PreconditionFailed'],
    ['none', 'NoSuchKey'],
  ]);
  expect(await keys()).toEqual(['changed']);
});

it('whoever compares must be able to read', async () => {
  const ETag = await put('a');
  await put('b');
  const role = await s3.roleClient({ Effect: 'Allow', Action: 's3:DeleteObject', Resource: '*' });
  const { Errors } = await removeAll([{ Key: 'a', ETag }], role);
  expect(Errors).toMatchObject([
    { Key: 'a', Code: 'AccessDenied', Message: expect.stringContaining('s3:GetObject') },
  ]);
  await expect(role.send(new DeleteObjectCommand({ Bucket, Key: 'a', IfMatch: ETag }))).rejects.toMatchObject(
    { name: 'AccessDenied' },
  );
  await role.send(new DeleteObjectCommand({ Bucket, Key: 'b', IfMatch: '*' }));
  expect(await keys()).toEqual(['a']);
});

it.each([{ LastModifiedTime: new Date(0) }, { Size: 1 }])(
  'conditions of directory buckets are refused by name: %o',
  async (condition) => {
    await put('a');
    await expect(removeAll([{ Key: 'a', ...condition }])).rejects.toMatchObject({ name: 'NotImplemented' });
    expect(await keys()).toEqual(['a']);
  },
);
