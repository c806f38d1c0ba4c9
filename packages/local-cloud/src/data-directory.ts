import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { assertStoreUnused } from './store/level-store.ts';

/** The folder in which a local cloud keeps all it has. */
export interface DataDirectory {
  readonly path: string;
  /** The database. */
  readonly state: string;
  /** The content of stored objects. */
  readonly objects: string;
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
/** Counts up whenever what older versions have stored can no longer be read. */
const FORMAT = 2;
const MARKER_TEXT = `${JSON.stringify({ format: FORMAT })}\n`;
const RUNNING = 'running.json';

/** Everything that a cloud keeps in its folder, beside the marker. Nothing else there is touched. */
const OWN_ENTRIES: readonly string[] = ['state', 'objects', 'credentials.json', RUNNING];

/**
 * Makes the folder where it is missing. One that this program made is for its owner only.
 * Throws DataDirectoryError for a folder of somebody else's that has entries of the names used here.
 */
export async function openDataDirectory(path: string): Promise<DataDirectory> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const entries = await readdir(path);
  const taken = entries.filter((entry) => OWN_ENTRIES.includes(entry));
  if (taken.length > 0 && !entries.includes(MARKER)) {
    throw new DataDirectoryError(
      `${path} holds other files (${taken.join(', ')}). Name another folder with --data.`,
    );
  }
  await chmod(path, 0o700);
  if (taken.length === 0) await writeFile(join(path, MARKER), MARKER_TEXT, { mode: 0o600 });
  return { path, state: join(path, 'state'), objects: join(path, 'objects') };
}

/** Throws DataDirectoryError when what the folder holds is of another version of this program. */
export async function assertKnownFormat({ path }: DataDirectory): Promise<void> {
  if ((await readFile(join(path, MARKER), 'utf8')) === MARKER_TEXT) return;
  throw new DataDirectoryError(
    `${path} was written by another version of local-cloud. Clear it with --fresh, or name another folder with --data.`,
  );
}

/**
 * Removes everything a cloud has kept in the folder, and nothing else. The marker stays, so that a clearing
 * that was cut off can be done again. Throws StoreInUseError when a cloud runs on it.
 */
export async function clearDataDirectory({ path, state }: DataDirectory): Promise<void> {
  await assertStoreUnused(state);
  for (const entry of OWN_ENTRIES) await rm(join(path, entry), { recursive: true, force: true });
  await writeFile(join(path, MARKER), MARKER_TEXT, { mode: 0o600 });
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

/** Readers see the old content or the new one, never a part. Makes the file's folder where there is none. */
export async function writeFileAtomically(file: string, content: string, mode = 0o644): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(temporary, content, { mode });
  await rename(temporary, file);
}
