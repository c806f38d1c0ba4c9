import { permittedObject, type S3Operation } from '../s3-call.ts';
import { wantedVersion } from '../wanted-version.ts';
import { documentAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export const getObjectTagging: S3Operation = async (call) => {
  const action = call.query.has('versionId') ? 's3:GetObjectVersionTagging' : 's3:GetObjectTagging';
  const bucket = permittedObject(call, [action]);
  const { tags } = await wantedVersion(call, bucket);
  return documentAnswer('Tagging', {
    TagSet: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
  });
};
