import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AwsError } from '../../aws/aws-error.ts';
import { formBoundary, readForm } from './multipart-form.ts';

const BOUNDARY = '----b';

async function read(pieces: readonly Uint8Array[]) {
  const form = await readForm(Readable.from(pieces), BOUNDARY);
  const chunks: Buffer[] = [];
  for await (const chunk of form.content) chunks.push(chunk);
  return { ...form, content: Buffer.concat(chunks) };
}

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const size of sizes) {
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return [...pieces, bytes.subarray(at)];
}

const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 60 });
const names = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-', '1'), minLength: 1, maxLength: 8 });

it('reads what a browser posts, however it is delivered', async () => {
  const file = fc
    .array(
      fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.constant(Buffer.from(`\r\n--${BOUNDARY.slice(0, 3)}`))),
    )
    .map((parts) => Buffer.concat(parts))
    .filter((bytes) => !bytes.includes(`\r\n--${BOUNDARY}`));
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(names, fc.string({ unit: 'grapheme', maxLength: 20 })),
      file,
      sizes,
      async (fields, bytes, cuts) => {
        const { file: _file, ...others } = fields;
        const head = Object.entries(others).map(
          ([name, value]) =>
            `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
        );
        const form = Buffer.concat([
          Buffer.from(head.join('')),
          Buffer.from(
            `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="C:\\dir\\a.txt"\r\nContent-Type: text/plain\r\n\r\n`,
          ),
          bytes,
          Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
        ]);
        const found = await read(cut(form, cuts));
        expect(Object.fromEntries(found.fields)).toEqual(others);
        expect([found.fileName, found.fileType]).toEqual(['a.txt', 'text/plain']);
        expect(found.content.equals(bytes)).toBe(true);
      },
    ),
  );
});

it('refuses whatever else arrives', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      `--${BOUNDARY}`,
      '\r\n',
      '--',
      'Content-Disposition: form-data; name="',
      'file"',
      '\r\n\r\n',
    ),
    fc.string({ maxLength: 6 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece), async (pieces) => {
      try {
        await read([Buffer.from(pieces.join(''))]);
      } catch (error) {
        expect(error).toBeInstanceOf(AwsError);
      }
    }),
  );
});

it('keeps fields small', async () => {
  const form = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\n${'x'.repeat(30_000)}`;
  await expect(read([Buffer.from(form)])).rejects.toMatchObject({
    code: 'MaxPostPreDataLengthExceededError',
  });
});

it.each([
  ['multipart/form-data; boundary=abc', 'abc'],
  ['multipart/form-data; charset=utf-8; boundary="a b"', 'a b'],
  ['multipart/form-data', undefined],
  ['application/json; boundary=abc', undefined],
  [undefined, undefined],
])('%s has the boundary %s', (type, boundary) => {
  expect(formBoundary(type)).toBe(boundary);
});
