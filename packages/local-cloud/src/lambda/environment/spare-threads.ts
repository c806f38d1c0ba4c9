import { Worker } from 'node:worker_threads';

/** Threads that run the runtime and wait to be told whose environment they are. */
export interface SpareThreads {
  /** A thread whose heap is for a function of that many megabytes: a spare one, or a new one. */
  take(memorySize: number): Worker;
  /** Starts a spare thread of that size soon, unless there is one. */
  prepare(memorySize: number): void;
  close(): Promise<void>;
}

/** Sizes of which a spare is kept; the functions of an app rarely have more. */
const MAX_SPARES = 2;
/** Requests that are waiting come first. */
const PREPARE_AFTER_MS = 100;

/** Starting a thread is half of a small function's cold start, so one is kept ahead. */
export function spareThreads(runtimePath: string): SpareThreads {
  const spares = new Map<number, Worker>();
  const timers = new Map<number, NodeJS.Timeout>();
  let closed = false;

  function start(memorySize: number): Worker {
    return new Worker(runtimePath, {
      env: {},
      argv: [],
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      // What Lambda's Node runtimes set; the rest of the memory is for what is not in the heap.
      resourceLimits: { maxOldGenerationSizeMb: Math.floor(memorySize * 0.9) },
    });
  }

  function startSpare(memorySize: number): void {
    timers.delete(memorySize);
    if (closed || spares.has(memorySize)) return;
    const [oldest] = spares.keys();
    if (spares.size >= MAX_SPARES && oldest !== undefined) {
      void spares.get(oldest)?.terminate();
      spares.delete(oldest);
    }
    const spare = start(memorySize);
    spare.unref();
    const forget = (): void => {
      if (spares.get(memorySize) === spare) spares.delete(memorySize);
    };
    spare.once('error', forget);
    spare.once('exit', forget);
    spares.set(memorySize, spare);
  }

  return {
    take(memorySize) {
      const spare = spares.get(memorySize);
      if (spare === undefined) return start(memorySize);
      spares.delete(memorySize);
      spare.ref();
      return spare;
    },
    prepare(memorySize) {
      if (closed || spares.has(memorySize) || timers.has(memorySize)) return;
      const timer = setTimeout(() => startSpare(memorySize), PREPARE_AFTER_MS);
      timer.unref();
      timers.set(memorySize, timer);
    },
    async close() {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all([...spares.values()].map((spare) => spare.terminate()));
    },
  };
}
