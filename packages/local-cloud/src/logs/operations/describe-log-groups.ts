import { logGroupArn } from '../log-group.ts';
import { authorizeGroup, type LogsOperation, pagePosition, pageToken } from '../logs-call.ts';
import { invalid } from '../logs-input.ts';

export const describeLogGroups: LogsOperation = async (call) => {
  authorizeGroup(call, 'logs:DescribeLogGroups', '');
  const { input } = call;
  const prefix = input.optionalText('logGroupNamePrefix');
  const pattern = input.optionalText('logGroupNamePattern');
  if (prefix !== undefined && pattern !== undefined) {
    throw invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
  }
  const after = pagePosition('groups', input.optionalText('nextToken'));
  const limit = input.optionalInteger('limit', 1, 50) ?? 50;
  const names = input.textList('logGroupIdentifiers')?.map((id) => id.split(':log-group:').at(-1));
  const logGroups: object[] = [];
  let last = '';
  for await (const group of call.store.groups(prefix ?? '')) {
    if (after !== undefined && group.name <= after) continue;
    if (pattern !== undefined && !group.name.toLowerCase().includes(pattern.toLowerCase())) continue;
    if (names !== undefined && !names.includes(group.name)) continue;
    if (logGroups.length === limit) return { logGroups, nextToken: pageToken('groups', last) };
    last = group.name;
    const arn = logGroupArn(call.account, group.name);
    logGroups.push({
      logGroupName: group.name,
      creationTime: group.createdAt,
      ...(group.retentionInDays === undefined ? {} : { retentionInDays: group.retentionInDays }),
      metricFilterCount: 0,
      arn: `${arn}:*`,
      logGroupArn: arn,
      logGroupClass: group.logGroupClass,
      storedBytes: 0,
    });
  }
  return { logGroups };
};
