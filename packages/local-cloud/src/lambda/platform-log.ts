import type { LoggingConfig } from './function-record.ts';

/** The declared runtime, and what runs in its place. */
export interface RuntimeVersion {
  /** Such as `nodejs24.x`. */
  readonly declared: string;
  /** Such as `Node v20.20.0`. */
  readonly actual: string;
  /** In the form of AWS's, for the log. */
  readonly arn: string;
}

/** How a request ended, as its REPORT shows it. */
export type ReportStatus =
  | { readonly status: 'success' }
  | { readonly status: 'timeout' }
  | { readonly status: 'error'; readonly errorType: string };

export interface InvocationReport {
  readonly requestId: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Milliseconds that the environment took to start; absent when it was warm. */
  readonly initDuration?: number;
  /** Megabytes. */
  readonly memorySize: number;
  readonly memoryUsed: number;
  readonly outcome: ReportStatus;
}

/** The lines that Lambda itself writes into a function's log. */
export interface PlatformLog {
  initStart(): string[];
  initReport(duration: number, outcome: ReportStatus): string[];
  start(requestId: string): string[];
  end(report: InvocationReport): string[];
}

/** In the text format or as JSON, as the function's LoggingConfig asks. */
export function platformLog(
  logging: LoggingConfig,
  runtime: RuntimeVersion,
  version: string,
  now: () => number,
): PlatformLog {
  return logging.format === 'JSON' ? jsonLog(logging, runtime, version, now) : textLog(runtime, version);
}

function textLog(runtime: RuntimeVersion, version: string): PlatformLog {
  return {
    initStart: () => [
      `INIT_START Runtime Version: ${runtimeVersion(runtime)}\tRuntime Version ARN: ${runtime.arn}\n`,
    ],
    initReport: (duration, outcome) => [
      `INIT_REPORT Init Duration: ${duration.toFixed(2)} ms\tPhase: init${statusColumns(outcome)}\n`,
    ],
    start: (requestId) => [`START RequestId: ${requestId} Version: ${version}\n`],
    end: (report) => {
      const { requestId, duration, initDuration, memorySize, memoryUsed, outcome } = report;
      const init = initDuration === undefined ? '' : `Init Duration: ${initDuration.toFixed(2)} ms\t`;
      return [
        `END RequestId: ${requestId}\n`,
        `REPORT RequestId: ${requestId}\tDuration: ${duration.toFixed(2)} ms\tBilled Duration: ${billed(report)} ms\tMemory Size: ${memorySize} MB\tMax Memory Used: ${memoryUsed} MB\t${init}${statusColumns(outcome).slice(1)}\n`,
      ];
    },
  };
}

function jsonLog(
  logging: LoggingConfig,
  runtime: RuntimeVersion,
  version: string,
  now: () => number,
): PlatformLog {
  const line = (type: string, record: object): string =>
    JSON.stringify({ time: new Date(now()).toISOString(), type: `platform.${type}`, record });
  const quiet = logging.systemLogLevel === 'WARN';
  return {
    initStart: () =>
      quiet
        ? []
        : [
            line('initStart', {
              initializationType: 'on-demand',
              phase: 'init',
              runtimeVersion: runtimeVersion(runtime),
              runtimeVersionArn: runtime.arn,
              functionVersion: version,
            }),
          ],
    initReport: (duration, outcome) => [
      line('initReport', {
        initializationType: 'on-demand',
        phase: 'init',
        ...outcome,
        metrics: { durationMs: round(duration) },
      }),
    ],
    start: (requestId) => (quiet ? [] : [line('start', { requestId, version })]),
    end: (report) => {
      const { requestId, duration, initDuration, memorySize, memoryUsed, outcome } = report;
      if (quiet && outcome.status === 'success') return [];
      const metrics = {
        durationMs: round(duration),
        billedDurationMs: billed(report),
        memorySizeMB: memorySize,
        maxMemoryUsedMB: memoryUsed,
        ...(initDuration === undefined ? {} : { initDurationMs: round(initDuration) }),
      };
      return [line('report', { requestId, metrics, ...outcome })];
    },
  };
}

/** Since August 2025 the start of an environment is billed too. */
function billed({ duration, initDuration = 0 }: InvocationReport): number {
  return Math.max(1, Math.ceil(duration + initDuration));
}

function statusColumns(outcome: ReportStatus): string {
  if (outcome.status === 'success') return '';
  const errorType = outcome.status === 'error' ? `\tError Type: ${outcome.errorType}` : '';
  return `\tStatus: ${outcome.status}${errorType}`;
}

/** `nodejs:24.local (Node v20.20.0)`, where AWS has the likes of `nodejs:24.v1`. */
function runtimeVersion({ declared, actual }: RuntimeVersion): string {
  return `${declared.replace(/^([a-z]+)([\d.]+?)(?:\.x)?$/, '$1:$2')}.local (${actual})`;
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
