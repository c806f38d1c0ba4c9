import type { StoredEvent } from '../log-chunk.ts';
import {
  type EventPosition,
  eventId,
  parseEventId,
  rangeAfter,
  rangeBefore,
  timeRange,
} from '../log-event-position.ts';
import { logStreamArn } from '../log-group.ts';
import { existingGroup, existingStream, type LogsOperation } from '../logs-call.ts';
import { invalid } from '../logs-input.ts';

const MAX_EVENTS = 10_000;
const MAX_BYTES = 1_048_576;
/** `f/<event id>` continues after that event, `b/<event id>` before it. */
const TOKEN = /^([fb])\/(\d{56})$/;

export const getLogEvents: LogsOperation = async (call) => {
  const { input, store } = call;
  const name = input.groupName();
  const streamName = input.streamName();
  call.authorize('logs:GetLogEvents', logStreamArn(call.account, name, streamName));
  const group = existingGroup(call, name);
  const stream = existingStream(call, group, streamName);
  const limit = input.optionalInteger('limit', 1, MAX_EVENTS) ?? MAX_EVENTS;
  const token = input.optionalText('nextToken');
  const cursor = token === undefined ? undefined : cursorOf(token);
  const forward = cursor === undefined ? input.flag('startFromHead') : cursor.forward;

  const times = timeRange(input.optionalTime('startTime'), input.optionalTime('endTime'));
  const range = cursor === undefined ? times : (forward ? rangeAfter : rangeBefore)(times, cursor.position);

  const events: StoredEvent[] = [];
  let bytes = 0;
  for await (const event of store.streamEvents(group, stream, range, !forward)) {
    bytes += Buffer.byteLength(event.message) + 26;
    if (events.length === limit || (bytes > MAX_BYTES && events.length > 0)) break;
    events.push(event);
  }
  if (!forward) events.reverse();
  const first = events[0];
  const last = events.at(-1);
  const here = cursor?.position ?? { timestamp: input.optionalTime('startTime') ?? 0, sequence: 0 };
  return {
    events: events.map((event) => ({
      timestamp: event.timestamp,
      message: event.message,
      ingestionTime: event.ingestedAt,
    })),
    nextForwardToken: `f/${eventId(last ?? here)}`,
    nextBackwardToken: `b/${eventId(first ?? here)}`,
  };
};

function cursorOf(token: string): { readonly forward: boolean; readonly position: EventPosition } {
  const [, direction, id] = TOKEN.exec(token) ?? [];
  const position = parseEventId(id ?? '');
  if (position === undefined) throw invalid('The specified nextToken is invalid.');
  return { forward: direction === 'f', position };
}
