import { AwsError } from '../../aws/aws-error.ts';
import { type SecretOperation, secretFor } from '../secret-call.ts';

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 30;

export const deleteSecret: SecretOperation = async (call) => {
  const { input, secrets, sources } = call;
  const record = secretFor(call, 'DeleteSecret', 'too');
  const days = input.integer('RecoveryWindowInDays', 7, LONGEST_DAYS);
  const now = sources.now();
  if (input.flag('ForceDeleteWithoutRecovery') === true) {
    if (days !== undefined) {
      throw new AwsError(
        'InvalidParameterException',
        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
      );
    }
    await secrets.delete(record.name);
    return { ARN: record.arn, Name: record.name, DeletionDate: now / 1000 };
  }
  const deletedUntil = now + (days ?? LONGEST_DAYS) * DAY_MS;
  await secrets.put({ ...record, deletedUntil });
  return { ARN: record.arn, Name: record.name, DeletionDate: deletedUntil / 1000 };
};
