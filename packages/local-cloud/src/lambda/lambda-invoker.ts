import type { Account } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { Sources } from '../aws/sources.ts';
import type { MetricSink } from '../cloudwatch/metric-sink.ts';
import type { Journal } from '../journal/journal.ts';
import { withLineage } from '../journal/trace-key.ts';
import type { EnvironmentFleet } from './environment/environment-fleet.ts';
import { QueueFullError } from './environment/environment-pool.ts';
import type { InvocationOptions, InvocationResult } from './function-invoker.ts';
import { functionMetrics } from './function-metrics.ts';
import { functionNotFound, parseFunctionReference } from './function-name.ts';
import { functionArn } from './function-record.ts';
import type { FunctionStore } from './function-store.ts';
import type { FunctionVersion } from './function-version.ts';
import { versionOf } from './function-version.ts';
import { runInvocation } from './invocation.ts';
import { checkSize, MAX_REQUEST_BYTES } from './payload.ts';

export interface Invocation extends InvocationOptions {
  /** Kept over the retries of an event; made when absent. */
  readonly requestId?: string;
  /** The version or alias that the caller named, for the ARN in the context. */
  readonly qualifier?: string;
}

/** Starts requests of functions: checks the payload, counts against the concurrency, runs. */
export class LambdaInvoker {
  readonly #account: Account;
  readonly #sources: Sources;
  readonly #journal: Journal;
  readonly #functions: FunctionStore;
  readonly #fleet: EnvironmentFleet;
  readonly #metrics: ReturnType<typeof functionMetrics>;
  readonly #running = new Map<string, number>();

  constructor(needs: {
    readonly account: Account;
    readonly sources: Sources;
    readonly journal: Journal;
    readonly functions: FunctionStore;
    readonly fleet: EnvironmentFleet;
    readonly metrics: MetricSink;
  }) {
    this.#account = needs.account;
    this.#sources = needs.sources;
    this.#journal = needs.journal;
    this.#functions = needs.functions;
    this.#fleet = needs.fleet;
    this.#metrics = functionMetrics(needs.metrics);
  }

  /** The version that a reference means. Throws AwsError `ResourceNotFoundException`. */
  resolve(text: string, qualifier?: string): FunctionVersion {
    const reference = parseFunctionReference(this.#account, text, qualifier);
    const record = this.#functions.get(reference.name);
    const random = (): number => this.#sources.bytes(1).readUInt8(0) / 256;
    const version = record && versionOf(record, reference.qualifier, random);
    if (version === undefined) throw functionNotFound(this.#account, reference);
    return version;
  }

  /**
   * Runs the function with `payload` and waits for its answer.
   * Throws AwsError when it could not be started: InvalidRequestContentException,
   * RequestEntityTooLargeException, TooManyRequestsException.
   */
  async invoke(
    version: FunctionVersion,
    payload: string,
    options: Invocation = {},
  ): Promise<InvocationResult> {
    checkSize(payload, MAX_REQUEST_BYTES);
    const { name } = version;
    const metrics = this.#metrics(name, options.qualifier);
    const running = this.#running.get(name) ?? 0;
    const reserved = this.#functions.get(name)?.reservedConcurrency;
    if (reserved !== undefined && running >= reserved) {
      metrics.throttled();
      throw throttled('ReservedFunctionConcurrentInvocationLimitExceeded');
    }
    this.#running.set(name, running + 1);
    try {
      const requestId = options.requestId ?? this.#sources.uuid();
      const lease = await this.#fleet.lease(version);
      const result = await runInvocation({
        version,
        lease,
        now: this.#sources.now,
        journal: this.#journal,
        request: {
          requestId,
          payload: payload === '' ? '{}' : payload,
          invokedFunctionArn: functionArn(this.#account, name, options.qualifier),
          traceId: withLineage(options.traceId ?? newTraceId(this.#sources), requestId),
          ...(options.clientContext === undefined ? {} : { clientContext: options.clientContext }),
        },
      });
      metrics.invoked(result.duration, result.functionError !== undefined, running + 1);
      return result;
    } catch (error) {
      if (!(error instanceof QueueFullError)) throw error;
      metrics.throttled();
      throw throttled('ConcurrentInvocationLimitExceeded');
    } finally {
      this.#running.set(name, (this.#running.get(name) ?? 1) - 1);
    }
  }
}

function throttled(reason: string): AwsError {
  return new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: reason });
}

/** A trace that is not sampled, as Lambda makes one for a request that brings none. */
function newTraceId(sources: Sources): string {
  const seconds = Math.floor(sources.now() / 1000).toString(16);
  const digits = (): string => sources.uuid().replaceAll('-', '');
  return `Root=1-${seconds}-${digits().slice(0, 24)};Parent=${digits().slice(0, 16)};Sampled=0`;
}
