import { gunzipSync } from 'node:zlib';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteSubscriptionFilterCommand,
  DescribeSubscriptionFiltersCommand,
  PutRetentionPolicyCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientOptions, type ServedServices, serveServices } from '../../../test/serve-services.ts';
import { LOCAL_ACCOUNT } from '../../aws/account.ts';
import type { CloudPart } from '../../aws/cloud-part.ts';
import { SYSTEM_SOURCES } from '../../aws/sources.ts';
import type { JournalEntry } from '../../journal/journal.ts';
import { memoryStore } from '../../store/memory-store.ts';
import type { LogSink } from '../log-sink.ts';
import { createLogs } from '../logs.ts';

const NOW = Date.UTC(2026, 0, 15);
const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:reader';
const GROUP = 'arn:aws:logs:us-east-1:000000000000:log-group:';
const group = { logGroupName: 'app' };

let served: ServedServices;
let logs: CloudPart & { readonly sink: LogSink };
let client: CloudWatchLogsClient;
let allowed: boolean;
let sent: { readonly functionArn: string; readonly payload: Buffer }[];
let journal: JournalEntry[];
let asked: Set<string>;

beforeEach(async () => {
  allowed = true;
  sent = [];
  journal = [];
  asked = new Set();
  logs = await createLogs(
    {
      account: LOCAL_ACCOUNT,
      sources: { ...SYSTEM_SOURCES, now: () => NOW },
      journal: { write: (entry) => void journal.push(entry) },
      store: memoryStore(),
      origin: 'http://localhost:4566',
    },
    {
      allows: (functionArn, principal, source) => {
        asked.add(`${functionArn} ${principal} ${source}`);
        return allowed && principal === 'logs.amazonaws.com';
      },
      send: async (functionArn, payload) => {
        const { awslogs } = JSON.parse(payload) as { awslogs: { data: string } };
        sent.push({ functionArn, payload: gunzipSync(Buffer.from(awslogs.data, 'base64')) });
      },
    },
  );
  served = await serveServices(() => logs.services);
  client = new CloudWatchLogsClient(clientOptions(served.endpoint));
  await client.send(new CreateLogGroupCommand(group));
});
afterEach(async () => {
  client.destroy();
  await served.close();
  await logs.close?.();
});

const subscribe = (more: object = {}) =>
  client.send(
    new PutSubscriptionFilterCommand({
      ...group,
      filterName: 'errors',
      filterPattern: 'ERROR',
      destinationArn: FUNCTION,
      ...more,
    }),
  );
const filters = async () =>
  (await client.send(new DescribeSubscriptionFiltersCommand(group))).subscriptionFilters;
const append = (...messages: readonly string[]) =>
  logs.sink.append(
    'app',
    's',
    messages.map((message) => ({ timestamp: NOW, message })),
  );

