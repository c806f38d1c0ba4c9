import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKSUM_ALGORITHMS, type ChecksumAlgorithm, checksumHasher, isChecksumValue } from './checksum.ts';

function checksum(algorithm: ChecksumAlgorithm, ...chunks: readonly Uint8Array[]): string {
  const hasher = checksumHasher(algorithm);
  for (const chunk of chunks) hasher.update(chunk);
  return hasher.digest();
}

describe('a checksum', () => {
  // The check values of the catalogue of CRC algorithms, and of FIPS 180.
  it.each<[ChecksumAlgorithm, string]>([
    ['CRC32', 'cbf43926'],
    ['CRC32C', 'e3069283'],
    ['CRC64NVME', 'ae8b14860a799888'],
    ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['SHA256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ])('%s of 123456789', (algorithm, hex) => {
    const value = checksum(algorithm, Buffer.from('123456789'));
    expect(Buffer.from(value, 'base64').toString('hex')).toBe(hex);
  });

  it('does not depend on how the body is cut', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CHECKSUM_ALGORITHMS),
        fc.uint8Array(),
        fc.nat(),
        (algorithm, bytes, cut) => {
          const at = cut % (bytes.length + 1);
          const whole = checksum(algorithm, bytes);
          expect(checksum(algorithm, bytes.subarray(0, at), bytes.subarray(at))).toBe(whole);
          expect(isChecksumValue(algorithm, whole)).toBe(true);
          expect(isChecksumValue(algorithm, `${whole}=`)).toBe(false);
        },
      ),
    );
  });
});
