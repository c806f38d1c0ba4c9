import { AwsError } from '../../aws/aws-error.ts';
import { parseFilterPattern } from '../filter-pattern.ts';
import type { LogGroup } from '../log-group.ts';
import type { LogStore } from '../log-store.ts';
import { invalid } from '../logs-input.ts';
import type { SubscriptionTargets } from './deliver-events.ts';

/** Which events of a group a function is given as they come. */
export interface SubscriptionFilter {
  readonly name: string;
  readonly pattern: string;
  readonly destinationArn: string;
  readonly distribution: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

const MOST_FILTERS = 2;

/**
 * Gives the group that filter, in place of one of the same name.
 * Throws AwsError `InvalidParameterException`, `LimitExceededException`.
 */
export async function putFilter(
  store: LogStore,
  targets: SubscriptionTargets,
  group: LogGroup,
  filter: SubscriptionFilter,
): Promise<void> {
  const { destinationArn, pattern, name } = filter;
  parseFilterPattern(pattern);
  const functionName = /^arn:[^:]+:lambda:[^:]+:\d+:function:([^:]+)/.exec(destinationArn)?.[1];
  if (functionName === undefined) {
    throw invalid(`Only functions are destinations here, not ${destinationArn.slice(0, 600)}.`);
  }
  // Each delivery would write lines that are delivered.
  if (group.name === `/aws/lambda/${functionName}`) {
    throw invalid('The log group provided is reserved for the function log of the destination function.');
  }
  if (!targets.allows(destinationArn, group.name)) {
    throw invalid(
      'Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.',
    );
  }
  const { subscriptions = [] } = group;
  const others = subscriptions.filter((other) => other.name !== name);
  if (others.length >= MOST_FILTERS) throw new AwsError('LimitExceededException', 'Resource limit exceeded.');
  const before = subscriptions.find((other) => other.name === name);
  const put = { ...filter, createdAt: before?.createdAt ?? filter.createdAt };
  await store.putGroup({ ...group, subscriptions: [...others, put] });
}

/** Takes the filter from the group. Throws AwsError `ResourceNotFoundException`. */
export async function removeFilter(store: LogStore, group: LogGroup, name: string): Promise<void> {
  const { subscriptions = [], ...rest } = group;
  const others = subscriptions.filter((filter) => filter.name !== name);
  if (others.length === subscriptions.length) {
    throw new AwsError('ResourceNotFoundException', 'The specified subscription filter does not exist.');
  }
  await store.putGroup(others.length === 0 ? rest : { ...rest, subscriptions: others });
}
