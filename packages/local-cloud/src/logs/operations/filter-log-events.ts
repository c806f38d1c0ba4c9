import { parseFilterPattern } from '../filter-pattern.ts';
import { eventId, parseEventId, rangeAfter, timeRange } from '../log-event-position.ts';
import { authorizeGroup, existingGroup, type LogsOperation, pagePosition, pageToken } from '../logs-call.ts';
import { invalid } from '../logs-input.ts';

const MAX_EVENTS = 10_000;
const MAX_BYTES = 1_048_576;
/** A call looks at no more than this many events; the answer's token goes on from there. */
const MAX_LOOKED_AT = 50_000;

export const filterLogEvents: LogsOperation = async (call) => {
  const { input, store } = call;
  const name = input.groupName();
  authorizeGroup(call, 'logs:FilterLogEvents', name);
  const group = existingGroup(call, name);
  const names = input.textList('logStreamNames');
  const prefix = input.optionalText('logStreamNamePrefix');
  if (names !== undefined && prefix !== undefined) {
    throw invalid('logStreamNames and logStreamNamePrefix cannot be used together.');
  }
  const startTime = input.optionalTime('startTime');
  const endTime = input.optionalTime('endTime');
  if (startTime !== undefined && endTime !== undefined && startTime > endTime) {
    throw invalid('endTime must not be earlier than startTime.');
  }
  const matches = parseFilterPattern(input.optionalText('filterPattern') ?? '');
  const limit = input.optionalInteger('limit', 1, MAX_EVENTS) ?? MAX_EVENTS;

  let range = timeRange(startTime, endTime === undefined ? undefined : endTime + 1);
  const after = pagePosition('filter', input.optionalText('nextToken'));
  if (after !== undefined) {
    const position = parseEventId(after);
    if (position === undefined) throw invalid('The specified nextToken is invalid.');
    range = rangeAfter(range, position);
  }

  const events: object[] = [];
  let bytes = 0;
  let looked = 0;
  let last: string | undefined;
  for await (const event of store.groupEvents(group, range)) {
    if (last !== undefined && (events.length === limit || looked === MAX_LOOKED_AT || bytes > MAX_BYTES)) {
      return { events, searchedLogStreams: [], nextToken: pageToken('filter', last) };
    }
    looked += 1;
    last = eventId(event);
    if (names !== undefined && !names.includes(event.stream)) continue;
    if (prefix !== undefined && !event.stream.startsWith(prefix)) continue;
    if (!matches(event.message)) continue;
    bytes += Buffer.byteLength(event.message) + 26;
    events.push({
      logStreamName: event.stream,
      timestamp: event.timestamp,
      message: event.message,
      ingestionTime: event.ingestedAt,
      eventId: last,
    });
  }
  return { events, searchedLogStreams: [] };
};
