import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { documentAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
export const getBucketNotificationConfiguration: S3Operation = async (call) => {
  const { notifications = [] } = permittedBucket(call, 's3:GetBucketNotification');
  return documentAnswer('NotificationConfiguration', {
    CloudFunctionConfiguration: notifications.map(({ id, functionArn, events, prefix, suffix }) => {
      const rules = Object.entries({ Prefix: prefix, Suffix: suffix }).filter(([, Value]) => Value !== '');
      return {
        Id: id,
        CloudFunction: functionArn,
        Event: events,
        Filter:
          rules.length === 0
            ? undefined
            : { S3Key: { FilterRule: rules.map(([Name, Value]) => ({ Name, Value })) } },
      };
    }),
  });
};
