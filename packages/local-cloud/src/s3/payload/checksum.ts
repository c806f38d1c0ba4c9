import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What S3 can check a body with. */
export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';

/** Sees a body go by. */
export interface ChecksumHasher {
  update(chunk: Uint8Array): void;
  /** base64 */
  digest(): string;
}

const HASHERS: Readonly<Record<ChecksumAlgorithm, () => ChecksumHasher>> = {
  CRC32: () => crc32Hasher((chunk, value) => crc32(chunk, value)),
  CRC32C: () => crc32Hasher(crc32c),
  CRC64NVME: crc64Hasher,
  SHA1: () => digestHasher('sha1'),
  SHA256: () => digestHasher('sha256'),
};

export function isChecksumAlgorithm(name: string): name is ChecksumAlgorithm {
  return Object.hasOwn(HASHERS, name);
}

export const CHECKSUM_ALGORITHMS: readonly ChecksumAlgorithm[] =
  Object.keys(HASHERS).filter(isChecksumAlgorithm);

export function checksumHasher(algorithm: ChecksumAlgorithm): ChecksumHasher {
  return HASHERS[algorithm]();
}

/** `x-amz-checksum-crc32` */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** `ChecksumCRC32`, as the element of a document is called. */
export function checksumElement(algorithm: ChecksumAlgorithm): string {
  return `Checksum${algorithm}`;
}

/** Whether `value` is base64 of as many bytes as the algorithm gives. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, value: string): boolean {
  const length = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 }[algorithm];
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === length && bytes.toString('base64') === value;
}

function digestHasher(name: string): ChecksumHasher {
  const hash = createHash(name);
  return {
    update: (chunk) => void hash.update(chunk),
    digest: () => hash.digest('base64'),
  };
}

function crc32Hasher(step: (chunk: Uint8Array, value: number) => number): ChecksumHasher {
  let value = 0;
  return {
    update: (chunk) => {
      value = step(chunk, value);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value >>> 0);
      return bytes.toString('base64');
    },
  };
}

/** The Castagnoli polynomial, its bits in reverse. RFC 3720, appendix B.4. */
const CASTAGNOLI = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

function crc32c(chunk: Uint8Array, before: number): number {
  let value = ~before;
  for (const byte of chunk) value = (CASTAGNOLI[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}

/** The polynomial of the NVM Express specification, its bits in reverse: 0x9a6c9329ac4bc9b5. */
const NVME_HIGH = new Uint32Array(256);
const NVME_LOW = new Uint32Array(256);
for (let index = 0; index < 256; index += 1) {
  let high = 0;
  let low = index;
  for (let bit = 0; bit < 8; bit += 1) {
    const odd = low & 1;
    low = ((low >>> 1) | (high << 31)) >>> 0;
    high >>>= 1;
    if (odd === 0) continue;
    high = (high ^ 0x9a6c9329) >>> 0;
    low = (low ^ 0xac4bc9b5) >>> 0;
  }
  NVME_HIGH[index] = high;
  NVME_LOW[index] = low;
}

/** In two halves: numbers of 64 bits would be slow. */
function crc64Hasher(): ChecksumHasher {
  let high = 0xffffffff;
  let low = 0xffffffff;
  return {
    update: (chunk) => {
      for (const byte of chunk) {
        const at = (low ^ byte) & 0xff;
        low = (((low >>> 8) | (high << 24)) ^ (NVME_LOW[at] ?? 0)) >>> 0;
        high = ((high >>> 8) ^ (NVME_HIGH[at] ?? 0)) >>> 0;
      }
    },
    digest: () => {
      const bytes = Buffer.alloc(8);
      bytes.writeUInt32BE(~high >>> 0, 0);
      bytes.writeUInt32BE(~low >>> 0, 4);
      return bytes.toString('base64');
    },
  };
}
