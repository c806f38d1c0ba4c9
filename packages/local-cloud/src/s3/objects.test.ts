import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openS3, type S3Fixture } from './s3-fixture.ts';

let s3: S3Fixture;
const Bucket = 'photos';

beforeEach(async () => {
  s3 = await openS3({ bucket: Bucket });
});
afterEach(() => s3.close());

const put = (Key: string, Body: string | Buffer = Key, more: object = {}) =>
  s3.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const read = async (Key: string, more: object = {}): Promise<string> => {
  const { Body } = await s3.client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return (await Body?.transformToString()) ?? '';
};

describe('buckets', () => {
  it('are made, listed and deleted', async () => {
    await s3.client.send(new CreateBucketCommand({ Bucket: 'a.second-one' }));
    const { Buckets } = await s3.client.send(new ListBucketsCommand());
    expect(Buckets?.map(({ Name }) => Name)).toEqual(['a.second-one', Bucket]);
    const location = await s3.client.send(new GetBucketLocationCommand({ Bucket }));
    expect(location.LocationConstraint).toBeUndefined();
    expect(await s3.client.send(new HeadBucketCommand({ Bucket }))).toMatchObject({
      BucketRegion: 'us-east-1',
    });
    await s3.restart();
    await s3.client.send(new DeleteBucketCommand({ Bucket: 'a.second-one' }));
    await expect(s3.client.send(new HeadBucketCommand({ Bucket: 'a.second-one' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });

  it.each([
    ['UPPER', 'InvalidBucketName'],
    ['ab', 'InvalidBucketName'],
    ['192.168.0.1', 'InvalidBucketName'],
    ['photos', 'BucketAlreadyOwnedByYou'],
  ])('%s is not made', async (name, code) => {
    await expect(s3.client.send(new CreateBucketCommand({ Bucket: name }))).rejects.toMatchObject({
      name: code,
    });
  });

  it('are deleted empty only', async () => {
    await put('a');
    const deleting = (): Promise<unknown> => s3.client.send(new DeleteBucketCommand({ Bucket }));
    await expect(deleting()).rejects.toMatchObject({ name: 'BucketNotEmpty' });
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await deleting();
    await expect(put('a')).rejects.toMatchObject({ name: 'NoSuchBucket' });
    expect(await s3.contentFiles()).toEqual([]);
  });
});

describe('an object', () => {
  it('comes back as it was put, also after a restart', async () => {
    const body = randomBytes(300_000);
    const { ETag, ChecksumCRC32 } = await put('a/b c+d%20é€/../🦊', body, {
      ContentType: 'image/png',
      CacheControl: 'max-age=60',
      ContentDisposition: 'attachment',
      ContentEncoding: 'identity',
      Metadata: { Owner: 'me', 'x-y': 'z' },
      Tagging: 'a=1&b=2',
    });
    expect(ETag).toBe(`"${createHash('md5').update(body).digest('hex')}"`);
    await s3.restart();
    const answer = await s3.client.send(
      new GetObjectCommand({ Bucket, Key: 'a/b c+d%20é€/../🦊', ChecksumMode: 'ENABLED' }),
    );
    expect(Buffer.from((await answer.Body?.transformToByteArray()) ?? [])).toEqual(body);
    expect(answer).toMatchObject({
      ETag,
      ChecksumCRC32,
      ContentLength: 300_000,
      ContentType: 'image/png',
      CacheControl: 'max-age=60',
      ContentDisposition: 'attachment',
      ContentEncoding: 'identity',
      Metadata: { owner: 'me', 'x-y': 'z' },
      TagCount: 2,
      AcceptRanges: 'bytes',
    });
    expect(answer.VersionId).toBeUndefined();
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'a/b c+d%20é€/../🦊' }));
    expect(head).toMatchObject({ ETag, ContentLength: 300_000 });
  });

  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'is checked by %s, sent ahead or behind',
    async (ChecksumAlgorithm) => {
      const body = randomBytes(200_000);
      const ahead = await put('ahead', body, { ChecksumAlgorithm });
      const stream = await s3.client.send(
        new PutObjectCommand({
          Bucket,
          Key: 'behind',
          Body: Readable.from([body.subarray(0, 70_000), body.subarray(70_000)]),
          ContentLength: body.length,
          ChecksumAlgorithm,
        }),
      );
      const name = `Checksum${ChecksumAlgorithm}` as const;
      expect(ahead[name]).toBeDefined();
      expect(stream[name]).toBe(ahead[name]);
      expect(stream.ETag).toBe(ahead.ETag);
    },
  );

  it('is not made when its checksum or its hash is another', async () => {
    await expect(put('a', 'x', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(put('a', 'x', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' })).rejects.toMatchObject({
      name: 'BadDigest',
    });
    await expect(put('a', 'x', { ContentMD5: 'nope' })).rejects.toMatchObject({ name: 'InvalidDigest' });
    await expect(read('a')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await s3.contentFiles()).toEqual([]);
  });

  it('may be empty', async () => {
    await put('empty', '');
    expect(await read('empty')).toBe('');
    await expect(read('empty', { Range: 'bytes=0-' })).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it.each([
    ['bytes=0-3', 'abcd', 'bytes 0-3/10'],
    ['bytes=7-', 'hij', 'bytes 7-9/10'],
    ['bytes=-2', 'ij', 'bytes 8-9/10'],
    ['bytes=-99', 'abcdefghij', 'bytes 0-9/10'],
    ['bytes=8-99', 'ij', 'bytes 8-9/10'],
    ['bytes=4-2', 'abcdefghij', undefined],
    ['bytes=0-1,3-4', 'abcdefghij', undefined],
    ['lines=1-2', 'abcdefghij', undefined],
  ])('is read by %s', async (Range, text, ContentRange) => {
    await put('letters', 'abcdefghij');
    const answer = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'letters', Range }));
    expect(await answer.Body?.transformToString()).toBe(text);
    expect(answer.ContentRange).toBe(ContentRange);
    expect(answer.$metadata.httpStatusCode).toBe(ContentRange === undefined ? 200 : 206);
  });

  it('is not read beyond its end', async () => {
    await put('letters', 'abcdefghij');
    await expect(read('letters', { Range: 'bytes=10-' })).rejects.toMatchObject({
      name: 'InvalidRange',
      $metadata: { httpStatusCode: 416 },
    });
  });

  it('is read and written under conditions', async () => {
    const { ETag = '' } = await put('a', '1');
    const past = new Date(Date.now() - 3_600_000);
    const future = new Date(Date.now() + 3_600_000);
    expect(await read('a', { IfMatch: ETag })).toBe('1');
    const status = (more: object): Promise<number> =>
      s3.client.send(new HeadObjectCommand({ Bucket, Key: 'a', ...more })).then(
        () => 200,
        (error) => error.$metadata.httpStatusCode,
      );
    expect(await status({ IfMatch: '"other"' })).toBe(412);
    expect(await status({ IfNoneMatch: ETag })).toBe(304);
    expect(await status({ IfNoneMatch: '"other"', IfModifiedSince: future })).toBe(200);
    expect(await status({ IfModifiedSince: future })).toBe(304);
    expect(await status({ IfModifiedSince: past })).toBe(200);
    expect(await status({ IfUnmodifiedSince: past })).toBe(412);
    expect(await status({ IfMatch: ETag, IfUnmodifiedSince: past })).toBe(200);

    await expect(put('a', '2', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put('a', '2', { IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put('b', '2', { IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await put('a', '2', { IfMatch: ETag });
    expect(await read('a')).toBe('2');
    expect(await s3.contentFiles()).toHaveLength(1);
  });

  it('is made by one alone of those who want it new', async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => put('one', String(index), { IfNoneMatch: '*' })),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await s3.contentFiles()).toHaveLength(1);
  });

  it('is whole for a reader while others replace it', async () => {
    const bodies = Array.from({ length: 6 }, (_, index) => Buffer.alloc(400_000, index));
    await put('busy', bodies[0]);
    const writing = (async () => {
      for (const body of bodies) await put('busy', body);
    })();
    for (let round = 0; round < 10; round += 1) {
      const { Body } = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'busy' }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      expect(bytes).toHaveLength(400_000);
      expect(new Set(bytes).size).toBe(1);
    }
    await writing;
    await expect.poll(() => s3.contentFiles()).toHaveLength(1);
  });

  it('leaves nothing behind when its sender goes away', async () => {
    const { ETag } = await put('a', 'before');
    const target = await getSignedUrl(s3.client, new PutObjectCommand({ Bucket, Key: 'a' }));
    const sending = httpRequest(target, { method: 'PUT', headers: { 'Content-Length': '1000' } });
    sending.on('error', () => {});
    sending.write('x'.repeat(10));
    await expect.poll(() => s3.contentFiles()).toHaveLength(2);
    sending.destroy();
    await expect.poll(() => s3.contentFiles()).toHaveLength(1);
    expect(await read('a', { IfMatch: ETag })).toBe('before');
  });

  it.each<[string, object, string]>([
    ['an ACL', { ACL: 'public-read' }, 'AccessControlListNotSupported'],
    ['encryption by a key', { ServerSideEncryption: 'aws:kms' }, 'NotImplemented'],
    ['a lock', { ObjectLockLegalHoldStatus: 'ON' }, 'NotImplemented'],
    ['an archive', { StorageClass: 'GLACIER' }, 'NotImplemented'],
    ['too much metadata', { Metadata: { a: 'x'.repeat(2100) } }, 'MetadataTooLarge'],
    ['too many tags', { Tagging: Array.from({ length: 11 }, (_, at) => `k${at}=v`).join('&') }, 'InvalidTag'],
  ])('is not put with %s', async (_name, more, code) => {
    await expect(put('a', 'x', more)).rejects.toMatchObject({ name: code });
  });

  it('has a key of 1024 bytes at most', async () => {
    await put('é'.repeat(512), 'x');
    await expect(put('é'.repeat(513), 'x')).rejects.toMatchObject({ name: 'KeyTooLongError' });
  });

  it('has tags of its own', async () => {
    await put('a');
    const tags = [{ Key: 'k', Value: 'v & <w>' }];
    await s3.client.send(new PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging: { TagSet: tags } }));
    const get = new GetObjectTaggingCommand({ Bucket, Key: 'a' });
    expect((await s3.client.send(get)).TagSet).toEqual(tags);
    await s3.client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'a' }));
    expect((await s3.client.send(get)).TagSet).toEqual([]);
  });
});

