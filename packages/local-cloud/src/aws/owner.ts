import { type Account, globalArn } from './account.ts';
import type { Caller } from './aws-service.ts';

/** The person at this machine, to whom the console shows everything. */
export function ownerOf(account: Account): Caller {
  return {
    arn: globalArn(account, 'iam', 'root'),
    accountId: account.accountId,
    userId: account.accountId,
    authorize: () => {},
  };
}
