import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AwsError } from '../../aws/aws-error.ts';
import { readAwsChunked } from './aws-chunked.ts';

async function content(pieces: readonly Uint8Array[]): Promise<[Buffer, ReadonlyMap<string, string>]> {
  const body = readAwsChunked(Readable.from(pieces), undefined);
  const chunks: Buffer[] = [];
  for await (const chunk of body.content) chunks.push(chunk);
  return [Buffer.concat(chunks), body.trailers];
}

/** The bytes in pieces, as a network may deliver them. */
function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const size of sizes) {
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return [...pieces, bytes.subarray(at)];
}

const sizes = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 });

it('finds the content however it was framed and delivered', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1 })), sizes, async (chunks, cuts) => {
      const frames = chunks.flatMap((chunk) => [
        Buffer.from(`${chunk.length.toString(16)}\r\n`),
        Buffer.from(chunk),
        Buffer.from('\r\n'),
      ]);
      const end = Buffer.from('0\r\nx-amz-checksum-crc32: AAAA \r\nOther:1\r\n\r\n');
      const [found, trailers] = await content(cut(Buffer.concat([...frames, end]), cuts));
      expect(found).toEqual(Buffer.concat(chunks));
      expect([...trailers]).toEqual([
        ['x-amz-checksum-crc32', 'AAAA'],
        ['other', '1'],
      ]);
    }),
  );
});

it('refuses, or reads to the end, whatever else arrives', async () => {
  const piece = fc.oneof(
    fc.constantFrom('0\r\n', '\r\n', '5\r\n', 'a:b', 'fffffffffffff\r\n', ';chunk-signature='),
    fc.string({ maxLength: 6 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece), sizes, async (pieces, cuts) => {
      try {
        await content(cut(Buffer.from(pieces.join('')), cuts));
      } catch (error) {
        expect(error).toBeInstanceOf(AwsError);
      }
    }),
  );
});
