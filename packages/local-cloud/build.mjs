// Bundles the package's sources into dist/: the command line, and what runs in the threads of functions.
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';

const PACKAGE = dirname(fileURLToPath(import.meta.url));
const DIST = join(PACKAGE, 'dist');

/** What is built, by the name of the file in dist/, and the folder that holds all of its sources. */
const ENTRIES = {
  cli: { file: 'src/cli.ts', sources: 'src' },
  'edge-function-runtime': {
    file: 'src/cloudfront/edge-functions/runtime/main.ts',
    sources: 'src/cloudfront/edge-functions/runtime',
  },
  'lambda-runtime': { file: 'src/lambda/runtime/main.ts', sources: 'src/lambda/runtime' },
};

/** What runs in threads, and is loaded from dist/ wherever the sources of the rest are loaded from. */
export const RUNTIMES = ['edge-function-runtime', 'lambda-runtime'];

/** Builds the entries with these names; all of them by default. */
export async function build(names = Object.keys(ENTRIES)) {
  await mkdir(DIST, { recursive: true });
  await Promise.all(names.map(buildEntry));
}

/** Builds those of the entries that are missing or older than the newest source. */
export async function buildIfStale(names = Object.keys(ENTRIES)) {
  const checks = names.map(async (name) => {
    const built = await modified(join(DIST, `${name}.mjs`));
    return built < (await newest(join(PACKAGE, ENTRIES[name].sources))) ? name : undefined;
  });
  const stale = (await Promise.all(checks)).filter((name) => name !== undefined);
  if (stale.length > 0) await build(stale);
}

async function buildEntry(name) {
  const { outputFiles } = await bundle({
    entryPoints: { [name]: join(PACKAGE, ENTRIES[name].file) },
    outdir: DIST,
    outExtension: { '.js': '.mjs' },
    // What is imported later, as the cloud itself by the command line, is a file of its own.
    splitting: true,
    chunkNames: `${name}.[hash]`,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
  const isEntry = ({ path }) => basename(path) === `${name}.mjs`;
  // The entry comes last: all that it imports is there when it can be read.
  for (const file of outputFiles.toSorted((a, b) => isEntry(a) - isEntry(b))) {
    await replace(file.path, file.contents);
  }
  const written = new Set(outputFiles.map(({ path }) => basename(path)));
  const parts = (await readdir(DIST)).filter((file) => file.startsWith(`${name}.`) && !written.has(file));
  await Promise.all(parts.map((file) => rm(join(DIST, file), { force: true })));
}

/** Whoever reads `path` meanwhile sees the old file or the new one, never a part of it. */
async function replace(path, contents) {
  const temporary = join(DIST, `.${basename(path)}.${process.pid}.${Date.now()}`);
  try {
    await writeFile(temporary, contents);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function newest(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'));
  const times = await Promise.all(files.map((file) => modified(join(file.parentPath, file.name))));
  return Math.max(...times);
}

async function modified(path) {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return 0;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
