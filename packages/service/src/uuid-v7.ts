import type { Sources } from './sources.ts';

/**
 * Makes version 7 UUIDs (RFC 9562) that grow with every call: within a millisecond the 12 bits of `rand_a` count
 * up from a random start (6.2, method 1), and a clock that steps back is waited for by counting on.
 */
export function createUuidV7(sources: Sources): () => string {
  let moment = 0;
  let counter = 0;
  return () => {
    const now = sources.now();
    const random = sources.bytes(10);
    if (now > moment) {
      moment = now;
      // The top bit starts as zero, which leaves room for at least 2048 more in this millisecond.
      counter = random.readUInt16BE(8) & 0x7ff;
    } else {
      counter += 1;
      if (counter > 0xfff) {
        moment += 1;
        counter = 0;
      }
    }
    const bytes = Buffer.alloc(16);
    bytes.writeUIntBE(moment, 0, 6);
    bytes.writeUInt16BE(0x7000 | counter, 6);
    random.copy(bytes, 8, 0, 8);
    bytes.writeUInt8((random.readUInt8(0) & 0x3f) | 0x80, 8);
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}
