import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { CredentialsFileError, openCredentialsFile } from './credentials-file.ts';

let directory: string;
let path: string;

beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'credentials-')), 'data');
  path = join(directory, 'credentials.json');
});
afterEach(() => rm(join(directory, '..'), { recursive: true }));

it('is made with keys like those of AWS, for its owner only, and read again', async () => {
  const { secrets, wasExposed } = await openCredentialsFile(directory, SYSTEM_SOURCES);
  expect(wasExposed).toBe(false);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  expect(await readdir(directory)).toEqual(['credentials.json']);
  expect(secrets.administrator).toEqual({
    accessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
    secretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
    userId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
  });
  expect(secrets.sessionKey).toHaveLength(32);
  expect((await openCredentialsFile(directory, SYSTEM_SOURCES)).secrets).toEqual(secrets);
});

it('is made anew where an earlier start ended in the middle', async () => {
  await openCredentialsFile(directory, SYSTEM_SOURCES);
  await rm(path);
  await writeFile(`${path}.new`, '{"half', { mode: 0o644 });
  await openCredentialsFile(directory, SYSTEM_SOURCES);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it('is closed to others when it was open to them', async () => {
  await openCredentialsFile(directory, SYSTEM_SOURCES);
  await chmod(path, 0o644);
  expect((await openCredentialsFile(directory, SYSTEM_SOURCES)).wasExposed).toBe(true);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it.each([
  ['not JSON', 'SECRET'],
  ['empty', ''],
  ['another version', '{"version":2}'],
  ['a list', '[]'],
  ['nothing', 'null'],
  ['keys of another form', '{"version":1,"administrator":{"accessKeyId":"SECRET"},"sessionKey":"SECRET"}'],
])('is refused when it is damaged, and its content stays out of the error: %s', async (_name, text) => {
  await openCredentialsFile(directory, SYSTEM_SOURCES);
  await writeFile(path, text);
  const error: unknown = await openCredentialsFile(directory, SYSTEM_SOURCES).catch((caught) => caught);
  expect(error).toBeInstanceOf(CredentialsFileError);
  expect(String(error)).toContain(`${path} `);
  expect(JSON.stringify([String(error), error])).not.toContain('SECRET');
});

it('is refused when it cannot be read', async () => {
  await openCredentialsFile(path, SYSTEM_SOURCES);
  await expect(openCredentialsFile(directory, SYSTEM_SOURCES)).rejects.toThrow('cannot be read');
});
