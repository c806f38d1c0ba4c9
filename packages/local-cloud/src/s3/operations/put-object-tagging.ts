import { readWhole } from '../payload/payload.ts';
import { permittedObject, type S3Operation } from '../s3-call.ts';
import { readTagging, requestTagKeys } from '../tagging.ts';
import { wantedVersion } from '../wanted-version.ts';
import { emptyAnswer } from '../wire.ts';

const MOST_BYTES = 64 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export const putObjectTagging: S3Operation = async (call) => {
  const tags = readTagging(await readWhole(call.payload(MOST_BYTES)));
  const action = call.query.has('versionId') ? 's3:PutObjectVersionTagging' : 's3:PutObjectTagging';
  const bucket = permittedObject(call, [action], requestTagKeys(tags));
  const { versionId, etag, size, sequence } = await wantedVersion(call, bucket);
  await call.index.amend(bucket.id, call.key, versionId, (version) => ({ ...version, tags }));
  await call.announce(bucket, {
    name: 'ObjectTagging:Put',
    key: call.key,
    etag,
    size,
    sequence,
    by: call,
  });
  return emptyAnswer(200);
};
