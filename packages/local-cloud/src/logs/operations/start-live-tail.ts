import { parseFilterPattern } from '../filter-pattern.ts';
import { authorizeGroup, existingGroup, type LogsCall, type LogsOperation } from '../logs-call.ts';
import { invalid } from '../logs-input.ts';

const MOST_GROUPS = 10;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html */
export const startLiveTail: LogsOperation = async (call) => {
  const { input } = call;
  const groups = readGroups(call);
  const names = input.textList('logStreamNames');
  const prefixes = input.textList('logStreamNamePrefixes');
  if (names !== undefined && prefixes !== undefined) {
    throw invalid('logStreamNames and logStreamNamePrefixes cannot be used together.');
  }
  if ((names ?? prefixes) !== undefined && groups.size > 1) {
    throw invalid('Log streams can only be specified with a single log group.');
  }
  const pattern = input.optionalText('logEventFilterPattern');
  const matches = parseFilterPattern(pattern ?? '');
  return call.liveTail.start({
    requestId: call.requestId,
    groups,
    told: {
      logGroupIdentifiers: [...groups.values()],
      logStreamNames: names ?? [],
      logStreamNamePrefixes: prefixes ?? [],
      logEventFilterPattern: pattern ?? '',
    },
    matches: ({ stream, message }) =>
      (names === undefined || names.includes(stream)) &&
      (prefixes === undefined || prefixes.some((prefix) => stream.startsWith(prefix))) &&
      matches(message),
  });
};

/** The ARNs of the groups, by their names. */
function readGroups(call: LogsCall): ReadonlyMap<string, string> {
  const arns = call.input.textList('logGroupIdentifiers') ?? [];
  if (arns.length === 0 || arns.length > MOST_GROUPS) {
    throw invalid(`logGroupIdentifiers must name at least one log group and at most ${MOST_GROUPS}.`);
  }
  const groups = new Map<string, string>();
  for (const arn of arns) {
    const name = /^arn:[^:]+:logs:[^:]+:\d+:log-group:([.\-_/#A-Za-z0-9]{1,512})$/.exec(arn)?.[1];
    if (name === undefined) {
      throw invalid(`The log group identifier ${arn.slice(0, 600)} is not the ARN of a log group.`);
    }
    authorizeGroup(call, 'logs:StartLiveTail', name);
    existingGroup(call, name);
    groups.set(name, arn);
  }
  return groups;
}
