import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AwsError } from '../../aws/aws-error.ts';
import { type CodeLocation, type FunctionConfiguration, runtimeFamily } from '../function-record.ts';
import type { PythonInstallation } from '../python/python-installation.ts';
import { linkTree } from './link-tree.ts';
import { linkPythonModules } from './python-modules.ts';
import { linkRuntimeModules } from './runtime-modules.ts';
import { makeStagingDirectory } from './staging-directory.ts';
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
  /** The asset, with its path now. Throws AwsError as above when it is not there. */
  locate(bucket: string, key: string): Promise<CodeLocation>;
  /** A new empty directory for the environment's temporary files. */
  temporaryDirectory(environmentId: string): string;
  removeTemporaryDirectory(environmentId: string): void;
  close(): void;
}

/** Where code finds its layers' modules and the runtime's: a folder beside it. */
export function modulePath(taskRoot: string, runtime: string): string {
  return join(dirname(taskRoot), runtimeFamily(runtime) === 'python' ? 'python' : 'node_modules');
}

export function openCodeStore(
  assets: AssetDirectory,
  layerLocation: LayerLocation,
  python: () => PythonInstallation | undefined,
): CodeStore {
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
    const root = await once('code', JSON.stringify([code, source, layers, family]), async (directory) => {
      await fill(code, source, join(directory, 'task'), family === 'python' ? 'index.py' : 'index.js');
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
      fill(location, source, directory, 'index.js'),
    );
  }

  /** Absolute path of the asset; undefined for inline code. */
  async function sourceOf(location: CodeLocation): Promise<string | undefined> {
    if (location.kind === 'inline') return undefined;
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
    async locate(bucket, key) {
      const location = { kind: 'asset', bucket, key } as const;
      const path = await sourceOf(location);
      return path === undefined ? location : { ...location, path };
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

async function fill(
  location: CodeLocation,
  source: string | undefined,
  directory: string,
  inlineFile: string,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  if (location.kind === 'inline') await writeFile(join(directory, inlineFile), location.source);
  else if (source !== undefined && (await kindOf(source)) === 'directory') await linkTree(source, directory);
  else if (source !== undefined) await unpack(source, directory);
}

async function unpack(path: string, directory: string): Promise<void> {
  try {
    await unpackZip(path, directory);
  } catch (cause) {
    if (!(cause instanceof ZipError)) throw cause;
    throw missing(`Could not unzip uploaded file. ${cause.message}`, { cause });
  }
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
  const text = location.kind === 'inline' ? location.source : `${location.bucket}/${location.key}`;
  return createHash('sha256').update(text).digest('base64');
}
