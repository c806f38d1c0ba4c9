import { AwsError } from '../../aws/aws-error.ts';
import { type SecretOperation, stagesByVersion } from '../secret-call.ts';

const LONGEST_PAGE = 100;

export const listSecrets: SecretOperation = async ({ input, caller, secrets }) => {
  caller.authorize({ action: 'secretsmanager:ListSecrets', resource: '*' });
  if (input.objects('Filters').length > 0) {
    throw new AwsError('InvalidParameterException', 'Filters of ListSecrets are not supported.');
  }
  const limit = input.integer('MaxResults', 1, LONGEST_PAGE) ?? LONGEST_PAGE;
  const after = Buffer.from(input.optionalText('NextToken') ?? '', 'base64url').toString();
  const deletedToo = input.flag('IncludePlannedDeletion') === true;
  const rest = secrets
    .list()
    .filter(({ name, deletedUntil }) => name > after && (deletedToo || deletedUntil === undefined));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    SecretList: page.map((record) => ({
      ...{ ARN: record.arn, Name: record.name, Description: record.description },
      ...{ CreatedDate: record.createdAt / 1000, LastChangedDate: record.changedAt / 1000 },
      ...(record.deletedUntil === undefined ? {} : { DeletedDate: record.deletedUntil / 1000 }),
      Tags: Object.entries(record.tags).map(([Key, Value]) => ({ Key, Value })),
      SecretVersionsToStages: stagesByVersion(record),
    })),
    ...(rest.length > page.length && last !== undefined
      ? { NextToken: Buffer.from(last.name).toString('base64url') }
      : {}),
  };
};
