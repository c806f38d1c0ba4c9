import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Duplex, type Readable } from 'node:stream';
import type { RuntimeHost } from '../environment/runtime-host.ts';
import type { FromEnvironment } from '../runtime/protocol.ts';

/** How often the memory of a process that has a request is looked at. */
const WATCH_EVERY_MS = 50;
/** Output of other processes that the function has left behind is waited for this long. */
const DRAIN_MS = 200;
/** As the runtime exits when Python itself ran out of memory. */
const OUT_OF_MEMORY_STATUS = 137;

/** The Python runtime in a process of its own, which ends with this one. */
export function pythonProcess(needs: {
  readonly executable: string;
  /** The folder that holds the package `taskyard_runtime`. */
  readonly runtimeFolder: string;
  /** The whole environment of the process. */
  readonly variables: Readonly<Record<string, string>>;
  /** Megabytes; a process that has more is killed. */
  readonly memorySize: number;
}): RuntimeHost {
  // Without site-packages: a module that is neither in the asset nor in the runtime is not found, as on AWS.
  const options = ['-S', '-B', '-X', 'utf8', '-m', 'taskyard_runtime'];
  const child = spawn(needs.executable, options, {
    cwd: needs.runtimeFolder,
    env: { ...needs.variables },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // A group of its own, so that what the function starts ends with it.
    detached: true,
  });
  const channel = child.stdio[3];
  if (!(channel instanceof Duplex)) throw new Error('The Python process has no channel.');
  // Writing to a process that has just ended fails; its exit says enough.
  channel.on('error', () => undefined);

  let outOfMemory = false;
  let watch: NodeJS.Timeout | undefined;
  const kill = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  };
  const rest = (): void => clearInterval(watch);
  const ended = new Promise<{ readonly code: number | null; readonly signal: string | null }>((resolve) => {
    child.once('error', () => resolve({ code: 127, signal: null }));
    child.once('exit', (code, signal) => {
      kill();
      const told = (): void => resolve({ code, signal });
      child.once('close', told);
      setTimeout(told, DRAIN_MS).unref();
    });
  });

  return {
    send(message) {
      rest();
      watch = setInterval(() => {
        if (residentMegabytes(child.pid) <= needs.memorySize) return;
        outOfMemory = true;
        kill();
      }, WATCH_EVERY_MS);
      watch.unref();
      channel.write(`${JSON.stringify(message)}\n`);
    },
    listen({ heard, exited }) {
      for (const stream of [child.stdout, child.stderr]) {
        eachLine(stream, (line) => heard({ type: 'log', timestamp: Date.now(), message: `${line}\n` }));
      }
      eachLine(channel, (line) => {
        const message: FromEnvironment = JSON.parse(line);
        if (message.type === 'log' || message.type === 'notice') return heard(message);
        rest();
        // What other processes of the function have written comes first.
        setImmediate(() => heard(message));
      });
      void ended.then(({ code, signal }) => {
        rest();
        const killed = signal === 'SIGKILL' || code === OUT_OF_MEMORY_STATUS;
        // After what was just heard.
        setImmediate(() => exited({ exitCode: code ?? 1, outOfMemory: outOfMemory || killed }));
      });
    },
    async end() {
      kill();
      await ended;
    },
  };
}

function eachLine(stream: Readable | null, take: (line: string) => void): void {
  if (stream === null) return;
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', take);
}

/** Megabytes that a process holds; 0 where this cannot be known. */
function residentMegabytes(pid: number | undefined): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}
