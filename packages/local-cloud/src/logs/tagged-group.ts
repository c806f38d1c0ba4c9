import { logGroupArn } from './log-group.ts';
import type { LogsCall } from './logs-call.ts';
import { invalid } from './logs-input.ts';

/** The group that the `resourceArn` of a tagging operation names. Its ARN has no `:*` for IAM here. */
export function taggedGroup(call: LogsCall): { readonly name: string; readonly arn: string } {
  const given = call.input.text('resourceArn').replace(/:\*$/, '');
  const start = logGroupArn(call.account, '');
  const name = given.slice(start.length);
  if (!given.startsWith(start) || name === '' || name.includes(':')) {
    throw invalid('The resourceArn is not the ARN of a log group of this account.');
  }
  return { name, arn: given };
}