describe('a subscription', () => {
  it('gives the function what its pattern wants, in the form of AWS', async () => {
    await subscribe();
    expect(asked).toEqual(new Set([`${FUNCTION} logs.amazonaws.com ${GROUP}app:*`]));
    await append('an ERROR ü', 'nothing', 'ERROR again');
    await expect.poll(() => sent.length).toBe(1);
    expect(sent[0]?.functionArn).toBe(FUNCTION);
    expect(JSON.parse(String(sent[0]?.payload))).toEqual({
      messageType: 'DATA_MESSAGE',
      owner: '000000000000',
      logGroup: 'app',
      logStream: 's',
      subscriptionFilters: ['errors'],
      logEvents: ['an ERROR ü', 'ERROR again'].map((message) => ({
        id: expect.any(String),
        timestamp: NOW,
        message,
      })),
    });
    await append('nothing');
    expect(sent).toHaveLength(1);
  });

  it('gives much in several events', async () => {
    await subscribe({ filterPattern: '' });
    const line = 'x'.repeat(200_000);
    await append(...Array.from({ length: 8 }, () => line));
    await expect.poll(() => sent.length).toBe(3);
    const counts = sent.map(({ payload }) => JSON.parse(payload.toString()).logEvents.length);
    expect(counts).toEqual([3, 3, 2]);
  });

  it('is told, outlives changes of the group, is replaced by its name, and goes', async () => {
    await subscribe();
    await client.send(new PutRetentionPolicyCommand({ ...group, retentionInDays: 7 }));
    expect(await filters()).toEqual([
      {
        ...group,
        filterName: 'errors',
        filterPattern: 'ERROR',
        destinationArn: FUNCTION,
        distribution: 'ByLogStream',
        creationTime: NOW,
      },
    ]);
    await subscribe({ filterPattern: 'WARN' });
    expect(await filters()).toMatchObject([{ filterPattern: 'WARN' }]);
    const remove = () => client.send(new DeleteSubscriptionFilterCommand({ ...group, filterName: 'errors' }));
    await remove();
    expect(await filters()).toEqual([]);
    await expect(remove()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('whose permission is gone is written down', async () => {
    await subscribe();
    allowed = false;
    await append('ERROR');
    await expect
      .poll(() => journal)
      .toMatchObject([
        {
          outcome: 'failed',
          rule: 'subscription filter errors of app',
          text: expect.stringContaining('Permission'),
        },
      ]);
    expect(sent).toEqual([]);
  });

  it.each<[string, object, string, RegExp]>([
    [
      'of a stream of Kinesis',
      { destinationArn: 'arn:aws:kinesis:us-east-1:0:stream/s' },
      'InvalidParameterException',
      /Only functions/,
    ],
    ['with a pattern that is none', { filterPattern: '{ $.a' }, 'InvalidParameterException', /./],
    ['in a group that is not there', { logGroupName: 'none' }, 'ResourceNotFoundException', /./],
    [
      'that selects fields',
      { fieldSelectionCriteria: 'x' },
      'InvalidParameterException',
      /fieldSelectionCriteria/,
    ],
  ])('%s is refused', async (_name, more, name, message) => {
    await expect(subscribe(more)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });

  it('needs a function that may be invoked, whose own log it is not, and is one of two', async () => {
    await client.send(new CreateLogGroupCommand({ logGroupName: '/aws/lambda/reader' }));
    await expect(subscribe({ logGroupName: '/aws/lambda/reader' })).rejects.toThrow(
      /reserved for the function log/,
    );
    allowed = false;
    await expect(subscribe()).rejects.toThrow(/Could not execute the lambda function/);
    allowed = true;
    for (const filterName of ['one', 'two']) await subscribe({ filterName });
    await expect(subscribe()).rejects.toMatchObject({ name: 'LimitExceededException' });
  });
});

it('AWS::Logs::SubscriptionFilter subscribes, changes and unsubscribes', async () => {
  const provider = logs.providers.find(({ type }) => type === 'AWS::Logs::SubscriptionFilter');
  const properties = { LogGroupName: 'app', FilterPattern: 'ERROR', DestinationArn: FUNCTION };
  const request = {
    stackName: 'stack',
    stackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/stack/1',
    logicalId: 'Errors',
    creationToken: 'AAAAAAAAAAAA',
    properties,
  };
  const state = await provider?.create(request);
  expect(state?.physicalId).toBe('stack-Errors-AAAAAAAAAAAA');
  expect(await provider?.create(request)).toEqual(state);
  expect(await filters()).toMatchObject([{ filterName: state?.physicalId, filterPattern: 'ERROR' }]);
  if (state === undefined) return;
  const changed = { ...request, properties: { ...properties, FilterPattern: 'WARN' } };
  expect(await provider?.update(changed, state, properties)).toEqual(state);
  expect(await filters()).toMatchObject([{ filterPattern: 'WARN' }]);
  await provider?.delete(state, properties);
  await provider?.delete(state, properties);
  expect(await filters()).toEqual([]);
});
