import type { Account } from '../aws/account.ts';
import { type RuleRecord, ruleArn } from './rule-record.ts';

/**
 * The JSON that a rule sends when the clock says so. `at` is in milliseconds since the epoch.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html
 */
export function scheduledEvent(account: Account, { name }: RuleRecord, id: string, at: number): string {
  return JSON.stringify({
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: account.accountId,
    time: `${new Date(at).toISOString().slice(0, 19)}Z`,
    region: account.region,
    resources: [ruleArn(account, name)],
    detail: {},
  });
}
