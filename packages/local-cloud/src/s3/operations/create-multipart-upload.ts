import type { Upload } from '../index/object-version.ts';
import { readDescription } from '../object-description.ts';
import { type ChecksumAlgorithm, isChecksumAlgorithm } from '../payload/checksum.ts';
import { permittedObject, type S3Call, type S3Operation } from '../s3-call.ts';
import { invalidArgument, s3Error } from '../s3-errors.ts';
import { requestTagKeys } from '../tagging.ts';
import { documentAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const createMultipartUpload: S3Operation = async (call) => {
  const { request, key, sources, index } = call;
  const description = readDescription(request);
  const tagged = request.header('x-amz-tagging') !== undefined;
  const bucket = permittedObject(
    call,
    tagged ? ['s3:PutObject', 's3:PutObjectTagging'] : ['s3:PutObject'],
    requestTagKeys(description.tags),
  );
  const checksum = readChecksum(call);
  const uploadId = sources.bytes(16).toString('hex');
  await index.startUpload(bucket.id, {
    ...description,
    uploadId,
    key,
    startedAt: sources.now(),
    ...(checksum === undefined ? {} : { checksum }),
  });
  const answer = documentAnswer('InitiateMultipartUploadResult', {
    Bucket: bucket.name,
    Key: key,
    UploadId: uploadId,
  });
  return {
    ...answer,
    headers: {
      ...answer.headers,
      ...(checksum === undefined
        ? {}
        : {
            'x-amz-checksum-algorithm': checksum.algorithm,
            'x-amz-checksum-type': checksum.type,
          }),
    },
  };
};

/** Which kinds of checksum can be made for the whole out of those of the parts, the usual one first. */
const TYPES: Readonly<Record<ChecksumAlgorithm, readonly ('COMPOSITE' | 'FULL_OBJECT')[]>> = {
  CRC32: ['COMPOSITE', 'FULL_OBJECT'],
  CRC32C: ['COMPOSITE', 'FULL_OBJECT'],
  CRC64NVME: ['FULL_OBJECT'],
  SHA1: ['COMPOSITE'],
  SHA256: ['COMPOSITE'],
};

function readChecksum({ request }: S3Call): Upload['checksum'] {
  const algorithm = request.header('x-amz-checksum-algorithm')?.toUpperCase();
  const type = request.header('x-amz-checksum-type')?.toUpperCase();
  if (algorithm === undefined) {
    if (type === undefined) return undefined;
    throw s3Error(
      'InvalidRequest',
      {},
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  if (!isChecksumAlgorithm(algorithm)) {
    throw invalidArgument(
      'x-amz-checksum-algorithm',
      algorithm,
      'Checksum algorithm provided is unsupported.',
    );
  }
  const types = TYPES[algorithm];
  const chosen = types.find((one) => type === undefined || one === type);
  if (chosen === undefined) {
    throw s3Error(
      'InvalidRequest',
      {},
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { algorithm, type: chosen };
}
