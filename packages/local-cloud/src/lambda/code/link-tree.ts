import { copyFile, link, mkdir, readdir, realpath, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/**
 * Makes `to` hold what `from` holds, by hard links where the disk allows them. Links that stay inside `from`
 * are kept; what lies outside is taken in. Files that are there already are left as they are.
 */
export async function linkTree(from: string, to: string): Promise<void> {
  await linkDirectory(await realpath(from), from, to, 0);
}

const MAX_DEPTH = 100;

async function linkDirectory(root: string, from: string, to: string, depth: number): Promise<void> {
  if (depth > MAX_DEPTH) throw new Error(`${from} is nested too deep.`);
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await linkDirectory(root, source, target, depth + 1);
    else if (entry.isFile()) await linkFile(source, target);
    else if (entry.isSymbolicLink()) await takeLink(root, source, target, depth);
  }
}

async function takeLink(root: string, source: string, target: string, depth: number): Promise<void> {
  const real = await realpath(source);
  if (real === root || real.startsWith(root + sep)) {
    await unlessThere(symlink(relative(await realpath(dirname(source)), real), target));
  } else if ((await stat(real)).isDirectory()) await linkDirectory(root, real, target, depth + 1);
  else await linkFile(real, target);
}

async function linkFile(source: string, target: string): Promise<void> {
  try {
    await unlessThere(link(source, target));
  } catch {
    // Another disk, or one without hard links.
    await unlessThere(copyFile(source, target));
  }
}

async function unlessThere(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
