import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { StoreWrite } from './ordered-store.ts';

/** A batch of writes, as the log keeps it. Numbers grow by one from batch to batch. */
export interface LoggedBatch {
  readonly number: number;
  readonly writes: readonly StoreWrite[];
}

/**
 * Batches that a database has yet to take over, in two files. One is written while the database takes over
 * the batches of the other; then they change places, and the older batches are overwritten.
 */
export interface WriteAheadLog {
  /** Appends a batch. When this returns, the batch survives the death of the process. Throws when it does not. */
  append(batch: LoggedBatch): void;
  /** Goes on in the other file, from its beginning: its batches are taken over. */
  turn(): void;
  /** Forgets all batches. */
  reset(): void;
  close(): void;
}

const FILES = ['ahead-0', 'ahead-1'] as const;
/** Checksum of what follows, length of the writes, number. */
const HEADER = 4 + 4 + 8;
const PUT = 1;
const DELETE = 0;

/** Opens (or makes) the log in `directory`, which belongs to one process at a time. */
export function openWriteAheadLog(directory: string): WriteAheadLog {
  // Not 'w': what is in the files is somebody's last words.
  const files = FILES.map((name) => openSync(join(directory, name), 'a+', 0o600)).map((file, at) => {
    closeSync(file);
    return openSync(join(directory, FILES[at] ?? ''), 'r+');
  });
  let current = 0;
  let end = 0;
  const file = (): number => {
    const found = files[current];
    if (found === undefined) throw new Error('The log is closed.');
    return found;
  };
  return {
    append: (batch) => {
      const record = encodeBatch(batch);
      for (let written = 0; written < record.length; ) {
        written += writeSync(file(), record, written, record.length - written, end + written);
      }
      end += record.length;
    },
    turn: () => {
      current = 1 - current;
      end = 0;
    },
    reset: () => {
      for (const each of files) ftruncateSync(each);
      end = 0;
    },
    close: () => {
      for (const each of files.splice(0)) closeSync(each);
    },
  };
}

/**
 * The batches behind number `after` that are in the log of `directory`, in order and without a gap. What was not
 * written whole, and what comes behind it, was never acknowledged.
 */
export function readWriteAheadLog(directory: string, after: number): LoggedBatch[] {
  const batches = FILES.flatMap((name) => [...batchesIn(contentOf(join(directory, name)))])
    .filter(({ number }) => number > after)
    .sort((left, right) => left.number - right.number);
  const gap = batches.findIndex(({ number }, at) => number !== after + at + 1);
  return gap < 0 ? batches : batches.slice(0, gap);
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

function encodeBatch({ number, writes }: LoggedBatch): Buffer {
  let length = 0;
  for (const write of writes) {
    length += 5 + write.key.length + (write.type === 'put' ? 4 + write.value.length : 0);
  }
  const record = Buffer.allocUnsafe(HEADER + length);
  record.writeUInt32BE(length, 4);
  record.writeBigUInt64BE(BigInt(number), 8);
  let at = HEADER;
  const bytes = (content: Uint8Array): void => {
    at = record.writeUInt32BE(content.length, at);
    record.set(content, at);
    at += content.length;
  };
  for (const write of writes) {
    at = record.writeUInt8(write.type === 'put' ? PUT : DELETE, at);
    bytes(write.key);
    if (write.type === 'put') bytes(write.value);
  }
  record.writeUInt32BE(crc32(record.subarray(4)), 0);
  return record;
}

/** The batches at the beginning of a file, up to the first that is damaged or older than the one before it. */
function* batchesIn(content: Buffer): Generator<LoggedBatch> {
  let last: number | undefined;
  for (let at = 0; at + HEADER <= content.length; ) {
    const end = at + HEADER + content.readUInt32BE(at + 4);
    if (end > content.length || crc32(content.subarray(at + 4, end)) !== content.readUInt32BE(at)) return;
    const number = Number(content.readBigUInt64BE(at + 8));
    if (last !== undefined && number !== last + 1) return;
    last = number;
    yield { number, writes: decodeWrites(content.subarray(at + HEADER, end)) };
    at = end;
  }
}

function decodeWrites(content: Buffer): StoreWrite[] {
  const writes: StoreWrite[] = [];
  let at = 0;
  const bytes = (): Buffer => {
    const from = at + 4;
    at = from + content.readUInt32BE(at);
    return content.subarray(from, at);
  };
  while (at < content.length) {
    const type = content.readUInt8(at++);
    const key = bytes();
    writes.push(type === PUT ? { type: 'put', key, value: bytes() } : { type: 'del', key });
  }
  return writes;
}