describe('copies', () => {
  it('take the content and, unless told otherwise, what is said of it', async () => {
    await put('a b/é', 'text', { ContentType: 'text/plain', Metadata: { m: '1' }, Tagging: 't=1' });
    const copy = (more: object = {}) =>
      s3.client.send(
        new CopyObjectCommand({
          Bucket,
          Key: 'copy',
          CopySource: `${Bucket}/${encodeURIComponent('a b/é')}`,
          ...more,
        }),
      );
    expect((await copy()).CopyObjectResult?.ETag).toBe('"1cb251ec0d568de6a929b520c4aed8d1"');
    const head = () => s3.client.send(new HeadObjectCommand({ Bucket, Key: 'copy' }));
    expect(await head()).toMatchObject({ ContentType: 'text/plain', Metadata: { m: '1' }, TagCount: 1 });
    await copy({ MetadataDirective: 'REPLACE', ContentType: 'a/b', TaggingDirective: 'REPLACE' });
    expect(await head()).toMatchObject({ ContentType: 'a/b', Metadata: {} });
    expect((await head()).TagCount).toBeUndefined();
    expect(await read('copy')).toBe('text');
    await expect(copy({ CopySourceIfMatch: '"x"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(copy({ CopySource: `${Bucket}/missing` })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(copy({ CopySource: 'nonsense' })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(copy({ CopySource: `${Bucket}/copy` })).rejects.toMatchObject({ name: 'InvalidRequest' });
  });
});

describe('listing', () => {
  const KEYS = ['a', 'a/1', 'a/2', 'a/b/3', 'b', 'c/1', 'c/2', 'é', '\uffee', '🦊', 'z'];

  beforeEach(async () => {
    for (const key of KEYS) await put(key, key);
  });

  it('is in the order of UTF-8', async () => {
    const { Contents, KeyCount, IsTruncated } = await s3.client.send(new ListObjectsV2Command({ Bucket }));
    const sorted = [...KEYS].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    expect(Contents?.map(({ Key }) => Key)).toEqual(sorted);
    expect([KeyCount, IsTruncated]).toEqual([KEYS.length, false]);
    expect(Contents?.[0]).toMatchObject({
      ETag: '"0cc175b9c0f1b6a831c399e269772661"',
      Size: 1,
      StorageClass: 'STANDARD',
      ChecksumAlgorithm: ['CRC32'],
    });
  });

  it.each<[string, object, (string | undefined)[], (string | undefined)[]]>([
    ['a prefix', { Prefix: 'a/' }, ['a/1', 'a/2', 'a/b/3'], []],
    ['a delimiter', { Delimiter: '/' }, ['a', 'b', 'z', 'é', '\uffee', '🦊'], ['a/', 'c/']],
    ['both', { Prefix: 'a/', Delimiter: '/' }, ['a/1', 'a/2'], ['a/b/']],
    ['a start', { StartAfter: 'c/1' }, ['c/2', 'z', 'é', '\uffee', '🦊'], []],
    ['nothing to find', { Prefix: 'nope' }, [], []],
    ['no room', { MaxKeys: 0 }, [], []],
    ['encoded keys', { EncodingType: 'url', Prefix: 'é' }, ['%C3%A9'], []],
  ])('goes by %s', async (_name, more, keys, prefixes) => {
    const answer = await s3.client.send(new ListObjectsV2Command({ Bucket, ...more }));
    expect(answer.Contents?.map(({ Key }) => Key) ?? []).toEqual(keys);
    expect(answer.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? []).toEqual(prefixes);
    expect(answer.IsTruncated).toBe(false);
  });

  it.each([1, 2, 3, 5, 100])('gives everything once in pages of %d', async (MaxKeys) => {
    const whole = await s3.client.send(new ListObjectsV2Command({ Bucket, Delimiter: '/' }));
    const found: unknown[] = [];
    for await (const page of paginateListObjectsV2(
      { client: s3.client },
      { Bucket, Delimiter: '/', MaxKeys },
    )) {
      expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
      found.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
      found.push(...(page.Contents ?? []).map(({ Key }) => Key));
    }
    const wanted = [
      ...(whole.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      ...(whole.Contents ?? []).map(({ Key }) => Key),
    ];
    expect(found.sort()).toEqual(wanted.sort());
  });

  it('goes on from a marker in its first version', async () => {
    const first = await s3.client.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2 }));
    expect([first.NextMarker, first.IsTruncated]).toEqual(['a/', true]);
    const second = await s3.client.send(
      new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2, Marker: first.NextMarker }),
    );
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['b']);
    expect(second.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['c/']);
  });

  it('refuses what it cannot read', async () => {
    const list = (more: object): Promise<unknown> =>
      s3.client.send(new ListObjectsV2Command({ Bucket, ...more }));
    await expect(list({ ContinuationToken: 'x' })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(list({ MaxKeys: -1 })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(list({ EncodingType: 'base64' })).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});

describe('deleting', () => {
  it('several says of each what became of it', async () => {
    for (const key of ['a', 'b & <c>', 'd']) await put(key);
    const answer = await s3.client.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [{ Key: 'a' }, { Key: 'b & <c>' }, { Key: 'missing' }] },
      }),
    );
    expect(answer.Deleted?.map(({ Key }) => Key)).toEqual(['a', 'b & <c>', 'missing']);
    expect(answer.Errors).toBeUndefined();
    const left = await s3.client.send(new ListObjectsV2Command({ Bucket }));
    expect(left.Contents?.map(({ Key }) => Key)).toEqual(['d']);
    expect(await s3.contentFiles()).toHaveLength(1);
  });
});

