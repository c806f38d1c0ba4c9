import { constants } from 'node:fs';
import { chmod, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sources } from '../aws/sources.ts';
import { newIamId, newSecretAccessKey } from './access-key.ts';

/** The long-lived secrets of one local cloud. */
export interface LocalSecrets {
  readonly administrator: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    /** Begins with AIDA. */
    readonly userId: string;
  };
  /** 32 bytes, from which the keys of session tokens are derived. */
  readonly sessionKey: Buffer;
}

/** A credentials file that cannot be used as it is. Tells the path, never the content. */
export class CredentialsFileError extends Error {
  override name = 'CredentialsFileError';
  readonly path: string;
  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(`${path} ${problem}. Remove it to have new keys made at the next start.`, options);
    this.path = path;
  }
}

export interface OpenedSecrets {
  readonly secrets: LocalSecrets;
  /** Whether others could read the file before it was closed to them just now. */
  readonly wasExposed: boolean;
}

/**
 * Reads `credentials.json` of the data directory, or makes it with new keys. Only its owner may read it:
 * a file that is more open than that is closed.
 * Throws CredentialsFileError when it is damaged.
 */
export async function openCredentialsFile(directory: string, sources: Sources): Promise<OpenedSecrets> {
  const path = join(directory, 'credentials.json');
  const text = await readIfThere(path);
  if (text === undefined) {
    const secrets = newSecrets(sources);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writePrivately(path, `${JSON.stringify(toDocument(secrets), undefined, 2)}\n`);
    return { secrets, wasExposed: false };
  }
  const wasExposed = ((await stat(path)).mode & 0o077) !== 0;
  if (wasExposed) await chmod(path, 0o600);
  return { secrets: fromDocument(path, text), wasExposed };
}

function newSecrets(sources: Sources): LocalSecrets {
  return {
    administrator: {
      accessKeyId: newIamId(sources, 'AKIA'),
      secretAccessKey: newSecretAccessKey(sources),
      userId: newIamId(sources, 'AIDA'),
    },
    sessionKey: sources.bytes(32),
  };
}

function toDocument(secrets: LocalSecrets): object {
  return {
    version: 1,
    administrator: secrets.administrator,
    sessionKey: secrets.sessionKey.toString('base64'),
  };
}

function fromDocument(path: string, text: string): LocalSecrets {
  const document = parse(path, text);
  const administrator = fields(document.administrator);
  const { accessKeyId, secretAccessKey, userId } = administrator;
  const sessionKey = Buffer.from(String(document.sessionKey), 'base64');
  if (
    document.version !== 1 ||
    !isText(accessKeyId, /^AKIA[A-Z2-7]{16}$/) ||
    !isText(secretAccessKey, /^[A-Za-z0-9+/]{40}$/) ||
    !isText(userId, /^AIDA[A-Z2-7]{17}$/) ||
    sessionKey.length !== 32
  ) {
    throw new CredentialsFileError(path, 'does not hold the keys of a local cloud');
  }
  return { administrator: { accessKeyId, secretAccessKey, userId }, sessionKey };
}

function parse(path: string, text: string): Readonly<Record<string, unknown>> {
  try {
    return fields(JSON.parse(text));
  } catch {
    // The parser's message would quote the text, and with it a secret.
    throw new CredentialsFileError(path, 'is not JSON');
  }
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function isText(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new CredentialsFileError(path, 'cannot be read', { cause: error });
  }
}

/** The file appears whole or not at all, and is never open to others, not even for a moment. */
async function writePrivately(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  await rm(draft, { force: true });
  const file = await open(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
