import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type MetricDatum,
  PutMetricDataCommand,
  paginateGetMetricData,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { LocalCloud } from '../cloud.ts';

/** 2026-11-20T12:00:00Z */
const NOON = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;

let directory: string;
let cloud: LocalCloud;
let client: CloudWatchClient;
let logs: CloudWatchLogsClient;

const open = (port: number): Promise<LocalCloud> =>
  LocalCloud.open({
    dataDirectory: directory,
    port,
    // Signatures are of the real time, so the clock is; what is put has times of its own.
    sources: SYSTEM_SOURCES,
  });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cloudwatch-'));
  cloud = await open(0);
  const options = { endpoint: cloud.origin, region: 'us-east-1', credentials: cloud.administrator };
  client = new CloudWatchClient(options);
  logs = new CloudWatchLogsClient(options);
});
afterAll(async () => {
  client.destroy();
  logs.destroy();
  await cloud.stop();
  await rm(directory, { recursive: true });
});

const base = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 3 * 3_600_000;
const at = (minutes: number): Date => new Date(base + minutes * MINUTE);
const put = (Namespace: string, ...MetricData: MetricDatum[]) =>
  client.send(new PutMetricDataCommand({ Namespace, MetricData }));

describe("CloudWatch's metrics through the SDK", () => {
  it('are put in every form and read back as statistics', async () => {
    const MetricName = 'Latency';
    await put(
      'App',
      { MetricName, Value: 10, Timestamp: at(0), Unit: 'Milliseconds' },
      { MetricName, Values: [1, 2, 3], Counts: [1, 1, 7], Timestamp: at(0), Unit: 'Milliseconds' },
      { MetricName, Value: 40, Timestamp: at(1), Unit: 'Milliseconds' },
    );
    const { Datapoints, Label } = await client.send(
      new GetMetricStatisticsCommand({
        Namespace: 'App',
        MetricName,
        StartTime: at(0),
        EndTime: at(5),
        Period: 60,
        Statistics: ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'],
        ExtendedStatistics: ['p50', 'p99.9'],
      }),
    );
    expect(Label).toBe(MetricName);
    expect(Datapoints?.toSorted((a, b) => Number(a.Timestamp) - Number(b.Timestamp))).toEqual([
      {
        Timestamp: at(0),
        Sum: 34,
        Average: 3.4,
        Minimum: 1,
        Maximum: 10,
        SampleCount: 10,
        Unit: 'Milliseconds',
        ExtendedStatistics: { p50: 3, 'p99.9': 10 },
      },
      {
        Timestamp: at(1),
        Sum: 40,
        Average: 40,
        Minimum: 40,
        Maximum: 40,
        SampleCount: 1,
        Unit: 'Milliseconds',
        ExtendedStatistics: { p50: 40, 'p99.9': 40 },
      },
    ]);
  });

  it('come in stretches of a period, newest first, in pages', async () => {
    for (let minute = 0; minute < 10; minute += 1) {
      await put('Paged', { MetricName: 'N', Value: minute, Timestamp: at(minute) });
    }
    const query = (Id: string, Stat: string, Period: number) => ({
      Id,
      MetricStat: { Metric: { Namespace: 'Paged', MetricName: 'N' }, Period, Stat },
    });
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        MetricDataQueries: [query('sums', 'Sum', 300), query('most', 'Maximum', 120)],
        StartTime: at(0),
        EndTime: at(10),
      }),
    );
    expect(MetricDataResults).toEqual([
      {
        Id: 'sums',
        Label: 'N',
        Timestamps: [at(5), at(0)],
        Values: [35, 10],
        StatusCode: 'Complete',
      },
      {
        Id: 'most',
        Label: 'N',
        Timestamps: [at(8), at(6), at(4), at(2), at(0)],
        Values: [9, 7, 5, 3, 1],
        StatusCode: 'Complete',
      },
    ]);
    const values: number[] = [];
    const pages = paginateGetMetricData(
      { client, pageSize: 3 },
      {
        MetricDataQueries: [query('a', 'Sum', 60), query('b', 'Sum', 300)],
        StartTime: at(0),
        EndTime: at(10),
        ScanBy: 'TimestampAscending',
        MaxDatapoints: 3,
      },
    );
    for await (const page of pages) {
      for (const { Values = [] } of page.MetricDataResults ?? []) values.push(...Values);
    }
    expect(values).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 35]);
  });

  it('are listed by their dimensions, in pages', async () => {
    const data = Array.from({ length: 700 }, (_, index) => ({
      MetricName: 'Many',
      Value: 1,
      Dimensions: [
        { Name: 'Shard', Value: String(index) },
        { Name: 'Kind', Value: index % 2 === 0 ? 'even' : 'odd' },
      ],
    }));
    // So long a body is sent compressed.
    await put('Listed', ...data);
    const count = async (filter: object): Promise<number> => {
      let found = 0;
      for await (const { Metrics = [] } of paginateListMetrics({ client }, filter)) found += Metrics.length;
      return found;
    };
    expect(await count({ Namespace: 'Listed' })).toBe(700);
    expect(await count({ Namespace: 'Listed', Dimensions: [{ Name: 'Kind', Value: 'odd' }] })).toBe(350);
    expect(await count({ Namespace: 'Listed', Dimensions: [{ Name: 'Kind' }], RecentlyActive: 'PT3H' })).toBe(
      700,
    );
    expect(await count({ Namespace: 'Listed', MetricName: 'None' })).toBe(0);
    const { Metrics } = await client.send(
      new ListMetricsCommand({ Namespace: 'Listed', Dimensions: [{ Name: 'Shard', Value: '7' }] }),
    );
    expect(Metrics).toEqual([
      {
        Namespace: 'Listed',
        MetricName: 'Many',
        Dimensions: [
          { Name: 'Kind', Value: 'odd' },
          { Name: 'Shard', Value: '7' },
        ],
      },
    ]);
  });

  it('come out of lines of logs in the embedded metric format', async () => {
    const stream = { logGroupName: '/app', logStreamName: 's' };
    await logs.send(new CreateLogGroupCommand({ logGroupName: '/app' }));
    await logs.send(new CreateLogStreamCommand(stream));
    const timestamp = Date.now() - MINUTE;
    const line = (own: object): string =>
      JSON.stringify({
        _aws: {
          Timestamp: timestamp,
          CloudWatchMetrics: [
            {
              Namespace: 'Embedded',
              Dimensions: [['service'], ['service', 'module']],
              Metrics: [{ Name: 'took', Unit: 'Milliseconds' }, { Name: 'absent' }],
            },
          ],
        },
        service: 'tasks',
        module: 'lists',
        ...own,
      });
    const messages = [
      line({ took: 5 }),
      line({ took: [7, 9] }),
      '{"CloudWatchMetrics": broken',
      'plain text',
    ];
    await logs.send(
      new PutLogEventsCommand({ ...stream, logEvents: messages.map((message) => ({ timestamp, message })) }),
    );
    const { Datapoints } = await client.send(
      new GetMetricStatisticsCommand({
        Namespace: 'Embedded',
        MetricName: 'took',
        Dimensions: [{ Name: 'service', Value: 'tasks' }],
        StartTime: new Date(timestamp - MINUTE),
        EndTime: new Date(timestamp + 5 * MINUTE),
        Period: 3600,
        Statistics: ['Sum', 'SampleCount'],
      }),
    );
    expect(Datapoints).toMatchObject([{ Sum: 21, SampleCount: 3, Unit: 'Milliseconds' }]);
    const { Metrics } = await client.send(new ListMetricsCommand({ Namespace: 'Embedded' }));
    expect(Metrics?.map(({ MetricName, Dimensions = [] }) => [MetricName, Dimensions.length])).toEqual([
      ['took', 2],
      ['took', 1],
    ]);
  });

  it('outlive a restart', async () => {
    await put('Kept', { MetricName: 'N', Value: 4, Timestamp: at(2) });
    const { port } = new URL(cloud.origin);
    await cloud.stop();
    cloud = await open(Number(port));
    await put('Kept', { MetricName: 'N', Value: 3, Timestamp: at(2) });
    await put('New', { MetricName: 'N', Value: 100, Timestamp: at(2) });
    const { Datapoints } = await client.send(
      new GetMetricStatisticsCommand({
        Namespace: 'Kept',
        MetricName: 'N',
        StartTime: at(0),
        EndTime: at(10),
        Period: 600,
        Statistics: ['Sum'],
      }),
    );
    expect(Datapoints).toEqual([{ Timestamp: at(0), Sum: 7, Unit: 'None' }]);
  });

  const statistics = {
    Namespace: 'App',
    MetricName: 'N',
    StartTime: at(0),
    EndTime: at(5),
    Period: 60,
    Statistics: ['Sum' as const],
  };
  const query = {
    StartTime: at(0),
    EndTime: at(5),
    MetricDataQueries: [{ Id: 'a', Expression: 'b * 2' }],
  };
  it.each([
    [
      'an own namespace of AWS',
      () => put('AWS/Lambda', { MetricName: 'N', Value: 1 }),
      'InvalidParameterValue',
    ],
    ['no value', () => put('App', { MetricName: 'N' }), 'InvalidParameterCombination'],
    [
      'two values',
      () => put('App', { MetricName: 'N', Value: 1, Values: [1] }),
      'InvalidParameterCombination',
    ],
    [
      'a time long ago',
      () => put('App', { MetricName: 'N', Value: 1, Timestamp: new Date(NOON - 40 * 365 * 86_400_000) }),
      'InvalidParameterValue',
    ],
    [
      'too many data points',
      () => client.send(new GetMetricStatisticsCommand({ ...statistics, EndTime: at(1441) })),
      'InvalidParameterCombination',
    ],
    [
      'a period of 61 seconds',
      () => client.send(new GetMetricStatisticsCommand({ ...statistics, Period: 61 })),
      'InvalidParameterValue',
    ],
    [
      'an end before the start',
      () => client.send(new GetMetricStatisticsCommand({ ...statistics, EndTime: at(-1) })),
      'InvalidParameterValue',
    ],
    [
      'no statistic',
      () => client.send(new GetMetricStatisticsCommand({ ...statistics, Statistics: [] })),
      'InvalidParameterCombination',
    ],
    ['metric math', () => client.send(new GetMetricDataCommand(query)), 'InvalidParameterValue'],
    ['a wrong token', () => client.send(new ListMetricsCommand({ NextToken: 'x' })), 'InvalidNextToken'],
  ])('refuse %s', async (_, call, code) => {
    await expect(call()).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
      Error: { Code: code },
    });
  });

  it('take a form of the query protocol, and answer in XML', async () => {
    const { readCall } = await import('./wire.ts');
    const request = (headers: Record<string, string>) => ({
      method: 'POST',
      query: new URLSearchParams(),
      header: (name: string) => headers[name],
    });
    const form =
      'Action=PutMetricData&Namespace=A&MetricData.member.1.MetricName=N&MetricData.member.1.Values.member.1=2&MetricData.member.1.Values.member.2=3';
    const expected = {
      name: 'PutMetricData',
      input: {
        Action: 'PutMetricData',
        Namespace: 'A',
        MetricData: [{ MetricName: 'N', Values: ['2', '3'] }],
      },
    };
    expect(readCall(request({}) as never, Buffer.from(form))).toEqual(expected);
    expect(readCall(request({ 'content-encoding': 'gzip' }) as never, gzipSync(form))).toEqual(expected);
  });
});
