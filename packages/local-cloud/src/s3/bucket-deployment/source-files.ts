import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative, sep } from 'node:path';
import { unpackZip } from '../../lambda/code/zip-archive.ts';
import { s3Error } from '../s3-errors.ts';
import type { MarkerSettings, Markers } from './marker.ts';

/** An asset or an object that is deployed: an archive, whose files are meant, or a directory. */
export interface DeploymentSource {
  readonly bucket: string;
  readonly key: string;
  readonly markers: Markers;
  readonly markerSettings: MarkerSettings;
}

/** A file on the disk and the source that it is from. */
export interface SourceFile {
  readonly path: string;
  readonly source: DeploymentSource;
}

export interface SourceNeeds {
  /** The asset's directory or file; undefined when it is none. */
  locate(bucket: string, key: string): string | undefined;
  /** Writes an object of the cloud's own into a file; false when it is not there. */
  fetch(bucket: string, key: string, file: string): Promise<boolean>;
}

/**
 * Hands the files of all sources to `use`, by their names in the destination; of those with the same name the last
 * source's. Throws AwsError `NoSuchKey`, ZipError.
 */
export async function withSourceFiles<Result>(
  needs: SourceNeeds,
  sources: readonly DeploymentSource[],
  extract: boolean,
  use: (files: ReadonlyMap<string, SourceFile>) => Promise<Result>,
): Promise<Result> {
  const working = await mkdtemp(join(tmpdir(), 'local-cloud-deployment-'));
  try {
    const files = new Map<string, SourceFile>();
    for (const [at, source] of sources.entries()) {
      const path = await placeOf(needs, source, join(working, `${at}.zip`));
      if (!extract) {
        files.set(basename(source.key), { path, source });
        continue;
      }
      const directory = (await stat(path)).isDirectory() ? path : join(working, `${at}`);
      if (directory !== path) await unpackZip(await readFile(path), directory);
      for (const file of await filesOf(directory)) {
        files.set(relative(directory, file).split(sep).join('/'), { path: file, source });
      }
    }
    return await use(files);
  } finally {
    await rm(working, { recursive: true, force: true });
  }
}

async function placeOf(needs: SourceNeeds, source: DeploymentSource, file: string): Promise<string> {
  const { bucket, key } = source;
  const asset = needs.locate(bucket, key);
  if (asset !== undefined) return asset;
  if (await needs.fetch(bucket, key, file)) return file;
  throw s3Error('NoSuchKey', { Key: key });
}

async function filesOf(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name));
  // A link to a directory is none of its files.
  const kinds = await Promise.all(paths.map(async (path) => (await stat(path)).isFile()));
  return paths.filter((_path, at) => kinds[at] === true).sort();
}
