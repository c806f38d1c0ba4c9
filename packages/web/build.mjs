// Builds the browser application into dist/, in a process of its own when another program asks for it.
import { spawn } from 'node:child_process';
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(import.meta.url);
const PACKAGE = dirname(FILE);
export const DIST = join(PACKAGE, 'dist');

/** What the application is made from. */
const SOURCES = ['src', 'index.html', 'docs', 'vite.config.ts', '../client/src', '../contract/src'];

/** How long what was replaced stays, for pages that are still open and load a part of theirs. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** Builds when a source is newer than what was built. Rejects with what the bundler printed. */
export async function buildIfStale() {
  const sources = await Promise.all(SOURCES.map((path) => newest(join(PACKAGE, path))));
  if ((await modified(join(DIST, 'index.html'))) > Math.max(...sources)) return;
  await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [FILE], { stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    child.stdout.on('data', (chunk) => (printed += chunk));
    child.stderr.on('data', (chunk) => (printed += chunk));
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The web application could not be built:\n${printed}`)),
    );
  });
}

/** Builds into dist/. Whoever reads it meanwhile sees the old application or the new one, never a part of it. */
async function build() {
  const { build: bundle } = await import('vite');
  const started = new Date();
  const { output } = await bundle({
    root: PACKAGE,
    configFile: join(PACKAGE, 'vite.config.ts'),
    logLevel: 'warn',
    build: { write: false },
  });
  const pages = output.filter(({ fileName }) => fileName.endsWith('.html'));
  const write = (files) =>
    Promise.all(
      files.map((file) =>
        replace(join(DIST, file.fileName), file.type === 'chunk' ? file.code : file.source),
      ),
    );
  await mkdir(join(DIST, 'assets'), { recursive: true });
  await mkdir(join(DIST, 'docs'), { recursive: true });
  await write(output.filter((file) => !pages.includes(file)));
  await write(pages);
  // What was saved during the build counts as newer.
  await utimes(join(DIST, 'index.html'), started, started);
  await removeOld(new Set(output.map(({ fileName }) => basename(fileName))), started);
}

async function replace(path, contents) {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    await writeFile(temporary, contents);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function removeOld(current, now) {
  for (const name of await readdir(join(DIST, 'assets'))) {
    const path = join(DIST, 'assets', name);
    if (!current.has(name) && (await modified(path)) < now - KEPT_MS) await rm(path, { force: true });
  }
}

async function newest(path) {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'));
  return Math.max(0, ...(await Promise.all(files.map((file) => modified(join(file.parentPath, file.name))))));
}

async function modified(path) {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return 0;
  }
}

if (process.argv[1] === FILE) await build();
