import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertStoreUnused } from './store/level-store.ts';

/** The folder in which a local cloud keeps all it has. */
export interface DataDirectory {
  readonly path: string;
  /** The database. */
  readonly state: string;
}

/** What a running (or the last) cloud says of itself to the other commands. */
export interface RunningCloud {
  readonly pid: number;
  readonly origin: string;
  readonly region: string;
}

/** A folder that is not this program's to use or to clear. */
export class DataDirectoryError extends Error {
  override name = 'DataDirectoryError';
}

const MARKER = 'local-cloud.json';
const MARKER_TEXT = `${JSON.stringify({ format: 1 })}\n`;
const RUNNING = 'running.json';

/**
 * Makes the folder where it is missing, for its owner only.
 * Throws DataDirectoryError for a folder that holds other things and was not made by this program.
 */
export async function openDataDirectory(path: string): Promise<DataDirectory> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const entries = await readdir(path);
  if (entries.length > 0 && !entries.includes(MARKER)) {
    throw new DataDirectoryError(`${path} holds other files. Name an empty folder with --data.`);
  }
  await chmod(path, 0o700);
  await writeFile(join(path, MARKER), MARKER_TEXT, { mode: 0o600 });
  return { path, state: join(path, 'state') };
}

/**
 * Removes everything a cloud has kept in the folder. The marker stays, so that a clearing that was cut
 * off can be done again. Throws StoreInUseError when a cloud runs on it.
 */
export async function clearDataDirectory({ path, state }: DataDirectory): Promise<void> {
  await assertStoreUnused(state);
  for (const entry of await readdir(path)) {
    if (entry !== MARKER) await rm(join(path, entry), { recursive: true, force: true });
  }
}

export async function writeRunningCloud(path: string, running: RunningCloud): Promise<void> {
  await writeFileAtomically(join(path, RUNNING), `${JSON.stringify(running)}\n`, 0o600);
}

/** Throws DataDirectoryError when no cloud was ever started there. */
export async function readRunningCloud(path: string): Promise<RunningCloud> {
  try {
    return JSON.parse(await readFile(join(path, RUNNING), 'utf8'));
  } catch (cause) {
    throw new DataDirectoryError(`No local cloud was started with the data folder ${path}.`, { cause });
  }
}

/** Readers see the old content or the new one, never a part. */
export async function writeFileAtomically(file: string, content: string, mode = 0o644): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, content, { mode });
  await rename(temporary, file);
}
