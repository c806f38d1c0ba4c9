import { type Account, regionalArn } from '../aws/account.ts';

/** A rule that fires by the clock. */
export interface RuleRecord {
  readonly name: string;
  readonly description: string;
  readonly scheduleExpression: string;
  readonly enabled: boolean;
  /** When it was made, or enabled, or given another schedule; milliseconds since the epoch. */
  readonly since: number;
  readonly targets: readonly RuleTarget[];
  /** Names the creation by a template, so that it can be tried again. */
  readonly creationToken: string;
}

export interface RuleTarget {
  readonly id: string;
  /** Of a function, a version or an alias. */
  readonly arn: string;
  /** JSON that is sent in the place of the event. */
  readonly input?: string;
}

export function ruleArn(account: Account, name: string): string {
  return regionalArn(account, 'events', `rule/${name}`);
}
