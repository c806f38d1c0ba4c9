import { createHash } from 'node:crypto';
import { type ChecksumAlgorithm, checksumHasher } from './checksum.ts';
import type { Payload, PayloadFacts } from './payload.ts';

/** Bytes from elsewhere as the payload of an object. `check` is told the size by now and may throw. */
export function measuredPayload(
  source: AsyncIterable<Buffer> | Iterable<Buffer>,
  algorithm: ChecksumAlgorithm | undefined,
  check: (size: number, ended: boolean) => void = () => {},
): Pick<Payload, 'content' | 'facts'> {
  const md5 = createHash('md5');
  const hasher = algorithm === undefined ? undefined : checksumHasher(algorithm);
  let facts: PayloadFacts | undefined;
  async function* content(): AsyncGenerator<Buffer> {
    let size = 0;
    for await (const chunk of source) {
      size += chunk.length;
      check(size, false);
      md5.update(chunk);
      hasher?.update(chunk);
      yield chunk;
    }
    check(size, true);
    const checksum =
      hasher === undefined || algorithm === undefined ? undefined : { algorithm, value: hasher.digest() };
    facts = { size, md5: md5.digest('hex'), checksum };
  }
  return {
    content: content(),
    facts: () => {
      if (facts === undefined) throw new Error('The content has not been read to its end.');
      return facts;
    },
  };
}

/** In hexadecimal digits: what the ETag of an object with these bytes would be. */
export async function md5Of(source: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<string> {
  const md5 = createHash('md5');
  for await (const chunk of source) md5.update(chunk);
  return md5.digest('hex');
}
