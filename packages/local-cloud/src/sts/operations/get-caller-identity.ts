import type { XmlMembers } from '../../iam/query-protocol.ts';
import type { StsOperationCall } from '../sts.ts';

/** Needs no permission. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export function getCallerIdentity({ caller }: StsOperationCall): XmlMembers {
  return { Arn: caller.arn, UserId: caller.userId, Account: caller.accountId };
}
