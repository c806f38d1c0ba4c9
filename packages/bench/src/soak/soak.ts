import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { median } from '../median.ts';
import type { SoakSample } from './serve-soak.ts';
import { SOAK_REQUESTS, type SoakRequest } from './soak-stack.ts';

export interface SoakOptions {
  readonly minutes: number;
  readonly requestsPerSecond: number;
  /** How long an environment is idle before it is reclaimed. */
  readonly idleMs: number;
}

const SAMPLES = 60;
/** Of the samples at the end, and of those after the warm-up, that are compared. */
const COMPARED = 0.2;
const WARM_UP = 0.2;
const MAX_GROWTH = 0.15;

/**
 * A steady rate of requests, some of which fail in every way, against one local cloud. Its memory must stay within 15 %
 * of what it was after the warm-up, and no environment may be left when all have been idle long enough.
 * Prints the samples and the verdict; throws when it is bad.
 */
export async function soak(options: SoakOptions, print: (line: string) => void): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'taskyard-soak-'));
  const server = await startServer(directory, options.idleMs);
  const { minutes, requestsPerSecond } = options;
  const load = startLoad(server, requestsPerSecond);
  const samples: SoakSample[] = [];
  try {
    print(`\nA soak of ${minutes} minutes at ${requestsPerSecond} requests a second\n`);
    print('| minute | heap MB | resident MB | environments | answered | wrong |');
    print('|---|---|---|---|---|---|');
    const every = (minutes * 60_000) / SAMPLES;
    for (let index = 1; index <= SAMPLES; index += 1) {
      await wait(every);
      const sample = await server.sample();
      samples.push(sample);
      if (index % (SAMPLES / 10) !== 0) continue;
      const cells = [
        ((index * every) / 60_000).toFixed(1),
        sample.heap.toFixed(1),
        sample.resident.toFixed(0),
      ];
      print(`| ${[...cells, sample.environments, load.answered, load.wrong.length].join(' | ')} |`);
    }
    await load.stop();
    const left = await environmentsLeft(server, options.idleMs);
    const failures = verdict(samples, left, load.wrong);
    const growth = (['heap', 'resident'] as const).map((kind) => growthOf(samples, kind));
    print(`\nHeap ${percent(growth[0])}, resident memory ${percent(growth[1])}; ${left} environments left.`);
    // Each is some 15 MB of the resident memory: where their number changed, so did that.
    const [first, last] = compared(samples, 'environments');
    print(`Environments at work, of the first samples and of the last: ${first} and ${last}.`);
    print(failures.length === 0 ? 'The memory is flat and nothing leaked.' : failures.join('\n'));
    if (failures.length > 0) throw new Error('The soak found something.');
  } finally {
    await load.stop();
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

function verdict(samples: readonly SoakSample[], left: number, wrong: readonly string[]): string[] {
  const failures = wrong.slice(0, 5).map((text) => `A wrong answer: ${text}`);
  for (const kind of ['heap', 'resident'] as const) {
    const growth = growthOf(samples, kind);
    if (growth > MAX_GROWTH) failures.push(`The ${kind} memory grew by ${percent(growth)}.`);
  }
  if (left > 0) failures.push(`${left} environments were not reclaimed.`);
  return failures;
}

/** From the first samples after the warm-up to the last ones. */
function growthOf(samples: readonly SoakSample[], kind: 'heap' | 'resident'): number {
  const [first, last] = compared(samples, kind);
  return last / first - 1;
}

/** The medians of the first samples after the warm-up and of the last ones. */
function compared(samples: readonly SoakSample[], what: keyof SoakSample): [first: number, last: number] {
  const count = Math.ceil(samples.length * COMPARED);
  const start = Math.ceil(samples.length * WARM_UP);
  return [
    median(samples.slice(start, start + count).map((sample) => sample[what])),
    median(samples.slice(-count).map((sample) => sample[what])),
  ];
}

function percent(share: number | undefined): string {
  return `${((share ?? 0) * 100).toFixed(1)} %`;
}

/** How many are there when all have been idle for twice as long as they may be. Spare threads are none. */
async function environmentsLeft(server: SoakServer, idleMs: number): Promise<number> {
  const end = performance.now() + 2 * idleMs + 60_000;
  for (;;) {
    const { environments } = await server.sample();
    const left = Math.max(0, environments - SPARE_THREADS);
    if (left === 0 || performance.now() > end) return left;
    await wait(1000);
  }
}

/** A local cloud keeps up to two threads ready for the next cold start. */
const SPARE_THREADS = 2;

interface SoakServer {
  readonly port: number;
  readonly apiId: string;
  sample(): Promise<SoakSample>;
  stop(): Promise<void>;
}

async function startServer(directory: string, idleMs: number): Promise<SoakServer> {
  const module = fileURLToPath(new URL('serve-soak.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', module, directory, String(idleMs)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('The server of the soak has ended.');
    return JSON.parse(value);
  };
  const { port, apiId } = await next();
  return {
    port,
    apiId,
    sample() {
      child.stdin.write('\n');
      return next();
    },
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}

/** Sends requests at a steady rate, however long their answers take. */
function startLoad(
  { port, apiId }: SoakServer,
  requestsPerSecond: number,
): { readonly answered: number; readonly wrong: readonly string[]; stop(): Promise<void> } {
  const agent = new Agent({ keepAlive: true });
  const turns = SOAK_REQUESTS.flatMap((request) => Array<SoakRequest>(request.share).fill(request));
  const underWay = new Set<Promise<void>>();
  const wrong: string[] = [];
  let answered = 0;
  let turn = 0;
  const timer = setInterval(() => {
    // Not in the order of the list, and each as often as its share says.
    const request = turns[(turn * 37) % turns.length];
    turn += 1;
    if (request === undefined) return;
    const done = statusOf(agent, port, `/execute-api/${apiId}/dev/${request.path}`)
      .then((status) => {
        answered += 1;
        if (status !== request.status) wrong.push(`${request.path} answered ${status}`);
      })
      .catch((error: unknown) => void wrong.push(`${request.path}: ${error}`))
      .finally(() => underWay.delete(done));
    underWay.add(done);
  }, 1000 / requestsPerSecond);
  return {
    get answered() {
      return answered;
    },
    wrong,
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
      agent.destroy();
    },
  };
}

function statusOf(agent: Agent, port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', reject);
    }).on('error', reject);
  });
}
