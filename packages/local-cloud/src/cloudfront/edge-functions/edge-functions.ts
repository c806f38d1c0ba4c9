import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { Worker } from 'node:worker_threads';
import type { EdgeEvent } from './edge-event.ts';
import type { EdgeAnswer, EdgeTask } from './runtime/main.ts';

/** A function that threw, took too long, or could not be run. The message is for its author. */
export class EdgeFunctionError extends Error {
  override name = 'EdgeFunctionError';
}

export interface EdgeOutcome {
  /** What the function gave. */
  readonly result: unknown;
  readonly log: readonly string[];
}

/** Runs CloudFront's functions, one after the other. */
export interface EdgeFunctions {
  /** Throws EdgeFunctionError. */
  run(code: string, event: EdgeEvent): Promise<EdgeOutcome>;
  close(): Promise<void>;
}

/**
 * AWS gives a function about a millisecond of a processor; this is wall time on a machine that does other things, and
 * where many wait for a processor that may be seconds.
 */
const TIMEOUT_MS = 5_000;
/** How long the thread itself may take, which includes its start. */
const THREAD_TIMEOUT_MS = 15_000;
const MEMORY_MB = 32;

interface Waiting {
  readonly resolve: (answer: EdgeAnswer) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

export function createEdgeFunctions(): EdgeFunctions {
  const path = createRequire(import.meta.url).resolve('@taskyard/local-cloud/edge-function-runtime');
  let thread: Worker | undefined;
  let count = 0;
  const waiting = new Map<number, Waiting>();

  function fail(message: string): void {
    thread = undefined;
    for (const [id, { reject, timer }] of waiting) {
      clearTimeout(timer);
      waiting.delete(id);
      reject(new EdgeFunctionError(message));
    }
  }

  function started(): Worker {
    if (thread !== undefined) return thread;
    const worker = new Worker(path, {
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 8, stackSizeMb: 2 },
    });
    worker.on('message', (answer: EdgeAnswer) => {
      const entry = waiting.get(answer.id);
      if (entry === undefined) return;
      clearTimeout(entry.timer);
      waiting.delete(answer.id);
      entry.resolve(answer);
    });
    worker.on('error', (error) => {
      if (thread === worker) fail(`The function ended its thread: ${error.message}`);
    });
    worker.on('exit', () => {
      if (thread === worker) fail('The function ended its thread.');
    });
    worker.unref();
    thread = worker;
    return worker;
  }

  function ask(code: string, event: EdgeEvent): Promise<EdgeAnswer> {
    count += 1;
    const task: EdgeTask = { id: count, code, event: JSON.stringify(event), timeoutMs: TIMEOUT_MS };
    const worker = started();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        void worker.terminate();
        if (thread === worker) fail('The function took too long.');
      }, THREAD_TIMEOUT_MS);
      waiting.set(task.id, { resolve, reject, timer });
      worker.postMessage(task);
    });
  }

  return {
    async run(code, event) {
      const { result, error, log } = await ask(code, event);
      if (result === undefined) throw new EdgeFunctionError(error ?? 'The function gave nothing.');
      return { result: JSON.parse(result), log };
    },
    async close() {
      const worker = thread;
      fail('The cloud stops.');
      await worker?.terminate();
    },
  };
}

const LONGEST_CODE = 10 * 1024;

/** Why this code cannot be a function here; undefined when it can. */
export function edgeCodeFault(code: string): string | undefined {
  if (Buffer.byteLength(code) > LONGEST_CODE) return 'a function may have 10 KB of code.';
  if (/\bimport\b|\brequire\s*\(/.test(code)) {
    return 'the modules of the runtime (cloudfront, crypto, querystring, buffer) are not emulated.';
  }
  try {
    // Compiled only; nothing runs.
    new Script(code);
  } catch (error) {
    return `the code cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  return /\bhandler\b/.test(code) ? undefined : 'there is no function named handler.';
}
