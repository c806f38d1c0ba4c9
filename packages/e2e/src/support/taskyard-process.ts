import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Outputs, readOutputs } from './outputs.ts';

const ROOT = dirname(dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url))))));
const READY_WITHIN_MS = 120_000;

/** Taskyard as `npm start` runs it, in a process of its own. */
export interface TaskyardProcess {
  readonly outputs: Outputs;
  readonly outputsFile: string;
  readonly dataDirectory: string;
  readonly port: number;
  readonly pid: number;
  /** All it has printed so far. */
  printed(): string;
  /** Ends it with the signal; gives the exit code, or null when the signal killed it. */
  end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null>;
}

/** Starts Taskyard on a free port and waits until it is ready. `directory` holds its data and its outputs file. */
export async function startTaskyard(
  directory: string,
  options: { readonly port?: number; readonly args?: readonly string[]; readonly throughNpm?: boolean } = {},
): Promise<TaskyardProcess> {
  const dataDirectory = join(directory, 'data');
  const outputsFile = join(directory, 'outputs.json');
  const [command, ...script] = options.throughNpm
    ? ['npm', 'start', '--']
    : [process.execPath, join(ROOT, 'scripts/start.mjs')];
  const child = spawn(
    command ?? '',
    [
      ...script,
      ...['--port', String(options.port ?? 0), '--data', dataDirectory, '--outputs-file', outputsFile],
      ...(options.args ?? []),
    ],
    { cwd: ROOT, env: bareEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let printed = '';
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (/^ready/m.test(printed)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void exited.then((code) =>
      reject(new Error(`Taskyard ended with ${code} before it was ready:\n${printed}`)),
    );
    setTimeout(
      () => reject(new Error(`Taskyard was not ready in time:\n${printed}`)),
      READY_WITHIN_MS,
    ).unref();
  });
  await ready.catch((error) => {
    child.kill('SIGKILL');
    throw error;
  });
  const outputs = readOutputs(outputsFile);
  return {
    outputs,
    outputsFile,
    dataDirectory,
    port: Number(new URL(outputs.PeopleApiUrl).port),
    pid: child.pid ?? 0,
    printed: () => printed,
    end: (signal) => endProcess(child, signal, exited),
  };
}

/** A directory that is removed after `use`. */
export async function withDirectory<Result>(use: (directory: string) => Promise<Result>): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'taskyard-e2e-'));
  try {
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** What a new user's shell has: no AWS variable reaches the cloud under test. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }) };
}

function endProcess(
  child: ChildProcess,
  signal: NodeJS.Signals,
  exited: Promise<number | null>,
): Promise<number | null> {
  child.kill(signal);
  return exited;
}
