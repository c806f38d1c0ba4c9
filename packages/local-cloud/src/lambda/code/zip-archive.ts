import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';

/** The archive is broken, or holds what is not unpacked here; the message says which. */
export class ZipError extends Error {
  override name = 'ZipError';
}

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
  readonly symbolicLink: boolean;
}

/** Lambda's own limit for the unpacked code. */
const MAX_UNPACKED = 262_144_000;
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const inflate = promisify(inflateRaw);

/**
 * Unpacks the content of a .zip file into `directory`. Takes stored and deflated entries of a single-part archive (PKWARE
 * APPNOTE 6.3.10, without Zip64). Throws ZipError.
 */
export async function unpackZip(archive: Buffer, directory: string): Promise<void> {
  const entries = directoryOf(archive);
  if (entries.reduce((sum, { size }) => sum + size, 0) > MAX_UNPACKED) {
    throw new ZipError(`It unpacks to more than ${MAX_UNPACKED} bytes.`);
  }
  for (const entry of entries) {
    const target = resolve(directory, entry.name);
    if (!`${target}${sep}`.startsWith(`${directory}${sep}`)) {
      throw new ZipError(`The entry ${JSON.stringify(entry.name)} lies outside of the archive.`);
    }
    if (entry.symbolicLink) throw new ZipError(`${entry.name} is a symbolic link.`);
    if (entry.name.endsWith('/')) {
      await mkdir(target, { recursive: true });
      continue;
    }
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, await contentOf(archive, entry));
  }
}

function directoryOf(archive: Buffer): ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > archive.length || archive.readUInt32LE(end) !== END_OF_DIRECTORY) {
    throw new ZipError('The file is not a .zip archive.');
  }
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffff_ffff) throw new ZipError('Zip64 archives are not supported.');
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== DIRECTORY_ENTRY) {
      throw new ZipError('The archive is broken: its directory ends too early.');
    }
    const nameLength = archive.readUInt16LE(at + 28);
    const mode = archive.readUInt32LE(at + 38) >>> 16;
    entries.push({
      name: archive.toString('utf8', at + 46, at + 46 + nameLength),
      method: archive.readUInt16LE(at + 10),
      crc: archive.readUInt32LE(at + 16),
      compressed: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
      offset: archive.readUInt32LE(at + 42),
      symbolicLink: (mode & 0o170000) === 0o120000,
    });
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

async function contentOf(archive: Buffer, entry: ZipEntry): Promise<Buffer> {
  const broken = new ZipError(`The entry ${entry.name} is broken.`);
  const { offset } = entry;
  if (offset + 30 > archive.length || archive.readUInt32LE(offset) !== LOCAL_ENTRY) throw broken;
  const start = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  const raw = archive.subarray(start, start + entry.compressed);
  if (entry.method !== 0 && entry.method !== 8) {
    throw new ZipError(`${entry.name} is packed by a method that is not supported.`);
  }
  let content: Buffer = raw;
  if (entry.method === 8) {
    try {
      content = await inflate(raw, { maxOutputLength: Math.max(entry.size, 1) });
    } catch {
      throw broken;
    }
  }
  if (content.length !== entry.size || crc32(content) !== entry.crc) throw broken;
  return content;
}
