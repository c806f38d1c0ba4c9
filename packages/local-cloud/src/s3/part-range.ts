import type { ByteRange } from './byte-range.ts';
import type { ObjectVersion } from './index/object-version.ts';
import type { S3Call } from './s3-call.ts';
import { invalidArgument, s3Error } from './s3-errors.ts';

export const MOST_PARTS: number = 10_000;

/** The bytes of the part that `partNumber` asks for; undefined when it is not there. */
export async function partRange(
  { index, query }: S3Call,
  { content, size }: ObjectVersion,
): Promise<ByteRange | undefined> {
  const parameter = query.get('partNumber');
  if (parameter === null) return undefined;
  const number = readPartNumber(parameter);
  if (content.type === 'file') {
    if (number > 1) throw s3Error('InvalidRange', { ActualObjectSize: size });
    return { start: 0, end: size - 1 };
  }
  let start = 0;
  let position = 0;
  for await (const part of index.parts(content.uploadId)) {
    position += 1;
    if (position === number) return { start, end: start + part.size - 1 };
    start += part.size;
  }
  throw s3Error('InvalidRange', { ActualObjectSize: size });
}

/** Throws AwsError `InvalidArgument`. */
export function readPartNumber(text: string): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= MOST_PARTS) return number;
  throw invalidArgument(
    'partNumber',
    text,
    `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`,
  );
}
