import { Agent } from 'node:http';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  StartLiveTailCommand,
  type StartLiveTailCommandInput,
  type StartLiveTailResponseStream,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientOptions, type ServedServices, serveServices } from '../../../test/serve-services.ts';
import { LOCAL_ACCOUNT } from '../../aws/account.ts';
import type { CloudPart } from '../../aws/cloud-part.ts';
import { SYSTEM_SOURCES } from '../../aws/sources.ts';
import { SILENT_JOURNAL } from '../../journal/journal.ts';
import { memoryStore } from '../../store/memory-store.ts';
import type { LogSink } from '../log-sink.ts';
import { createLogs } from '../logs.ts';

const ARN = 'arn:aws:logs:us-east-1:000000000000:log-group:';
const HOUR_MS = 3_600_000;
let served: ServedServices;
let logs: CloudPart & { readonly sink: LogSink };
let client: CloudWatchLogsClient;
let now: number;

beforeEach(async () => {
  now = Date.now();
  logs = await createLogs(
    {
      account: LOCAL_ACCOUNT,
      sources: { ...SYSTEM_SOURCES, now: () => now },
      journal: SILENT_JOURNAL,
      store: memoryStore(),
      origin: 'http://localhost:4566',
    },
    { allows: () => false, send: async () => {} },
  );
  served = await serveServices(() => logs.services);
  client = new CloudWatchLogsClient({ ...clientOptions(served.endpoint), disableHostPrefix: true });
  for (const logGroupName of ['a', 'b']) await client.send(new CreateLogGroupCommand({ logGroupName }));
});
afterEach(async () => {
  client.destroy();
  await logs.close?.();
  await served.close();
});

const append = (group: string, stream: string, ...messages: readonly string[]) =>
  logs.sink.append(
    group,
    stream,
    messages.map((message) => ({ timestamp: now, message })),
  );

async function tail(
  input: Partial<StartLiveTailCommandInput> = {},
  by = client,
): Promise<AsyncIterator<StartLiveTailResponseStream>> {
  const answer = await by.send(new StartLiveTailCommand({ logGroupIdentifiers: [`${ARN}a`], ...input }));
  if (answer.responseStream === undefined) throw new Error('no stream');
  return answer.responseStream[Symbol.asyncIterator]();
}

/** The messages of the next update that has some. */
async function nextMessages(
  session: AsyncIterator<StartLiveTailResponseStream>,
): Promise<(string | undefined)[]> {
  for (;;) {
    const { value } = await session.next();
    const results = value?.sessionUpdate?.sessionResults ?? [];
    if (results.length > 0) return results.map(({ message }: { message?: string }) => message);
  }
}