describe('versions', () => {
  const version = (Status: 'Enabled' | 'Suspended') =>
    s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  const versions = async (more: object = {}) => {
    const { Versions = [], DeleteMarkers = [] } = await s3.client.send(
      new ListObjectVersionsCommand({ Bucket, ...more }),
    );
    return { Versions, DeleteMarkers };
  };

  it('stay, are hidden by a marker, and come back', async () => {
    await put('a', 'zero');
    await version('Enabled');
    const one = await put('a', 'one');
    const two = await put('a', 'two');
    expect(await read('a')).toBe('two');
    expect(await read('a', { VersionId: one.VersionId })).toBe('one');
    expect(await read('a', { VersionId: 'null' })).toBe('zero');
    expect((await versions()).Versions.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [two.VersionId, true],
      [one.VersionId, false],
      ['null', false],
    ]);

    const gone = await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(gone.DeleteMarker).toBe(true);
    await expect(read('a')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(read('a', { VersionId: gone.VersionId })).rejects.toMatchObject({
      name: 'MethodNotAllowed',
    });
    expect((await s3.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    expect((await versions()).DeleteMarkers).toMatchObject([{ VersionId: gone.VersionId, IsLatest: true }]);

    await s3.restart();
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: gone.VersionId }));
    expect(await read('a')).toBe('two');
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: two.VersionId }));
    expect(await read('a')).toBe('one');
    expect(await s3.contentFiles()).toHaveLength(2);
  });

  it('are one, called null, while versioning is suspended', async () => {
    await version('Enabled');
    const one = await put('a', 'one');
    await version('Suspended');
    await put('a', 'two');
    await put('a', 'three');
    expect((await versions()).Versions.map(({ VersionId }) => VersionId)).toEqual(['null', one.VersionId]);
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    const left = await versions();
    expect(left.DeleteMarkers.map(({ VersionId }) => VersionId)).toEqual(['null']);
    expect(left.Versions.map(({ VersionId }) => VersionId)).toEqual([one.VersionId]);
  });

  it('are listed in pages', async () => {
    await version('Enabled');
    for (const key of ['a', 'a', 'a', 'b/1', 'b/2', 'c']) await put(key);
    const found: (string | undefined)[] = [];
    let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
    for (;;) {
      const page = await s3.client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, ...markers }));
      found.push(...(page.Versions ?? []).map(({ Key }) => Key));
      if (page.IsTruncated !== true) break;
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    expect(found).toEqual(['a', 'a', 'a', 'b/1', 'b/2', 'c']);
  });
});
