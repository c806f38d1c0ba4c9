import { type Account, regionalArn } from '../aws/account.ts';

/** A rule that fires by the clock, or for events that match a pattern, or for both. */
export interface RuleRecord {
  readonly name: string;
  /** The name of its event bus; absent for the default one. */
  readonly bus?: string;
  readonly description: string;
  readonly scheduleExpression?: string;
  /** JSON */
  readonly pattern?: string;
  readonly enabled: boolean;
  /** When it was made, or enabled, or given another schedule; milliseconds since the epoch. */
  readonly since: number;
  readonly targets: readonly RuleTarget[];
  /** Names the creation by a template, so that it can be tried again. */
  readonly creationToken: string;
}

export interface RuleTarget {
  readonly id: string;
  /** Of a function, a version, an alias or a queue. */
  readonly arn: string;
  /** JSON that is sent in the place of the event. */
  readonly input?: string;
  /** JSONPath of the part of the event that is sent in its place. */
  readonly inputPath?: string;
  readonly transformer?: { readonly paths: Readonly<Record<string, string>>; readonly template: string };
}

/** What `Ref` gives: its name, with its bus before it where that is not the default one. */
export function ruleKey({ name, bus }: Pick<RuleRecord, 'name' | 'bus'>): string {
  return bus === undefined ? name : `${bus}|${name}`;
}

export function ruleArn(account: Account, { name, bus }: Pick<RuleRecord, 'name' | 'bus'>): string {
  return regionalArn(account, 'events', `rule/${bus === undefined ? '' : `${bus}/`}${name}`);
}
