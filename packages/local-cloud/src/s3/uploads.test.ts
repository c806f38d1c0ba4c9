import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checksumHasher } from './payload/checksum.ts';
import { openS3, type S3Fixture } from './s3-fixture.ts';

const MB = 1024 ** 2;
const Bucket = 'films';
const Key = 'a/film';
let s3: S3Fixture;

beforeEach(async () => {
  s3 = await openS3({ bucket: Bucket });
});
afterEach(() => s3.close());

async function start(more: object = {}): Promise<string> {
  const { UploadId = '' } = await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
  return UploadId;
}

async function part(
  UploadId: string,
  PartNumber: number,
  Body: Buffer,
  more: object = {},
): Promise<CompletedPart> {
  const {
    ETag,
    $metadata: _,
    ...checksums
  } = await s3.client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ...more }));
  const sums = Object.entries(checksums).filter(([name]) => name.startsWith('Checksum'));
  return { PartNumber, ETag, ...Object.fromEntries(sums) };
}

const complete = (UploadId: string, Parts: CompletedPart[], more: object = {}) =>
  s3.client.send(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }),
  );

async function content(more: object = {}): Promise<Buffer> {
  const { Body } = await s3.client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

describe('an upload in parts', () => {
  it('becomes one object, read whole, by ranges and by parts, after a restart', async () => {
    const bodies = [randomBytes(5 * MB), randomBytes(5 * MB + 1), randomBytes(10)];
    const UploadId = await start({ ContentType: 'video/mp4', Metadata: { m: '1' } });
    const parts: CompletedPart[] = [];
    for (const [index, body] of bodies.entries()) parts.push(await part(UploadId, index * 2 + 1, body));
    await part(UploadId, 9, Buffer.from('nobody wants it'));
    await s3.restart();
    const listed = await s3.client.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 3 }));
    expect(listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 5 * MB],
      [3, 5 * MB + 1],
      [5, 10],
    ]);
    expect([listed.IsTruncated, listed.NextPartNumberMarker]).toEqual([true, '5']);

    const { ETag } = await complete(UploadId, parts);
    const digests = bodies.map((body) => createHash('md5').update(body).digest());
    expect(ETag).toBe(`"${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-3"`);
    await s3.restart();
    const whole = Buffer.concat(bodies);
    expect((await content()).equals(whole)).toBe(true);
    expect(await content({ Range: `bytes=${5 * MB - 3}-${5 * MB + 2}` })).toEqual(
      whole.subarray(5 * MB - 3, 5 * MB + 3),
    );
    expect(await content({ PartNumber: 3 })).toEqual(bodies[2]);
    expect(await s3.client.send(new HeadObjectCommand({ Bucket, Key, PartNumber: 1 }))).toMatchObject({
      ContentLength: 5 * MB,
      PartsCount: 3,
      ContentType: 'video/mp4',
      Metadata: { m: '1' },
    });
    await expect(complete(UploadId, parts)).rejects.toMatchObject({ name: 'NoSuchUpload' });
    expect(await s3.contentFiles()).toHaveLength(3);
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(await s3.contentFiles()).toEqual([]);
  });

  it.each<['CRC32' | 'CRC64NVME' | 'SHA256', 'COMPOSITE' | 'FULL_OBJECT']>([
    ['CRC32', 'COMPOSITE'],
    ['CRC32', 'FULL_OBJECT'],
    ['CRC64NVME', 'FULL_OBJECT'],
    ['SHA256', 'COMPOSITE'],
  ])('has a checksum %s of the type %s', async (algorithm, ChecksumType) => {
    const bodies = [randomBytes(5 * MB), randomBytes(100)];
    const UploadId = await start({ ChecksumAlgorithm: algorithm, ChecksumType });
    const parts = [
      await part(UploadId, 1, bodies[0] ?? Buffer.alloc(0), { ChecksumAlgorithm: algorithm }),
      await part(UploadId, 2, bodies[1] ?? Buffer.alloc(0), { ChecksumAlgorithm: algorithm }),
    ];
    const name = `Checksum${algorithm}` as 'ChecksumCRC32';
    const hasher = checksumHasher(algorithm);
    for (const body of bodies) hasher.update(body);
    const whole = { [name]: hasher.digest(), ChecksumType, MpuObjectSize: 5 * MB + 100 };
    if (ChecksumType === 'FULL_OBJECT') {
      const wrong = Buffer.alloc(Buffer.from(whole[name] ?? '', 'base64').length, 1).toString('base64');
      await expect(complete(UploadId, parts, { ...whole, [name]: wrong })).rejects.toMatchObject({
        name: 'BadDigest',
      });
    }
    const answer = await complete(UploadId, parts, ChecksumType === 'FULL_OBJECT' ? whole : {});
    expect(answer.ChecksumType).toBe(ChecksumType);
    if (ChecksumType === 'FULL_OBJECT') expect(answer[name]).toBe(whole[name]);
    else expect(answer[name]).toMatch(/^.+=-2$/);
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(head[name]).toBe(answer[name]);
  });

  it('takes a part again, the last one counting', async () => {
    const UploadId = await start();
    await part(UploadId, 1, Buffer.from('first'));
    const second = await part(UploadId, 1, Buffer.from('second'));
    expect(await s3.contentFiles()).toHaveLength(1);
    await complete(UploadId, [second]);
    expect((await content()).toString()).toBe('second');
  });

  it('is refused when its parts are not right', async () => {
    const UploadId = await start();
    const one = await part(UploadId, 1, Buffer.from('small'));
    const two = await part(UploadId, 2, Buffer.from('small'));
    await expect(complete(UploadId, [one, two])).rejects.toMatchObject({ name: 'EntityTooSmall' });
    await expect(complete(UploadId, [two, one])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(complete(UploadId, [{ ...one, PartNumber: 3 }])).rejects.toMatchObject({
      name: 'InvalidPart',
    });
    await expect(complete(UploadId, [{ ...one, ETag: '"x"' }])).rejects.toMatchObject({
      name: 'InvalidPart',
    });
    await expect(complete(UploadId, [])).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(part(UploadId, 10_001, Buffer.from('x'))).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(part('../../etc/passwd', 1, Buffer.from('x'))).rejects.toMatchObject({
      name: 'NoSuchUpload',
    });
  });

  it('is given up with all that it has', async () => {
    const UploadId = await start();
    await part(UploadId, 1, Buffer.from('x'));
    await expect(s3.client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
    });
    const listed = await s3.client.send(new ListMultipartUploadsCommand({ Bucket }));
    expect(listed.Uploads?.map((upload) => [upload.Key, upload.UploadId])).toEqual([[Key, UploadId]]);
    await s3.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    expect((await s3.client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toBeUndefined();
    expect(await s3.contentFiles()).toEqual([]);
    await s3.client.send(new DeleteBucketCommand({ Bucket }));
  });

  it('takes parts out of other objects', async () => {
    const body = randomBytes(6 * MB);
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'source', Body: body }));
    const UploadId = await start();
    const copy = async (PartNumber: number, CopySourceRange: string): Promise<CompletedPart> => {
      const { CopyPartResult } = await s3.client.send(
        new UploadPartCopyCommand({
          ...{ Bucket, Key, UploadId, PartNumber },
          CopySource: `${Bucket}/source`,
          CopySourceRange,
        }),
      );
      return { PartNumber, ETag: CopyPartResult?.ETag };
    };
    const parts = [await copy(1, `bytes=0-${5 * MB - 1}`), await copy(2, `bytes=${5 * MB}-${6 * MB - 1}`)];
    await complete(UploadId, parts);
    expect((await content()).equals(body)).toBe(true);
    await expect(copy(1, `bytes=0-${6 * MB}`)).rejects.toBeDefined();
  });

  it('is what lib-storage does', async () => {
    const Body = randomBytes(12 * MB);
    await new Upload({ client: s3.client, params: { Bucket, Key, Body } }).done();
    expect((await content()).equals(Body)).toBe(true);
  });
});

it('clears away at the start what a crash has left', async () => {
  await s3.client.send(new PutObjectCommand({ Bucket, Key, Body: 'kept' }));
  const [kept = ''] = await s3.contentFiles();
  const stray = randomBytes(16).toString('hex');
  await writeFile(join(s3.objectsDirectory, kept.slice(0, 2), stray), 'no index knows it');
  await writeFile(join(s3.objectsDirectory, 'incoming', stray), 'half of');
  await s3.restart();
  expect(await s3.contentFiles()).toEqual([kept]);
  expect((await content()).toString()).toBe('kept');
});
