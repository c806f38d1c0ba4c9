import type { LogLine } from '../../logs/log-sink.ts';
import type { ErrorPayload, FromEnvironment, InvokeMessage, StartMessage } from '../runtime/protocol.ts';
import type { RuntimeExit, RuntimeHost } from './runtime-host.ts';

/** How the start of an environment ended; `duration` in milliseconds. */
export type StartOutcome =
  | { readonly ok: true; readonly duration: number }
  | { readonly ok: false; readonly duration: number; readonly failure: Failure };

export type InvokeOutcome =
  | { readonly ok: true; readonly payload: string; readonly memoryUsed: number }
  | { readonly ok: false; readonly failure: Failure; readonly memoryUsed?: number };

/** What ended a start or a request without an answer. */
export type Failure =
  /** The code threw, or the runtime refused the code. */
  | { readonly kind: 'error'; readonly error: ErrorPayload }
  /** The payload is not JSON. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'out-of-memory' }
  | { readonly kind: 'exit'; readonly exitCode: number };

export interface EnvironmentNeeds {
  /** Runs the runtime, and has not been told yet whose environment it is. */
  readonly host: RuntimeHost;
  readonly start: StartMessage;
  /** Milliseconds that the start may take. */
  readonly startLimit: number;
  /** Takes what the function writes while it has no request. */
  readonly idleLine: (line: LogLine) => void;
  readonly notice: (text: string) => void;
  /** Called once, when the runtime has ended; `crashed` unless it was told to while it was idle. */
  readonly ended: (crashed: boolean) => void;
}

const TIMED_OUT: InvokeOutcome = { ok: false, failure: { kind: 'timeout' } };
/** The end is awaited, so that the next environment begins after it; a call that nothing can interrupt is not. */
const END_GRACE_MS = 250;

/**
 * One execution environment: a runtime that runs one function's code, one request at a time.
 * Once it has failed by anything but an error of the handler it is dead.
 */
export class ExecutionEnvironment {
  readonly started: Promise<StartOutcome>;
  readonly #host: RuntimeHost;
  readonly #needs: EnvironmentNeeds;
  #lines: LogLine[] = [];
  /** Hears what ends the start or the request that is under way. */
  #settle: ((outcome: InvokeOutcome) => void) | undefined;
  #alive = true;
  #crashed = true;
  /** Whether it is being ended because of its timeout. */
  #overdue = false;

  constructor(needs: EnvironmentNeeds) {
    this.#needs = needs;
    this.#host = needs.host;
    this.#host.listen({
      heard: (message) => this.#hear(message),
      exited: (exit) => this.#exited(exit),
    });
    const begun = performance.now();
    this.started = this.#until(needs.startLimit).then((outcome) => {
      const duration = performance.now() - begun;
      return outcome.ok ? { ok: true, duration } : { ok: false, duration, failure: outcome.failure };
    });
    this.#host.send(needs.start);
  }

  /** Whether it can take another request. */
  get alive(): boolean {
    return this.#alive;
  }

  /** Runs one request; `limit` in milliseconds. Never rejects. */
  invoke(message: InvokeMessage, limit: number): Promise<InvokeOutcome> {
    const outcome = this.#until(limit);
    this.#host.send(message);
    return outcome;
  }

  /** What was written since the last call. */
  takeLines(): LogLine[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  /** Ends the runtime, even in the middle of a loop. */
  async end(): Promise<void> {
    if (this.#alive && this.#settle === undefined) this.#crashed = false;
    this.#alive = false;
    await this.#host.end();
  }

  #until(limit: number): Promise<InvokeOutcome> {
    return new Promise((resolve) => {
      let timer = setTimeout(() => {
        this.#alive = false;
        this.#overdue = true;
        void this.end();
        timer = setTimeout(() => {
          this.#host.rescue?.();
          this.#finish(TIMED_OUT);
        }, END_GRACE_MS);
      }, limit);
      this.#settle = (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
      if (!this.#alive) this.#finish({ ok: false, failure: { kind: 'exit', exitCode: 0 } });
    });
  }

  #hear(message: FromEnvironment): void {
    if (this.#overdue && message.type !== 'log') return;
    switch (message.type) {
      case 'log': {
        const line = { timestamp: message.timestamp, message: message.message };
        if (this.#settle === undefined) this.#needs.idleLine(line);
        else this.#lines.push(line);
        return;
      }
      case 'notice':
        this.#needs.notice(message.text);
        return;
      case 'ready':
        this.#finish({ ok: true, payload: '', memoryUsed: 0 });
        return;
      case 'answer':
        this.#finish({ ok: true, payload: message.payload, memoryUsed: message.memoryUsed });
        return;
      case 'unreadable':
        this.#finish({ ok: false, failure: { kind: 'unreadable', reason: message.reason } });
        return;
      case 'fatal':
        this.#alive = false;
        this.#finish({
          ok: false,
          failure: { kind: 'error', error: message.error },
          memoryUsed: message.memoryUsed,
        });
        return;
      case 'error':
        this.#finish({
          ok: false,
          failure: { kind: 'error', error: message.error },
          memoryUsed: message.memoryUsed,
        });
    }
  }

  #exited({ exitCode, outOfMemory }: RuntimeExit): void {
    this.#alive = false;
    // Before whoever waits can ask for the next environment, which takes over what this one leaves.
    this.#needs.ended(this.#crashed);
    const failure: Failure = outOfMemory ? { kind: 'out-of-memory' } : { kind: 'exit', exitCode };
    this.#finish(this.#overdue ? TIMED_OUT : { ok: false, failure });
  }

  #finish(outcome: InvokeOutcome): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(outcome);
  }
}
