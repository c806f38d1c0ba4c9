import { type LogStream, logStreamArn } from '../log-group.ts';
import { authorizeGroup, existingGroup, type LogsOperation, pagePosition, pageToken } from '../logs-call.ts';
import { invalid } from '../logs-input.ts';

export const describeLogStreams: LogsOperation = async (call) => {
  const { input } = call;
  const name = input.groupName();
  authorizeGroup(call, 'logs:DescribeLogStreams', name);
  const group = existingGroup(call, name);
  const prefix = input.optionalText('logStreamNamePrefix');
  const orderBy = input.optionalText('orderBy') ?? 'LogStreamName';
  if (orderBy !== 'LogStreamName' && orderBy !== 'LastEventTime') {
    throw invalid(`orderBy must be LogStreamName or LastEventTime, not ${JSON.stringify(orderBy)}.`);
  }
  if (orderBy === 'LastEventTime' && prefix !== undefined) {
    throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
  }
  const limit = input.optionalInteger('limit', 1, 50) ?? 50;
  const after = pagePosition('streams', input.optionalText('nextToken'));

  const sorted: [sortKey: string, stream: LogStream][] = [];
  for await (const stream of call.store.streams(group, prefix ?? '')) {
    const time = String(stream.lastEventAt ?? 0).padStart(16, '0');
    sorted.push([orderBy === 'LastEventTime' ? time + stream.name : stream.name, stream]);
  }
  const direction = input.flag('descending') ? -1 : 1;
  const order = (a: string, b: string): number => (a === b ? 0 : (a < b ? -1 : 1) * direction);
  sorted.sort(([a], [b]) => order(a, b));

  const rest = after === undefined ? sorted : sorted.filter(([key]) => order(key, after) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1)?.[0];
  return {
    logStreams: page.map(([, stream]) => ({
      logStreamName: stream.name,
      creationTime: stream.createdAt,
      ...(stream.firstEventAt === undefined ? {} : { firstEventTimestamp: stream.firstEventAt }),
      ...(stream.lastEventAt === undefined ? {} : { lastEventTimestamp: stream.lastEventAt }),
      ...(stream.lastIngestedAt === undefined ? {} : { lastIngestionTime: stream.lastIngestedAt }),
      uploadSequenceToken: stream.id,
      arn: logStreamArn(call.account, group.name, stream.name),
      storedBytes: 0,
    })),
    ...(rest.length > page.length && last !== undefined ? { nextToken: pageToken('streams', last) } : {}),
  };
};
