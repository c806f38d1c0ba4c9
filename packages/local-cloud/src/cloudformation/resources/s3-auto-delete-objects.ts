import { emptyBucket } from '../../s3/empty-bucket.ts';
import type { S3State } from '../../s3/s3-call.ts';
import type { ResourceProvider } from '../resource-provider.ts';

/**
 * Custom::S3AutoDeleteObjects, which CDK makes for buckets with `autoDeleteObjects`. On AWS a function
 * empties the bucket before it is deleted; here it is done without one.
 */
export function s3AutoDeleteObjectsProvider(state: S3State): ResourceProvider {
  return {
    type: 'Custom::S3AutoDeleteObjects',
    properties: { BucketName: 'supported', ServiceToken: 'supported' },
    create: async ({ properties }) => ({
      physicalId: `auto-delete-${String(properties.BucketName ?? '')}`,
      attributes: {},
    }),
    update: async ({ properties }, resource, previous) =>
      properties.BucketName === previous.BucketName ? resource : 'replace',
    async delete(_state, { BucketName: name }) {
      const bucket = state.buckets.find(String(name ?? ''));
      // CDK takes this tag away to keep the objects.
      if (bucket?.tags['aws-cdk:auto-delete-objects'] === 'true') await emptyBucket(state, bucket);
    },
  };
}
