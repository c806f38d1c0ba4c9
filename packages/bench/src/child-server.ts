import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A server in a process of its own, on a data folder of its own. */
export interface ChildServer {
  readonly port: number;
  readonly pid: number;
  /** Resident memory in MB. */
  memory(): Promise<number>;
  /** The most that it ever was. */
  mostMemory(): Promise<number>;
  stop(): Promise<void>;
}

/** Runs a module of this package that listens and prints `port <n>`; its argument is an empty folder. */
export async function startServer(module: URL): Promise<ChildServer> {
  const directory = await mkdtemp(join(tmpdir(), 'taskyard-bench-'));
  return serverOf(['--import', 'tsx', fileURLToPath(module), directory], /^port (\d+)$/m, directory);
}

/** `npx local-cloud up` as its users run it: the built command, with a cloud assembly that asks for nothing. */
export async function startBuiltCloud(): Promise<ChildServer & { readonly data: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'taskyard-bench-'));
  const [assembly, data] = [join(directory, 'cdk.out'), join(directory, 'data')];
  await mkdir(assembly);
  const properties = { templateFile: 'Empty.template.json' };
  const artifacts = { Empty: { type: 'aws:cloudformation:stack', properties } };
  await writeFile(join(assembly, 'manifest.json'), JSON.stringify({ artifacts }));
  await writeFile(join(assembly, 'Empty.template.json'), '{"Resources":{}}');
  const up = [LOCAL_CLOUD, 'up', assembly, '--data', data, '--port', '0'];
  return { ...(await serverOf(up, /^ready on \S+:(\d+)$/m, directory)), data };
}

/** The variables that lead a program to a running cloud, as `local-cloud env` prints them. */
export async function cloudVariables(data: string): Promise<Record<string, string>> {
  const { stdout } = await promisify(execFile)(process.execPath, [LOCAL_CLOUD, 'env', '--data', data]);
  return Object.fromEntries(
    [...stdout.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

const LOCAL_CLOUD = fileURLToPath(new URL('../../local-cloud/bin/local-cloud.mjs', import.meta.url));

/** Runs Node until it prints its port, which `ready` finds; removes `directory` at the end. */
async function serverOf(args: readonly string[], ready: RegExp, directory: string): Promise<ChildServer> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let printed = '';
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      const found = ready.exec(printed)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    void exited.then(() => reject(new Error(`${args.join(' ')} ended before it listened.`)));
  });
  return {
    port,
    pid: child.pid ?? 0,
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
