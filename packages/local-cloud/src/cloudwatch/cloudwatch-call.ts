import type { CloudWatchInput } from './cloudwatch-input.ts';
import type { MetricStore } from './metric-store.ts';

/** A value of an answer; times are Dates, which each protocol writes in its own way. */
export type Answer = string | number | boolean | Date | readonly Answer[] | AnswerMembers;
export interface AnswerMembers {
  readonly [name: string]: Answer | undefined;
}

/** One call of an operation of CloudWatch. None of them is about a resource. */
export interface CloudWatchCall {
  readonly metrics: MetricStore;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly input: CloudWatchInput;
}

export type CloudWatchOperation = (call: CloudWatchCall) => Promise<AnswerMembers | undefined>;
