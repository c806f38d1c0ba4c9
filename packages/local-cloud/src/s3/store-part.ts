import type { BucketRecord } from './bucket-record.ts';
import type { Upload, UploadPart } from './index/object-version.ts';
import type { Payload } from './payload/payload.ts';
import type { S3State } from './s3-call.ts';
import { s3Error } from './s3-errors.ts';

/** Writes a part to the disk and then into the upload, in the place of one with the same number. */
export async function storePart(
  { files, index, sources }: S3State,
  bucket: BucketRecord,
  upload: Upload,
  number: number,
  payload: Pick<Payload, 'content' | 'facts'>,
): Promise<UploadPart> {
  const fileId = await files.write(payload.content);
  try {
    const { size, md5, checksum } = payload.facts();
    if (upload.checksum !== undefined && checksum?.algorithm !== upload.checksum.algorithm) {
      throw s3Error(
        'InvalidRequest',
        {},
        `Checksum Type mismatch occurred, expected checksum Type: ${upload.checksum.algorithm.toLowerCase()}, actual checksum Type: ${checksum?.algorithm.toLowerCase() ?? 'null'}`,
      );
    }
    const part: UploadPart = {
      number,
      fileId,
      size,
      etag: md5,
      lastModified: sources.now(),
      ...(checksum === undefined ? {} : { checksum }),
    };
    await index.putPart(bucket.id, upload.key, upload.uploadId, part);
    return part;
  } catch (error) {
    await files.remove([fileId]).catch(() => {});
    throw error;
  }
}
