import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type AdministratorClient, administratorClient } from './administrator.ts';
import { functionNames } from './function-names.ts';
import { namedOne } from './name-lookup.ts';
import { collected, paged } from './paged.ts';
import { DEFAULT_DATA_DIRECTORY, parseCommandLine, UsageError } from './usage-error.ts';

/** How often `--follow` asks for what is new. */
const ASK_EVERY_MS = 500;
/** A line may be stored a little after one with a later time: that far is asked for again. */
const LATE_MS = 5_000;

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Prints the lines of a log group, the oldest first; the names of all groups where none is named. */
export async function logs(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string', default: DEFAULT_DATA_DIRECTORY },
      since: { type: 'string', default: '10m' },
      filter: { type: 'string' },
      follow: { type: 'boolean', default: false },
    },
  });
  const [typed, ...more] = positionals;
  if (more.length > 0) throw new UsageError('Name one log group: local-cloud logs [group]');
  const since = beginning(values.since);
  const client = await administratorClient(resolve(values.data));
  const groups = await groupNames(client);
  if (typed === undefined) {
    process.stdout.write(groups.map((name) => `${name}\n`).join(''));
    return;
  }
  const group = await groupOf(client, typed, groups);
  const wanted = {
    logGroupName: group,
    ...(values.filter === undefined ? {} : { filterPattern: values.filter }),
  };
  let printed = new Map<string, number>();
  for (let from = since; ; await setTimeout(ASK_EVERY_MS)) {
    for await (const { eventId, timestamp, message } of events(client, { ...wanted, startTime: from })) {
      if (!printed.has(eventId)) process.stdout.write(line(timestamp, message));
      if (values.follow) printed.set(eventId, timestamp);
    }
    if (!values.follow) return;
    const newest = Math.max(from, ...printed.values());
    from = Math.max(since, newest - LATE_MS);
    printed = new Map([...printed].filter(([, timestamp]) => timestamp >= from));
  }
}

function line(timestamp: number, message: string): string {
  return `${new Date(timestamp).toISOString()} ${message.trimEnd()}\n`;
}

/** The time that is `text` ago: `90s`, `10m`, `2h`, `1d`. */
function beginning(text: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const length = UNITS[unit];
  if (count === undefined || length === undefined) {
    throw new UsageError(`--since takes a time like 90s, 10m, 2h or 1d, not ${text}`);
  }
  return Math.max(0, Date.now() - Number(count) * length);
}

/** The group that is meant, by its own name or by that of the function that writes into it. */
async function groupOf(
  client: AdministratorClient,
  typed: string,
  groups: readonly string[],
): Promise<string> {
  const functions = await functionNames(client);
  const isGroup = groups.some((name) => name.toLowerCase().includes(typed.toLowerCase()));
  if (isGroup && !functions.includes(typed)) return namedOne('log group', typed, groups);
  const name = namedOne('log group or function', typed, isGroup ? functions : [...groups, ...functions]);
  const response = await client.lambda(`/2015-03-31/functions/${encodeURIComponent(name)}/configuration`);
  return ((await response.json()) as { LoggingConfig: { LogGroup: string } }).LoggingConfig.LogGroup;
}

interface GroupPage {
  readonly logGroups: readonly { readonly logGroupName: string }[];
  readonly nextToken?: string;
}

function groupNames(client: AdministratorClient): Promise<readonly string[]> {
  return collected(
    paged(async (nextToken) => {
      const page: GroupPage = await client.call('logs', 'DescribeLogGroups', { nextToken });
      return { entries: page.logGroups.map(({ logGroupName }) => logGroupName), token: page.nextToken };
    }),
  );
}

interface EventPage {
  readonly events: readonly LogEvent[];
  readonly nextToken?: string;
}

interface LogEvent {
  readonly eventId: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

function events(client: AdministratorClient, input: object): AsyncGenerator<LogEvent> {
  return paged(async (nextToken) => {
    const page: EventPage = await client.call('logs', 'FilterLogEvents', { ...input, nextToken });
    return { entries: page.events, token: page.nextToken };
  });
}
