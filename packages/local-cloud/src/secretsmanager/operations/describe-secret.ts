import { type SecretOperation, secretFor, stagesByVersion } from '../secret-call.ts';

export const describeSecret: SecretOperation = async (call) => {
  const record = secretFor(call, 'DescribeSecret', 'too');
  const { name, arn, description, tags, createdAt, changedAt, deletedUntil } = record;
  return {
    ...{ ARN: arn, Name: name, CreatedDate: createdAt / 1000, LastChangedDate: changedAt / 1000 },
    ...(description === undefined ? {} : { Description: description }),
    ...(deletedUntil === undefined ? {} : { DeletedDate: deletedUntil / 1000 }),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    VersionIdsToStages: stagesByVersion(record),
  };
};
