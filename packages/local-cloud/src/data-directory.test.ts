import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  assertKnownFormat,
  clearDataDirectory,
  DataDirectoryError,
  openDataDirectory,
} from './data-directory.ts';

describe('a data folder', () => {
  let path: string;
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'data-directory-'));
  });
  afterEach(() => rm(path, { recursive: true, force: true }));

  const marker = (): Promise<string> => readFile(join(path, 'local-cloud.json'), 'utf8');

  it('is known again', async () => {
    await openDataDirectory(path);
    await writeFile(join(path, 'credentials.json'), '{}');
    await expect(assertKnownFormat(await openDataDirectory(path))).resolves.toBeUndefined();
  });

  it.each(['{"format":1}\n', '{"format":99}\n', ''])('is not read when it says %j', async (text) => {
    await mkdir(join(path, 'state'));
    await writeFile(join(path, 'local-cloud.json'), text);
    const data = await openDataDirectory(path);
    await expect(assertKnownFormat(data)).rejects.toThrow(DataDirectoryError);
    await expect(assertKnownFormat(data)).rejects.toThrow('--fresh');
    expect(await marker()).toBe(text);
    expect(await readdir(path)).toContain('state');

    await clearDataDirectory(data);
    await expect(assertKnownFormat(data)).resolves.toBeUndefined();
    expect(await readdir(path)).toEqual(['local-cloud.json']);
  });

  it('takes over a marker with nothing beside it', async () => {
    await writeFile(join(path, 'local-cloud.json'), '{"format":1}\n');
    await expect(assertKnownFormat(await openDataDirectory(path))).resolves.toBeUndefined();
  });
});
