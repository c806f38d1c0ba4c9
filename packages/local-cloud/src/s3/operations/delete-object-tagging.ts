import { permittedObject, type S3Operation } from '../s3-call.ts';
import { wantedVersion } from '../wanted-version.ts';
import { emptyAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export const deleteObjectTagging: S3Operation = async (call) => {
  const action = call.query.has('versionId') ? 's3:DeleteObjectVersionTagging' : 's3:DeleteObjectTagging';
  const bucket = permittedObject(call, [action]);
  const { versionId, etag, size, sequence } = await wantedVersion(call, bucket);
  await call.index.amend(bucket.id, call.key, versionId, (version) => ({ ...version, tags: {} }));
  await call.announce(bucket, {
    name: 'ObjectTagging:Delete',
    key: call.key,
    etag,
    size,
    sequence,
    by: call,
  });
  return emptyAnswer(204);
};
