import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A server in a process of its own, on a data folder of its own. */
export interface ChildServer {
  readonly port: number;
  readonly pid: number;
  /** All it has printed so far. */
  printed(): string;
  /** Resident memory in MB. */
  memory(): Promise<number>;
  /** The most that it ever was. */
  mostMemory(): Promise<number>;
  stop(): Promise<void>;
}

/** Runs a module of this package that listens and prints `port <n>`; its argument is an empty folder. */
export async function startServer(module: URL): Promise<ChildServer> {
  const directory = await mkdtemp(join(tmpdir(), 'taskyard-bench-'));
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(module), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let printed = '';
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      const found = /^port (\d+)$/m.exec(printed)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    void exited.then(() => reject(new Error(`${module} ended before it listened.`)));
  });
  return {
    port,
    pid: child.pid ?? 0,
    printed: () => printed,
    memory: () => megabytes(child.pid, 'VmRSS'),
    mostMemory: () => megabytes(child.pid, 'VmHWM'),
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function megabytes(pid: number | undefined, what: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / 1024);
}
