import { AwsError } from '../../aws/aws-error.ts';
import { compileBucketPolicy, isPublicBucketPolicy } from '../../s3/bucket-policy.ts';
import type { S3State } from '../../s3/s3-call.ts';
import type { JsonObject, ResourceProvider } from '../resource-provider.ts';

/** AWS::S3::BucketPolicy */
export function s3BucketPolicyProvider({ account, buckets }: S3State): ResourceProvider {
  const bucketOf = ({ Bucket: bucket }: JsonObject): string => String(bucket ?? '');

  async function save(properties: JsonObject): Promise<void> {
    const name = bucketOf(properties);
    const given = properties.PolicyDocument ?? null;
    const policy = typeof given === 'string' ? given : JSON.stringify(given);
    const compiled = compileBucketPolicy(account, name, policy);
    await buckets.change(name, (bucket) => {
      if (bucket.publicAccessBlock?.blockPublicPolicy === true && isPublicBucketPolicy(compiled)) {
        throw new AwsError(
          'AccessDenied',
          `The policy of ${name} lets everybody in, and its PublicAccessBlockConfiguration has BlockPublicPolicy.`,
          403,
        );
      }
      return { ...bucket, policy };
    });
  }

  return {
    type: 'AWS::S3::BucketPolicy',
    properties: { Bucket: 'supported', PolicyDocument: 'supported' },
    async create({ properties }) {
      await save(properties);
      return { physicalId: bucketOf(properties), attributes: {} };
    },
    async update({ properties }, state, previous) {
      if (bucketOf(properties) !== bucketOf(previous)) return 'replace';
      await save(properties);
      return state;
    },
    async delete({ physicalId }) {
      if (buckets.find(physicalId) === undefined) return;
      await buckets.change(physicalId, (bucket) => ({ ...bucket, policy: undefined }));
    },
  };
}
