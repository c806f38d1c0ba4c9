/** Where a local cloud pretends to be. */
export interface Account {
  /** Twelve digits. */
  readonly accountId: string;
  /** Such as `us-east-1`. */
  readonly region: string;
  /** `aws`. */
  readonly partition: string;
  /** `amazonaws.com`. */
  readonly urlSuffix: string;
}

export const LOCAL_ACCOUNT: Account = {
  accountId: '000000000000',
  region: 'us-east-1',
  partition: 'aws',
  urlSuffix: 'amazonaws.com',
};

/** `arn:aws:dynamodb:us-east-1:000000000000:table/tasks` for `('dynamodb', 'table/tasks')`. */
export function regionalArn(account: Account, service: string, resource: string): string {
  return `arn:${account.partition}:${service}:${account.region}:${account.accountId}:${resource}`;
}

/** `arn:aws:iam::000000000000:role/r` for `('iam', 'role/r')`. */
export function globalArn(account: Account, service: string, resource: string): string {
  return `arn:${account.partition}:${service}::${account.accountId}:${resource}`;
}
