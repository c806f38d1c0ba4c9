import type { HttpResponse } from '../../front-door/http.ts';
import { deletionCheck } from '../conditional.ts';
import { deleteVersion } from '../delete-version.ts';
import { announceDeletion } from '../notifications/announce-change.ts';
import { permittedObject, type S3Operation } from '../s3-call.ts';
import { emptyAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const deleteObject: S3Operation = async (call): Promise<HttpResponse> => {
  const versionId = call.query.get('versionId') ?? undefined;
  const bucket = permittedObject(call, [
    versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion',
  ]);
  const ifMatch = call.request.header('if-match');
  const deletion = await deleteVersion(call, bucket, {
    key: call.key,
    ...(versionId === undefined ? {} : { versionId }),
    ...(ifMatch === undefined ? {} : { check: deletionCheck(call, bucket, call.key, ifMatch) }),
  });
  await announceDeletion(call, bucket, call.key, deletion, 'ObjectRemoved', call);
  const { markerId, removedId, wasMarker } = deletion;
  const id = markerId ?? removedId;
  return emptyAnswer(204, {
    ...(markerId !== undefined || wasMarker ? { 'x-amz-delete-marker': 'true' } : {}),
    ...(id === undefined || bucket.versioning === undefined ? {} : { 'x-amz-version-id': id }),
  });
};
