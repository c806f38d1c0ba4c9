import { bucketArn } from '../bucket-record.ts';
import type { S3State } from '../s3-call.ts';
import { s3Error } from '../s3-errors.ts';
import { S3_PRINCIPAL } from './announce.ts';
import { type NotificationRule, overlap } from './bucket-notifications.ts';

/**
 * The rules, when S3 takes them: no two are about the same event of the same objects, and every function lets S3
 * invoke it. Throws AwsError `InvalidArgument`.
 */
export function checkNotifications(
  { account, allows }: Pick<S3State, 'account' | 'allows'>,
  bucket: string,
  rules: readonly NotificationRule[],
  validates: boolean,
): readonly NotificationRule[] {
  if (rules.some((rule, at) => rules.slice(at + 1).some((other) => overlap(rule, other)))) {
    throw s3Error(
      'InvalidArgument',
      {},
      'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
    );
  }
  const source = bucketArn(account, bucket);
  if (validates && !rules.every(({ functionArn }) => allows(functionArn, S3_PRINCIPAL, source))) {
    throw s3Error('InvalidArgument', {}, 'Unable to validate the following destination configurations');
  }
  return rules;
}
