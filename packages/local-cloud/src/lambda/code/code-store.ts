import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AwsError } from '../../aws/aws-error.ts';
import type { ObjectReader } from '../../s3/object-reader.ts';
import { type CodeLocation, type FunctionConfiguration, runtimeFamily } from '../function-record.ts';
import type { PythonInstallation } from '../python/python-installation.ts';
import { writeInlineCode } from './inline-code.ts';
import { linkTree } from './link-tree.ts';
import { linkPythonModules } from './python-modules.ts';
import { linkRuntimeModules } from './runtime-modules.ts';
import { makeStagingDirectory } from './staging-directory.ts';
import type { UploadedCodeStore } from './uploaded-code.ts';
import { unpackZip, ZipError } from './zip-archive.ts';

/** Finds what the cloud assembly holds: a directory, or a .zip file. */
export interface AssetDirectory {
  directoryOf(bucket: string, key: string): string | undefined;
}

/** What of a function its code is made of. */
type CodeConfiguration = Pick<FunctionConfiguration, 'code' | 'layers' | 'runtime'>;

/** Finds the content of a layer version by its ARN. */
export type LayerLocation = (arn: string) => CodeLocation | undefined;

/**
 * The functions' code as directories on the disk, and the `/tmp` of each environment. The code lies apart from
 * the project it comes from: a module that is not in the asset is not found, as on AWS.
 */
export interface CodeStore {
  /**
   * Absolute path of the directory that holds the code, with its layers and the runtime's modules in reach.
   * Throws AwsError `InvalidParameterValueException` when some of it is missing or broken.
   */
  taskRoot(configuration: CodeConfiguration): Promise<string>;
  /**
   * An asset of the assembly, with its path now, or a copy of an object of S3. Throws AwsError as above when it is
   * not there.
   */
  locate(bucket: string, key: string, versionId?: string): Promise<CodeLocation>;
  /** Keeps a .zip file. Throws AwsError as above when it is empty. */
  upload(archive: Buffer): Promise<CodeLocation>;
  /** A new empty directory for the environment's temporary files. */
  temporaryDirectory(environmentId: string): string;
  removeTemporaryDirectory(environmentId: string): void;
  close(): void;
}

/** Where code finds its layers' modules and the runtime's: a folder beside it. */
export function modulePath(taskRoot: string, runtime: string): string {
  return join(dirname(taskRoot), runtimeFamily(runtime) === 'python' ? 'python' : 'node_modules');
}