describe('a live tail', () => {
  it('begins with what it is about, then tells each second what came', async () => {
    const session = await tail({ logEventFilterPattern: 'ERROR' });
    expect((await session.next()).value).toEqual({
      sessionStart: {
        requestId: expect.any(String),
        sessionId: expect.any(String),
        logGroupIdentifiers: [`${ARN}a`],
        logStreamNames: [],
        logStreamNamePrefixes: [],
        logEventFilterPattern: 'ERROR',
      },
    });
    expect((await session.next()).value).toEqual({
      sessionUpdate: { sessionMetadata: { sampled: false }, sessionResults: [] },
    });
    await append('a', 's', 'an ERROR ü', 'nothing');
    await append('b', 's', 'ERROR elsewhere');
    let update: StartLiveTailResponseStream;
    do update = (await session.next()).value;
    while (update.sessionUpdate?.sessionResults?.length === 0);
    expect(update.sessionUpdate?.sessionResults).toEqual([
      {
        logGroupIdentifier: `${ARN}a`,
        logStreamName: 's',
        message: 'an ERROR ü',
        timestamp: now,
        ingestionTime: now,
      },
    ]);
    await session.return?.();
  });

  it('follows several groups, or some streams of one', async () => {
    const both = await tail({ logGroupIdentifiers: [`${ARN}a`, `${ARN}b`] });
    const named = await tail({ logStreamNames: ['one'] });
    const prefixed = await tail({ logStreamNamePrefixes: ['t'] });
    await append('a', 'one', '1');
    await append('a', 'two', '2');
    await append('b', 'one', '3');
    expect(await nextMessages(both)).toEqual(['1', '2', '3']);
    expect(await nextMessages(named)).toEqual(['1']);
    expect(await nextMessages(prefixed)).toEqual(['2']);
    for (const session of [both, named, prefixed]) await session.return?.();
  });

  it('shows a sample of what is too much', async () => {
    const session = await tail();
    await append('a', 's', ...Array.from({ length: 1200 }, (_, at) => String(at)));
    for (;;) {
      const { value } = await session.next();
      const { sessionResults = [], sessionMetadata } = value?.sessionUpdate ?? {};
      if (sessionResults.length === 0) continue;
      expect(sessionMetadata).toEqual({ sampled: true });
      expect(sessionResults.length).toBeGreaterThan(250);
      expect(sessionResults.length).toBeLessThanOrEqual(500);
      break;
    }
    await session.return?.();
  });

  it('ends after three hours', async () => {
    const session = await tail();
    await session.next();
    now += 3 * HOUR_MS;
    const ended = async (): Promise<void> => {
      while ((await session.next()).done !== true);
    };
    await expect(ended()).rejects.toMatchObject({ name: 'SessionTimeoutException' });
  });

  it('is found by clients that put `stream-` before the host, where that name is known', async () => {
    const requestHandler = {
      httpAgent: new Agent({
        // As a line in /etc/hosts would: 127.0.0.1 stream-localhost
        lookup: (host, _options, done) =>
          /^stream(?:ing)?-localhost$/.test(host)
            ? done(null, [{ address: '127.0.0.1', family: 4 }])
            : done(new Error(host), []),
      }),
    };
    const unchanged = new CloudWatchLogsClient({ ...clientOptions(served.endpoint), requestHandler });
    const session = await tail({}, unchanged);
    expect((await session.next()).value).toHaveProperty('sessionStart');
    await session.return?.();
    unchanged.destroy();
  });

  it('is one of at most fifteen; one that is left makes room', async () => {
    const sessions = [];
    for (let count = 0; count < 15; count += 1) sessions.push(await tail());
    await expect(tail()).rejects.toMatchObject({ name: 'LimitExceededException' });
    client.destroy();
    client = new CloudWatchLogsClient({ ...clientOptions(served.endpoint), disableHostPrefix: true });
    await expect
      .poll(
        () =>
          tail().then(
            () => 'open',
            ({ name }) => name,
          ),
        { timeout: 20_000 },
      )
      .toBe('open');
  });

  it.each<[string, Partial<StartLiveTailCommandInput>, string, RegExp]>([
    ['no group', { logGroupIdentifiers: [] }, 'InvalidParameterException', /at least one/],
    [
      'eleven groups',
      { logGroupIdentifiers: Array.from({ length: 11 }, () => `${ARN}a`) },
      'InvalidParameterException',
      /at most 10/,
    ],
    [
      'an ARN with an asterisk',
      { logGroupIdentifiers: [`${ARN}a:*`] },
      'InvalidParameterException',
      /is not the ARN/,
    ],
    [
      'a group that is not there',
      { logGroupIdentifiers: [`${ARN}c`] },
      'ResourceNotFoundException',
      /does not exist/,
    ],
    [
      'streams of two groups',
      { logGroupIdentifiers: [`${ARN}a`, `${ARN}b`], logStreamNames: ['s'] },
      'InvalidParameterException',
      /single log group/,
    ],
    [
      'two ways to name streams',
      { logStreamNames: ['s'], logStreamNamePrefixes: ['s'] },
      'InvalidParameterException',
      /together/,
    ],
    ['a pattern that is none', { logEventFilterPattern: '{ $.a' }, 'InvalidParameterException', /./],
  ])('refuses %s', async (_name, input, name, message) => {
    await expect(tail(input)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });

  it('is for those who may', async () => {
    served.denied.add('logs:StartLiveTail');
    await expect(tail()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(served.authorized.at(-1)).toBe(`logs:StartLiveTail ${ARN}a:log-stream:`);
  });
});
