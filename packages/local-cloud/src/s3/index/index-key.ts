/**
 * Keys of the index. All of a bucket begin with its id, which is of one length. An object's key follows as
 * UTF-8, so that the order is S3's; where more follows it, it is escaped and ended.
 */
const CURRENT = 'c';
const NONCURRENT = 'v';
const UPLOAD = 'u';
const PART = 'p';
const FILE = 'f';

const END = Buffer.from([0, 1]);

/** The newest version of an object. */
export function currentKey(bucketId: string, key: string): Buffer {
  return Buffer.from(CURRENT + bucketId + key);
}

export function keyOfCurrent(entryKey: Buffer): string {
  return entryKey.toString('utf8', 1 + 16);
}

/** An older version; newer ones come first. */
export function noncurrentKey(bucketId: string, key: string, sequence: number): Buffer {
  const inverted = Buffer.alloc(8);
  inverted.writeBigUInt64BE(0xffff_ffff_ffff_ffffn - BigInt(sequence));
  return Buffer.concat([noncurrentPrefix(bucketId, key), inverted]);
}

/** All older versions of one object. */
export function noncurrentPrefix(bucketId: string, key: string): Buffer {
  return Buffer.concat([Buffer.from(NONCURRENT + bucketId), escaped(key), END]);
}

/** Older versions of a bucket from an object's key on. */
export function noncurrentStart(bucketId: string, key: string): Buffer {
  return Buffer.concat([Buffer.from(NONCURRENT + bucketId), escaped(key)]);
}

export function uploadKey(bucketId: string, key: string, uploadId: string): Buffer {
  return Buffer.concat([Buffer.from(UPLOAD + bucketId), escaped(key), END, Buffer.from(uploadId)]);
}

export function uploadStart(bucketId: string, key: string): Buffer {
  return Buffer.concat([Buffer.from(UPLOAD + bucketId), escaped(key)]);
}

export function partKey(uploadId: string, number: number): Buffer {
  return Buffer.from(`${PART}${uploadId}${String(number).padStart(5, '0')}`);
}

export function fileKey(fileId: string): Buffer {
  return Buffer.from(FILE + fileId);
}

/** The first key after all that begin with `prefix`. */
export function afterPrefix(prefix: Buffer): Buffer {
  const end = Buffer.from(prefix);
  for (let at = end.length - 1; at >= 0; at -= 1) {
    const byte = end[at] ?? 0;
    if (byte < 0xff) {
      end[at] = byte + 1;
      return end.subarray(0, at + 1);
    }
  }
  return end;
}

/** The same order, with no `00 01` inside. */
function escaped(key: string): Buffer {
  if (!key.includes('\0')) return Buffer.from(key);
  const bytes: number[] = [];
  for (const byte of Buffer.from(key)) {
    bytes.push(byte);
    if (byte === 0) bytes.push(0xff);
  }
  return Buffer.from(bytes);
}
