import type { Account } from '../aws/account.ts';
import { type RuleRecord, ruleArn } from './rule-record.ts';
import type { RuleEvent } from './target-input.ts';

/**
 * The event that a rule sends when the clock says so. `at` is in milliseconds since the epoch.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html
 */
export function scheduledEvent(account: Account, rule: RuleRecord, id: string, at: number): RuleEvent {
  return {
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: account.accountId,
    time: `${new Date(at).toISOString().slice(0, 19)}Z`,
    region: account.region,
    resources: [ruleArn(account, rule)],
    detail: {},
  };
}
