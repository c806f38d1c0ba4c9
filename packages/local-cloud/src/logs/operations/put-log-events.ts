import { logStreamArn } from '../log-group.ts';
import type { LogLine } from '../log-sink.ts';
import { existingGroup, existingStream, type LogsOperation } from '../logs-call.ts';
import { invalid } from '../logs-input.ts';

const MAX_EVENTS = 10_000;
/** Of the messages as UTF-8 and 26 bytes for each event. */
const MAX_BYTES = 1_048_576;
const HOUR_MS = 3_600_000;
const OLDEST_MS = 14 * 24 * HOUR_MS;
const NEWEST_MS = 2 * HOUR_MS;

export const putLogEvents: LogsOperation = async (call) => {
  const { input, now } = call;
  const name = input.groupName();
  const streamName = input.streamName();
  const events = logEvents(input.list('logEvents'));
  call.authorize('logs:PutLogEvents', logStreamArn(call.account, name, streamName));
  const group = existingGroup(call, name);
  const stream = existingStream(call, group, streamName);

  const days = group.retentionInDays;
  const expired = days === undefined ? Number.NEGATIVE_INFINITY : now - days * 24 * HOUR_MS;
  const taken = events.filter(
    ({ timestamp }) => timestamp >= now - OLDEST_MS && timestamp > expired && timestamp <= now + NEWEST_MS,
  );
  if (taken.length > 0) await call.store.append(group, streamName, taken);

  const tooOld = events.findLastIndex(({ timestamp }) => timestamp < now - OLDEST_MS);
  const gone = events.findLastIndex(({ timestamp }) => timestamp <= expired);
  const tooNew = events.findIndex(({ timestamp }) => timestamp > now + NEWEST_MS);
  const rejected = {
    ...(tooNew < 0 ? {} : { tooNewLogEventStartIndex: tooNew }),
    ...(tooOld < 0 ? {} : { tooOldLogEventEndIndex: tooOld + 1 }),
    ...(gone < 0 ? {} : { expiredLogEventEndIndex: gone + 1 }),
  };
  return {
    nextSequenceToken: stream.id,
    ...(Object.keys(rejected).length === 0 ? {} : { rejectedLogEventsInfo: rejected }),
  };
};

function logEvents(list: readonly unknown[] | undefined): LogLine[] {
  if (list === undefined || list.length === 0 || list.length > MAX_EVENTS) {
    throw invalid(`logEvents must hold between 1 and ${MAX_EVENTS} events.`);
  }
  let bytes = 0;
  let latest = 0;
  return list.map((event) => {
    if (!isLogLine(event))
      throw invalid('Each of logEvents needs a timestamp (a number) and a message (text).');
    bytes += Buffer.byteLength(event.message) + 26;
    if (bytes > MAX_BYTES) throw invalid('Upload too large: more than 1048576 bytes.');
    if (event.timestamp < latest) {
      throw invalid('Log events in a single PutLogEvents request must be in chronological order.');
    }
    latest = event.timestamp;
    return { timestamp: event.timestamp, message: event.message };
  });
}

function isLogLine(event: unknown): event is LogLine {
  return (
    typeof event === 'object' &&
    event !== null &&
    'timestamp' in event &&
    Number.isSafeInteger(event.timestamp) &&
    Number(event.timestamp) >= 0 &&
    'message' in event &&
    typeof event.message === 'string' &&
    event.message !== ''
  );
}
