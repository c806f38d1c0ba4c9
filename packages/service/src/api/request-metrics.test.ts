import { operations } from '@taskyard/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { businessMetrics, embeddedMetrics, type RequestOutcome } from './request-metrics.ts';

const outcome: RequestOutcome = {
  requestId: '0b6d3a6e-2f3c-4a54-9f0e-000000000001',
  operation: 'createTask',
  status: 201,
  durationMs: 12.5,
  replayed: false,
};

/** The lines that are printed while `run` runs. */
function printed(run: () => void): readonly Record<string, unknown>[] {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {});
  try {
    run();
    return print.mock.calls.map(([line]) => JSON.parse(String(line)));
  } finally {
    print.mockRestore();
  }
}

// As in Lambda, but printed through the console, where a test can listen.
beforeEach(() => {
  vi.stubEnv('AWS_LAMBDA_INITIALIZATION_TYPE', 'on-demand');
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
});
afterEach(() => vi.unstubAllEnvs());

describe('the metrics of a request', () => {
  it('are one line in the embedded metric format, after that of the cold start', () => {
    const metrics = embeddedMetrics('tasks');
    const [cold, first] = printed(() => metrics.record(outcome));
    expect(cold).toMatchObject({ service: 'tasks', ColdStart: 1 });
    expect(first).toMatchObject({
      service: 'tasks',
      operation: 'createTask',
      requestId: outcome.requestId,
      status: '201',
      Latency: 12.5,
      Refused: 0,
      Failed: 0,
      TasksCreated: 1,
      _aws: { CloudWatchMetrics: [{ Namespace: 'Taskyard', Dimensions: [['service']] }] },
    });
    expect(printed(() => metrics.record(outcome))).toHaveLength(1);
  });

  it.each<[name: string, outcome: Partial<RequestOutcome>, counted: object, not: string]>([
    ['a refusal', { status: 404 }, { Refused: 1, Failed: 0 }, 'TasksCreated'],
    ['a failure', { status: 500 }, { Refused: 0, Failed: 1 }, 'TasksCreated'],
    ['an answer given again', { replayed: true }, { Refused: 0, Failed: 0 }, 'TasksCreated'],
    ['a reading', { operation: 'getTask', status: 200 }, { Latency: 12.5 }, 'TasksCreated'],
    ['an unknown route', { operation: 'GET /x', status: 404 }, { Refused: 1 }, 'undefined'],
  ])('of %s', (_name, changed, counted, not) => {
    const metrics = embeddedMetrics('tasks');
    const lines = printed(() => metrics.record({ ...outcome, ...changed }));
    expect(lines.at(-1)).toMatchObject(counted);
    expect(lines.at(-1)).not.toHaveProperty(not);
  });
});

it('what the business counts are operations', () => {
  for (const operation of businessMetrics.keys()) expect(operations).toHaveProperty(operation);
});
