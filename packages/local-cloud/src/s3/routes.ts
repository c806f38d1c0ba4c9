import type { HttpRequest } from '../front-door/http.ts';
import { abortMultipartUpload } from './operations/abort-multipart-upload.ts';
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts';
import { copyObject } from './operations/copy-object.ts';
import { createBucket } from './operations/create-bucket.ts';
import { createMultipartUpload } from './operations/create-multipart-upload.ts';
import { deleteBucket } from './operations/delete-bucket.ts';
import { deleteBucketCors } from './operations/delete-bucket-cors.ts';
import { deleteBucketLifecycle } from './operations/delete-bucket-lifecycle.ts';
import { deleteBucketPolicy } from './operations/delete-bucket-policy.ts';
import { deleteBucketTagging } from './operations/delete-bucket-tagging.ts';
import { deleteBucketWebsite } from './operations/delete-bucket-website.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjectTagging } from './operations/delete-object-tagging.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { deletePublicAccessBlock } from './operations/delete-public-access-block.ts';
import { getBucketCors } from './operations/get-bucket-cors.ts';
import { getBucketLifecycleConfiguration } from './operations/get-bucket-lifecycle-configuration.ts';
import { getBucketLocation } from './operations/get-bucket-location.ts';
import { getBucketNotificationConfiguration } from './operations/get-bucket-notification-configuration.ts';
import { getBucketPolicy } from './operations/get-bucket-policy.ts';
import { getBucketTagging } from './operations/get-bucket-tagging.ts';
import { getBucketVersioning } from './operations/get-bucket-versioning.ts';
import { getBucketWebsite } from './operations/get-bucket-website.ts';
import { getObject } from './operations/get-object.ts';
import { getObjectAttributes } from './operations/get-object-attributes.ts';
import { getObjectTagging } from './operations/get-object-tagging.ts';
import { getPublicAccessBlock } from './operations/get-public-access-block.ts';
import { headBucket } from './operations/head-bucket.ts';
import { headObject } from './operations/head-object.ts';
import { listBuckets } from './operations/list-buckets.ts';
import { listMultipartUploads } from './operations/list-multipart-uploads.ts';
import { listObjectVersions } from './operations/list-object-versions.ts';
import { listObjects } from './operations/list-objects.ts';
import { listObjectsV2 } from './operations/list-objects-v2.ts';
import { listParts } from './operations/list-parts.ts';
import { postObject } from './operations/post-object.ts';
import { putBucketCors } from './operations/put-bucket-cors.ts';
import { putBucketLifecycleConfiguration } from './operations/put-bucket-lifecycle-configuration.ts';
import { putBucketNotificationConfiguration } from './operations/put-bucket-notification-configuration.ts';
import { putBucketPolicy } from './operations/put-bucket-policy.ts';
import { putBucketTagging } from './operations/put-bucket-tagging.ts';
import { putBucketVersioning } from './operations/put-bucket-versioning.ts';
import { putBucketWebsite } from './operations/put-bucket-website.ts';
import { putObject } from './operations/put-object.ts';
import { putObjectTagging } from './operations/put-object-tagging.ts';
import { putPublicAccessBlock } from './operations/put-public-access-block.ts';
import { uploadPart } from './operations/upload-part.ts';
import { uploadPartCopy } from './operations/upload-part-copy.ts';
import type { S3Operation } from './s3-call.ts';
import { notImplemented, s3Error } from './s3-errors.ts';

type Routes = Readonly<Record<string, S3Operation>>;

/** By method, and by the parameter that makes it another operation. */
const SERVICE_ROUTES: Routes = { GET: listBuckets };
const BUCKET_ROUTES: Routes = {
  DELETE: deleteBucket,
  'DELETE cors': deleteBucketCors,
  'DELETE lifecycle': deleteBucketLifecycle,
  'DELETE policy': deleteBucketPolicy,
  'DELETE publicAccessBlock': deletePublicAccessBlock,
  'DELETE tagging': deleteBucketTagging,
  'DELETE website': deleteBucketWebsite,
  GET: listObjects,
  'GET cors': getBucketCors,
  'GET lifecycle': getBucketLifecycleConfiguration,
  'GET list-type': listObjectsV2,
  'GET location': getBucketLocation,
  'GET notification': getBucketNotificationConfiguration,
  'GET policy': getBucketPolicy,
  'GET publicAccessBlock': getPublicAccessBlock,
  'GET tagging': getBucketTagging,
  'GET uploads': listMultipartUploads,
  'GET versioning': getBucketVersioning,
  'GET versions': listObjectVersions,
  'GET website': getBucketWebsite,
  HEAD: headBucket,
  POST: postObject,
  'POST delete': deleteObjects,
  PUT: createBucket,
  'PUT cors': putBucketCors,
  'PUT lifecycle': putBucketLifecycleConfiguration,
  'PUT notification': putBucketNotificationConfiguration,
  'PUT policy': putBucketPolicy,
  'PUT publicAccessBlock': putPublicAccessBlock,
  'PUT tagging': putBucketTagging,
  'PUT versioning': putBucketVersioning,
  'PUT website': putBucketWebsite,
};
const OBJECT_ROUTES: Routes = {
  DELETE: deleteObject,
  'DELETE tagging': deleteObjectTagging,
  'DELETE uploadId': abortMultipartUpload,
  GET: getObject,
  'GET attributes': getObjectAttributes,
  'GET tagging': getObjectTagging,
  'GET uploadId': listParts,
  HEAD: headObject,
  'POST uploadId': completeMultipartUpload,
  'POST uploads': createMultipartUpload,
  PUT: putObject,
  'PUT tagging': putObjectTagging,
  'PUT uploadId': uploadPart,
};

/** Parameters that ask for another operation than the path alone does. */
const SUBRESOURCES = [
  'abac',
  'accelerate',
  'acl',
  'analytics',
  'attributes',
  'cors',
  'delete',
  'encryption',
  'intelligent-tiering',
  'inventory',
  'legal-hold',
  'lifecycle',
  'list-type',
  'location',
  'logging',
  'metadataConfiguration',
  'metadataTable',
  'metrics',
  'notification',
  'object-lock',
  'ownershipControls',
  'policy',
  'policyStatus',
  'publicAccessBlock',
  'renameObject',
  'replication',
  'requestPayment',
  'restore',
  'retention',
  'select',
  'session',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versioning',
  'versions',
  'website',
];

/** The operation that a request asks for. Throws AwsError `NotImplemented`, `MethodNotAllowed`. */
export function routeOf(
  request: HttpRequest,
  query: URLSearchParams,
  { bucket, key }: { readonly bucket: string; readonly key: string },
): S3Operation {
  const routes = bucket === '' ? SERVICE_ROUTES : key === '' ? BUCKET_ROUTES : OBJECT_ROUTES;
  const { method } = request;
  const subresource = SUBRESOURCES.find((name) => query.has(name));
  const route = subresource === undefined ? method : `${method} ${subresource}`;
  const copies = method === 'PUT' && key !== '' && request.header('x-amz-copy-source') !== undefined;
  if (copies && route === 'PUT') return copyObject;
  if (copies && route === 'PUT uploadId') return uploadPartCopy;
  const operation = Object.hasOwn(routes, route) ? routes[route] : undefined;
  if (operation !== undefined) return operation;
  if (subresource === undefined) throw s3Error('MethodNotAllowed', { Method: method.slice(0, 32) });
  throw notImplemented(`${method.slice(0, 32)} ?${subresource}`);
}
