import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { UNSENT_LINES_BYTES } from '../runtime/unsent-lines.ts';

/** A thread that runs the runtime, and the port to talk with it. */
export interface RuntimeThread {
  readonly worker: Worker;
  readonly port: MessagePort;
  /** Where it keeps the lines that it has not sent yet. */
  readonly unsent: SharedArrayBuffer;
}

/** Threads that run the runtime and wait to be told whose environment they are. */
export interface SpareThreads {
  /** A thread whose heap is for a function of that many megabytes: a spare one, or a new one. */
  take(memorySize: number): RuntimeThread;
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
  const spares = new Map<number, RuntimeThread>();
  const timers = new Map<number, NodeJS.Timeout>();
  let closed = false;

  function start(memorySize: number): RuntimeThread {
    const { port1, port2 } = new MessageChannel();
    const unsent = new SharedArrayBuffer(UNSENT_LINES_BYTES);
    const worker = new Worker(runtimePath, {
      workerData: { port: port2, unsent },
      transferList: [port2],
      env: {},
      argv: [],
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      // What Lambda's Node runtimes set; the rest of the memory is for what is not in the heap.
      resourceLimits: { maxOldGenerationSizeMb: Math.floor(memorySize * 0.9) },
    });
    return { worker, port: port1, unsent };
  }

  function startSpare(memorySize: number): void {
    timers.delete(memorySize);
    if (closed || spares.has(memorySize)) return;
    const [oldest] = spares.keys();
    if (spares.size >= MAX_SPARES && oldest !== undefined) {
      void spares.get(oldest)?.worker.terminate();
      spares.delete(oldest);
    }
    const spare = start(memorySize);
    spare.worker.unref();
    const forget = (): void => {
      if (spares.get(memorySize) === spare) spares.delete(memorySize);
    };
    spare.worker.once('error', forget);
    spare.worker.once('exit', forget);
    spares.set(memorySize, spare);
  }

  return {
    take(memorySize) {
      const spare = spares.get(memorySize);
      if (spare === undefined) return start(memorySize);
      spares.delete(memorySize);
      spare.worker.ref();
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
      await Promise.all([...spares.values()].map(({ worker }) => worker.terminate()));
    },
  };
}
