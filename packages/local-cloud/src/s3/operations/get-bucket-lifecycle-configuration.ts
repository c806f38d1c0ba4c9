import type { LifecycleFilter, LifecycleRule } from '../lifecycle/lifecycle-rule.ts';
import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { s3Error } from '../s3-errors.ts';
import { documentAnswer } from '../wire.ts';
import type { XmlMembers } from '../xml.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html */
export const getBucketLifecycleConfiguration: S3Operation = async (call) => {
  const { lifecycle, name } = permittedBucket(call, 's3:GetLifecycleConfiguration');
  if (lifecycle.length === 0) throw s3Error('NoSuchLifecycleConfiguration', { BucketName: name });
  return documentAnswer('LifecycleConfiguration', { Rule: lifecycle.map(ruleMembers) });
};

function ruleMembers(rule: LifecycleRule): XmlMembers {
  const { id, prefix, filter, disabled, expirationDays, expirationDate, expiredDeleteMarkers } = rule;
  const { noncurrentDays, newerNoncurrentVersions, abortIncompleteDays } = rule;
  const expires = [expirationDays, expirationDate, expiredDeleteMarkers].some((given) => given !== undefined);
  return {
    ID: id,
    Prefix: prefix,
    Filter: filter && filterMembers(filter),
    Status: disabled === true ? 'Disabled' : 'Enabled',
    Expiration: expires
      ? {
          Days: expirationDays,
          Date: expirationDate === undefined ? undefined : new Date(expirationDate).toISOString(),
          ExpiredObjectDeleteMarker: expiredDeleteMarkers,
        }
      : undefined,
    NoncurrentVersionExpiration:
      noncurrentDays === undefined
        ? undefined
        : { NoncurrentDays: noncurrentDays, NewerNoncurrentVersions: newerNoncurrentVersions },
    AbortIncompleteMultipartUpload:
      abortIncompleteDays === undefined ? undefined : { DaysAfterInitiation: abortIncompleteDays },
  };
}

function filterMembers({ prefix, tags = {}, sizeGreaterThan, sizeLessThan }: LifecycleFilter): XmlMembers {
  const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const members = {
    Prefix: prefix,
    Tag,
    ObjectSizeGreaterThan: sizeGreaterThan,
    ObjectSizeLessThan: sizeLessThan,
  };
  const given = [prefix, sizeGreaterThan, sizeLessThan].filter((condition) => condition !== undefined);
  return given.length + Tag.length > 1 ? { And: members } : members;
}
