import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { zip } from '../../../test/zip.ts';
import { memoryStore } from '../../store/memory-store.ts';
import { type CodeStore, openCodeStore } from './code-store.ts';
import { UploadedCodeStore } from './uploaded-code.ts';
import { unpackZip, ZipError } from './zip-archive.ts';

let directory: string;
let store: CodeStore;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'code-store-test-'));
  store = openCodeStore({
    assets: { directoryOf: (_bucket, key) => join(directory, key) },
    uploads: new UploadedCodeStore(memoryStore()),
    layerLocation: (arn) => (arn === 'layer' ? { kind: 'asset', bucket: 'b', key: 'layer' } : undefined),
    python: () => undefined,
  });
});
afterEach(async () => {
  store.close();
  await rm(directory, { recursive: true, force: true });
});

async function place(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), content);
  }
}

const runtime = 'nodejs24.x';
const asset = (key: string) => ({ kind: 'asset', bucket: 'b', key }) as const;

describe('the code', () => {
  it('is a copy of the asset, with the links that stay inside', async () => {
    await place({ 'a/index.js': '1', 'a/lib/x.js': '2', 'outside.js': '3' });
    await symlink('lib/x.js', join(directory, 'a/inside.js'));
    await symlink('../outside.js', join(directory, 'a/taken-in.js'));
    const root = await store.taskRoot({ code: asset('a'), layers: [], runtime });
    const read = (name: string): Promise<string> => readFile(join(root, name), 'utf8');
    expect(await Promise.all(['index.js', 'inside.js', 'taken-in.js'].map(read))).toEqual(['1', '2', '3']);
    expect(root.startsWith(directory)).toBe(false);
  });

  it('is unpacked from a .zip file', async () => {
    await place({ 'a.zip': zip({ 'index.js': 'x'.repeat(1000), 'lib/': '', 'lib/y.js': 'y' }) });
    const root = await store.taskRoot({ code: asset('a.zip'), layers: [], runtime });
    expect(await readFile(join(root, 'index.js'), 'utf8')).toHaveLength(1000);
    expect(await readFile(join(root, 'lib/y.js'), 'utf8')).toBe('y');
  });

  it('has the modules of its layers in reach, and none of the project', async () => {
    await place({
      'a/index.js': '',
      'layer/nodejs/node_modules/shared/index.js': '',
      'layer/nodejs/node_modules/@scope/own/index.js': '',
      'node_modules/of-the-project/index.js': '',
    });
    const root = await store.taskRoot({ code: asset('a'), layers: ['layer'], runtime });
    const { createRequire } = await import('node:module');
    const { resolve } = createRequire(join(root, 'index.js'));
    expect(resolve('shared')).toContain('shared');
    expect(resolve('@scope/own')).toContain('own');
    expect(resolve('@aws-sdk/client-lambda')).toContain('client-lambda');
    expect(() => resolve('of-the-project')).toThrow('Cannot find module');
    expect(() => resolve('vitest')).toThrow('Cannot find module');
  });

  it.each([
    ['an asset that is not there', { code: asset('none'), layers: [], runtime }],
    ['a layer that is not there', { code: asset('a'), layers: ['other'], runtime }],
    ['a file that is no archive', { code: asset('a/index.js'), layers: [], runtime }],
  ])('is refused: %s', async (_name, configuration) => {
    await place({ 'a/index.js': '' });
    await expect(store.taskRoot(configuration)).rejects.toMatchObject({
      code: 'InvalidParameterValueException',
    });
  });
});

describe('a .zip file', () => {
  const unpack = async (content: Buffer): Promise<void> => {
    await unpackZip(content, join(directory, 'out'));
  };

  it.each([
    ['leaves its folder', zip({ '../escaped.js': 'x' })],
    ['leaves its folder by an absolute path', zip({ '/etc/escaped': 'x' })],
    ['is cut off', zip({ 'a.js': 'x' }).subarray(10)],
    ['says a wrong checksum', zip({ 'a.js': 'x' }, { crc: 1 })],
    ['says a wrong size', zip({ 'a.js': 'x'.repeat(100) }, { size: 5 })],
    ['holds a link', zip({ 'a.js': 'x' }, { mode: 0o120777 })],
  ])('is refused when it %s', async (_name, content) => {
    await expect(unpack(content)).rejects.toThrow(ZipError);
  });

  it('is read or refused, however broken it is', async () => {
    const good = zip({ 'a.js': 'hello', 'b.js': 'x'.repeat(200) });
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
        const broken = Buffer.from(good);
        broken[at] = byte;
        await unpack(broken).catch((error: unknown) => {
          if (!(error instanceof ZipError)) expect(error).toHaveProperty('code');
        });
      }),
      { numRuns: 60 },
    );
  });
});
