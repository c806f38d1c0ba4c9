import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsError } from '../../aws/aws-error.ts';
import type { CodeLocation } from '../function-record.ts';

/** Finds what the cloud assembly holds: a directory, or a .zip file. */
export interface AssetDirectory {
  directoryOf(bucket: string, key: string): string | undefined;
}

/** The functions' code as directories on the disk, and the `/tmp` of each environment. */
export interface CodeStore {
  /** Absolute path of the directory that holds the code. Throws AwsError when there is none. */
  taskRoot(location: CodeLocation): string;
  /** A new empty directory for the environment's temporary files. */
  temporaryDirectory(environmentId: string): string;
  removeTemporaryDirectory(environmentId: string): void;
  close(): void;
}

export function openCodeStore(assets: AssetDirectory): CodeStore {
  const staging = mkdtempSync(join(tmpdir(), 'local-cloud-lambda-'));

  function inline(source: string): string {
    const directory = join(staging, 'inline', createHash('sha256').update(source).digest('hex'));
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'index.js'), source);
    return directory;
  }

  return {
    taskRoot(location) {
      if (location.kind === 'inline') return inline(location.source);
      const path = assets.directoryOf(location.bucket, location.key);
      const found = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
      if (path === undefined || found === undefined) {
        throw new AwsError(
          'InvalidParameterValueException',
          `Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The cloud assembly has no asset ${location.key}.`,
        );
      }
      if (!found.isDirectory()) {
        throw new AwsError(
          'InvalidParameterValueException',
          `The asset ${path} is a file; only directories of code are supported.`,
        );
      }
      return path;
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

/** base64 of a digest that changes with the code; assets are named by their own hash already. */
export function codeDigest(location: CodeLocation): string {
  const text = location.kind === 'inline' ? location.source : `${location.bucket}/${location.key}`;
  return createHash('sha256').update(text).digest('base64');
}
