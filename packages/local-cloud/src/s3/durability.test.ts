import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CloudProcess, startCloud } from '../../test/cloud-process.ts';

const MB = 1024 * 1024;
const SLOW = 300_000;

let directory: string;
let cloud: CloudProcess;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 's3-process-'));
  cloud = await startCloud(directory);
  await cloud.s3.send(new CreateBucketCommand({ Bucket: 'photos' }));
}, SLOW);

afterAll(async () => {
  await cloud.kill();
  await rm(directory, { recursive: true, force: true });
});

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The content of an object is whole when its digest is what its key says. */
async function isWhole(client: S3Client, key: string): Promise<boolean> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: 'photos', Key: key }));
  return key.startsWith(digestOf((await Body?.transformToByteArray()) ?? new Uint8Array()));
}

async function keys(client: S3Client): Promise<string[]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'photos' }));
  return Contents.map(({ Key = '' }) => Key);
}

/** Uploads until the server is gone, at once and in parts; gives the keys that were acknowledged. */
async function uploadUntilGone(client: S3Client, acknowledged: Set<string>): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const bytes = randomBytes(turn % 3 === 2 ? 11 * MB : 300_000);
    const Key = `${digestOf(bytes)}-${turn}`;
    const input = { Bucket: 'photos', Key, Body: bytes };
    try {
      await (turn % 3 === 2
        ? new Upload({ client, params: input, partSize: 5 * MB, queueSize: 2 }).done()
        : client.send(new PutObjectCommand(input)));
      acknowledged.add(Key);
    } catch {
      return;
    }
  }
}

describe('a process that is killed during uploads', () => {
  it(
    'keeps what it has acknowledged, whole, and nothing that is not whole',
    async () => {
      const acknowledged = new Set<string>();
      for (const delay of [150, 400, 900, 1_600]) {
        const uploads = Promise.all([1, 2, 3].map(() => uploadUntilGone(cloud.s3, acknowledged)));
        await new Promise((resolve) => setTimeout(resolve, delay));
        await cloud.kill();
        await uploads;
        cloud = await startCloud(directory);
        const kept = await keys(cloud.s3);
        expect(kept).toEqual(expect.arrayContaining([...acknowledged]));
        for (const key of kept) expect(await isWhole(cloud.s3, key), key).toBe(true);
        expect(await readdir(join(directory, 'objects', 'incoming'))).toEqual([]);
      }
      expect(acknowledged.size).toBeGreaterThan(3);
    },
    SLOW,
  );
});

describe('an object of 200 MB', () => {
  it(
    'goes up and down without being held in memory',
    async () => {
      const chunk = randomBytes(MB);
      const Key = 'large';
      const upload = (count: number): Promise<unknown> =>
        new Upload({
          client: cloud.s3,
          partSize: 8 * MB,
          queueSize: 4,
          params: { Bucket: 'photos', Key, Body: Readable.from(Array.from({ length: count }, () => chunk)) },
        }).done();
      // What any upload needs is there after a small one.
      await upload(20);
      const before = await cloud.memory();
      let most = before;
      const watch = setInterval(() => {
        void cloud.memory().then((now) => {
          most = Math.max(most, now);
        });
      }, 50);
      await upload(200);
      const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket: 'photos', Key }));
      let size = 0;
      for await (const part of Body as Readable) size += part.length;
      clearInterval(watch);
      expect(size).toBe(200 * MB);
      expect(most - before).toBeLessThan(120);
    },
    SLOW,
  );
});
