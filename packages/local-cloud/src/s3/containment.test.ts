import { type FSWatcher, watch } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openS3, type S3Fixture } from './s3-fixture.ts';

const SECRET = 'nobody may read this';

let root: string;
let s3: S3Fixture;
let watcher: FSWatcher;
const touched: string[] = [];

/** Every file outside of the data folder: its name, its content, and when it was changed. */
async function outside(): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const own = files.filter((path) => !path.startsWith(join(root, 'a', 'data')));
  return Promise.all(
    own.map(async (path) => `${path} ${await readFile(path, 'utf8')} ${(await stat(path)).mtimeMs}`),
  );
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 's3-sentinel-'));
  await mkdir(join(root, 'a', 'data'), { recursive: true });
  await mkdir(join(root, 'a', 'sentinel'), { recursive: true });
  for (const path of ['secret', 'a/secret', 'a/sentinel/secret']) await writeFile(join(root, path), SECRET);
  s3 = await openS3({ directory: join(root, 'a', 'data') });
  await s3.client.send(new CreateBucketCommand({ Bucket: 'photos' }));
  watcher = watch(join(root, 'a', 'sentinel'), (event, file) => void touched.push(`${event} ${file}`));
});

afterAll(async () => {
  watcher.close();
  await s3.close();
  await rm(root, { recursive: true, force: true });
});

const CLIMBS = [
  '../secret',
  '../../secret',
  '../../../secret',
  '..%2f..%2fsecret',
  '%2e%2e/%2e%2e/secret',
  '..\\..\\secret',
  '/etc/passwd',
  '....//....//secret',
  './../secret',
  'a/../../../secret',
  '.\u0000./secret',
  '\u0000',
  '..',
  '.',
  'incoming/../../secret',
  'C:\\secret',
  '~/.ssh/id_rsa',
  '\u2025/secret',
];

const piece = fc.constantFrom(
  '..',
  '.',
  '/',
  '\\',
  '%2e',
  '%2f',
  '\u0000',
  'secret',
  'sentinel',
  'objects',
  'a',
  '~',
  ' ',
  '\ud800',
);
const key = fc.oneof(
  fc.constantFrom(...CLIMBS),
  fc.array(piece, { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')),
);

it('keeps whatever is called a key inside of the data folder', async () => {
  const before = await outside();
  await fc.assert(
    fc.asyncProperty(key, async (Key) => {
      const place = { Bucket: 'photos', Key };
      await s3.client.send(new PutObjectCommand({ ...place, Body: 'mine' })).catch(() => {});
      const found = await s3.client.send(new GetObjectCommand(place)).catch(() => undefined);
      const text = (await found?.Body?.transformToString()) ?? '';
      expect(['', 'mine']).toContain(text);
    }),
    { numRuns: 300 },
  );
  expect(await outside()).toEqual(before);
  expect(touched).toEqual([]);
  for (const name of await s3.contentFiles()) expect(name).toMatch(/^[0-9a-f]{32}$/);
});

it('takes nothing but names for buckets', async () => {
  const before = await outside();
  await fc.assert(
    fc.asyncProperty(key, async (name) => {
      for (const method of ['GET', 'PUT', 'DELETE', 'HEAD']) {
        for (const path of [
          `/${name}`,
          `/photos/${name}`,
          `/${encodeURIComponent(Buffer.from(name).toString())}/x`,
        ]) {
          expect(await raw(method, path)).not.toContain(SECRET);
        }
      }
    }),
    { numRuns: 150 },
  );
  expect(await outside()).toEqual(before);
  expect(touched).toEqual([]);
  const { Name } = await s3.client.send(new ListObjectsV2Command({ Bucket: 'photos', MaxKeys: 1 }));
  expect(Name).toBe('photos');
});

/** Sends a path as it is, which no client would; empty when it cannot even be sent. */
function raw(method: string, path: string): Promise<string> {
  return new Promise((resolve) => {
    try {
      const sent = request(
        s3.origin,
        { method, path, headers: { Host: new URL(s3.origin).host } },
        (answer) => {
          let text = '';
          answer.on('data', (chunk) => (text += chunk));
          answer.on('end', () => resolve(text));
        },
      );
      sent.on('error', () => resolve(''));
      sent.end();
    } catch {
      resolve('');
    }
  });
}
