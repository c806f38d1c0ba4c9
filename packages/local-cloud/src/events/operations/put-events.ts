import { AwsError } from '../../aws/aws-error.ts';
import type { JsonInput } from '../../aws/json-input.ts';
import type { JsonOperation } from '../../aws/json-service.ts';
import type { Sources } from '../../aws/sources.ts';
import { DEFAULT_BUS, type EventBusStore } from '../event-bus-store.ts';
import type { RuleEvent } from '../target-input.ts';

interface PutEventsContext {
  readonly buses: EventBusStore;
  readonly sources: Sources;
  readonly account: { readonly accountId: string; readonly region: string };
  /** Gives an event to the rules of a bus. */
  publish(bus: string, event: RuleEvent): Promise<void>;
}

const MOST_ENTRIES = 10;
const MOST_BYTES = 1_048_576;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export const putEvents: JsonOperation<PutEventsContext> = async (call) => {
  const { input, caller, buses, publish } = call;
  const entries = input.objects('Entries');
  if (entries.length < 1 || entries.length > MOST_ENTRIES) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length less than or equal to ${MOST_ENTRIES}`,
    );
  }
  const busOf = (entry: JsonInput): string => buses.nameIn(entry.optionalText('EventBusName') ?? DEFAULT_BUS);
  for (const bus of new Set(entries.map(busOf))) {
    caller.authorize({ action: 'events:PutEvents', resource: buses.arnOf(bus) });
  }
  const bytes = entries.reduce(
    (sum, entry) => sum + Buffer.byteLength(entry.optionalText('Detail') ?? ''),
    0,
  );
  if (bytes > MOST_BYTES) {
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
  }
  const results = [];
  for (const entry of entries) {
    const event = eventOf(call, entry);
    if ('ErrorCode' in event) {
      results.push(event);
      continue;
    }
    // What goes to a bus that is not there is lost, as on AWS.
    if (buses.has(busOf(entry))) await publish(busOf(entry), event);
    results.push({ EventId: event.id });
  }
  return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
};

interface RefusedEntry {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

function eventOf(
  { sources, account }: PutEventsContext,
  entry: JsonInput,
): (RuleEvent & { readonly id: string }) | RefusedEntry {
  const source = entry.optionalText('Source') ?? '';
  const type = entry.optionalText('DetailType') ?? '';
  const detail = parsed(entry.optionalText('Detail') ?? '');
  const missing = source === '' ? 'Source' : type === '' ? 'DetailType' : undefined;
  if (missing !== undefined) {
    return {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`,
    };
  }
  if (typeof detail !== 'object' || detail === null || Array.isArray(detail)) {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
  const { accountId, region } = account;
  const time = entry.seconds('Time') ?? Math.floor(sources.now() / 1000);
  return {
    ...{ version: '0', id: sources.uuid(), 'detail-type': type, source, account: accountId },
    ...{ time: `${new Date(time * 1000).toISOString().slice(0, 19)}Z`, region },
    ...{ resources: entry.texts('Resources'), detail },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