export function openCodeStore(needs: {
  readonly assets: AssetDirectory;
  readonly uploads: UploadedCodeStore;
  readonly layerLocation: LayerLocation;
  readonly python: () => PythonInstallation | undefined;
  /** Absent where there is no S3. */
  readonly objects?: ObjectReader | undefined;
}): CodeStore {
  const { assets, uploads, layerLocation, python, objects } = needs;
  const staging = makeStagingDirectory();
  const staged = new Map<string, Promise<string>>();

  /** Runs `fill` once for each key; gives the directory that it filled, which is never half full. */
  function once(kind: string, key: string, fill: (directory: string) => Promise<void>): Promise<string> {
    const directory = join(staging, kind, createHash('sha256').update(key).digest('hex').slice(0, 32));
    const known = staged.get(directory);
    if (known !== undefined) return known;
    const filling = (async () => {
      const unfinished = `${directory}.unfinished`;
      await rm(unfinished, { recursive: true, force: true });
      await mkdir(unfinished, { recursive: true });
      await fill(unfinished);
      await rename(unfinished, directory);
      return directory;
    })();
    staged.set(directory, filling);
    filling.catch(() => staged.delete(directory));
    return filling;
  }

  async function taskRoot({ code, layers, runtime }: CodeConfiguration): Promise<string> {
    const source = await sourceOf(code);
    const family = runtimeFamily(runtime);
    if (family === 'python' && python() === undefined) {
      throw missing(`${runtime} needs python3 on the search path of this machine.`);
    }
    const root = await once('code', JSON.stringify([code, source, layers, family]), async (directory) => {
      await fill(code, source, join(directory, 'task'), runtime);
      const layerDirectories = await Promise.all(layers.map(layerDirectory));
      const modules = modulePath(join(directory, 'task'), runtime);
      await mkdir(modules, { recursive: true });
      if (family === 'python') {
        await linkPythonModules(modules, layerDirectories, python()?.sdkModules ?? {});
      } else {
        await linkRuntimeModules(modules, layerDirectories, [...(source ? [source] : []), process.cwd()]);
      }
    });
    return realpathSync(join(root, 'task'));
  }

  async function layerDirectory(arn: string): Promise<string> {
    const location = layerLocation(arn);
    if (location === undefined) throw missing(`The layer version ${arn} does not exist.`);
    const source = await sourceOf(location);
    return once('layers', JSON.stringify([arn, source]), (directory) =>
      fill(location, source, directory, 'nodejs'),
    );
  }

  async function fill(
    location: CodeLocation,
    source: string | undefined,
    directory: string,
    runtime: string,
  ): Promise<void> {
    await mkdir(directory, { recursive: true });
    if (location.kind === 'inline') await writeInlineCode(directory, runtime, location.source);
    else if (location.kind === 'upload') await unpackUpload(uploads.get(location), directory);
    else if (source === undefined) return;
    else if ((await kindOf(source)) === 'directory') await linkTree(source, directory);
    else await unpack(source, directory);
  }

  /** Absolute path of the asset; undefined for code that is none. */
  async function sourceOf(location: CodeLocation): Promise<string | undefined> {
    if (location.kind !== 'asset') return undefined;
    const path = assets.directoryOf(location.bucket, location.key) ?? location.path;
    if (path === undefined || (await kindOf(path)) === undefined) {
      throw missing(
        `Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The cloud assembly has no asset ${location.key}.`,
      );
    }
    return path;
  }

  return {
    taskRoot,
    async locate(bucket, key, versionId) {
      const location = { kind: 'asset', bucket, key } as const;
      if (objects === undefined || assets.directoryOf(bucket, key) !== undefined) {
        const path = await sourceOf(location);
        return path === undefined ? location : { ...location, path };
      }
      return uploads.put(await objects.read(bucket, key, versionId).catch(unreadableObject));
    },
    async upload(archive) {
      if (archive.length === 0) throw missing('Uploaded file must be a non-empty zip');
      return uploads.put(archive);
    },
    temporaryDirectory(environmentId) {
      const directory = join(staging, 'tmp', environmentId);
      mkdirSync(directory, { recursive: true });
      return directory;
    },
    removeTemporaryDirectory(environmentId) {
      rmSync(join(staging, 'tmp', environmentId), { recursive: true, force: true });
    },
    close() {
      rmSync(staging, { recursive: true, force: true });
    },
  };
}

async function unpack(path: string, directory: string): Promise<void> {
  try {
    await unpackZip(await readFile(path), directory);
  } catch (cause) {
    if (!(cause instanceof ZipError)) throw cause;
    throw missing(`Could not unzip uploaded file. ${path}: ${cause.message}`, { cause });
  }
}

/** The caller who has uploaded the file gets Lambda's own sentence. */
async function unpackUpload(archive: Buffer | undefined, directory: string): Promise<void> {
  try {
    await unpackZip(archive ?? Buffer.alloc(0), directory);
  } catch (cause) {
    if (!(cause instanceof ZipError)) throw cause;
    const advice = 'Please check your file, then try to upload again.';
    throw missing(`Could not unzip uploaded file. ${advice}`, { cause });
  }
}

function unreadableObject(cause: unknown): never {
  if (!(cause instanceof AwsError)) throw cause;
  throw missing(
    `Error occurred while GetObject. S3 Error Code: ${cause.code}. S3 Error Message: ${cause.message}`,
    { cause },
  );
}

async function kindOf(path: string): Promise<'directory' | 'file' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'directory' : 'file';
  } catch {
    return undefined;
  }
}

function missing(message: string, options?: ErrorOptions): AwsError {
  return new AwsError('InvalidParameterValueException', message, 400, {}, options);
}

/** base64 of a digest that changes with the code; assets are named by their own hash already. */
export function codeDigest(location: CodeLocation): string {
  if (location.kind === 'upload') return location.digest;
  const text = location.kind === 'inline' ? location.source : `${location.bucket}/${location.key}`;
  return createHash('sha256').update(text).digest('base64');
}
