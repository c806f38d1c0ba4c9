import { setTimeout } from 'node:timers/promises';
import { type ChildServer, startServer } from '../child-server.ts';
import { cpuMicroseconds } from '../process-cpu.ts';
import { measuredLoad, ROUNDS } from './measured-load.ts';
import { operations, prepare } from './workload.ts';

const ENGINE = new URL('./serve-engine.ts', import.meta.url);
const CONCURRENCY = 16;
/** Long enough for LevelDB to sort what is written into its files meanwhile. */
const ROUND_MS = 2_000;

/**
 * What the engine's operations cost as a table grows, beside their cost in the smallest one, and the memory that
 * it takes. Every size has a server of its own; the rounds alternate between them.
 */
export async function benchGrowth(sizes: readonly number[], print: (line: string) => void): Promise<void> {
  const servers: ChildServer[] = [];
  try {
    const seconds: number[] = [];
    for (const size of sizes) {
      const server = await startServer(ENGINE);
      servers.push(server);
      const start = performance.now();
      await prepare(server.port, size);
      seconds.push((performance.now() - start) / 1000);
    }
    // LevelDB sorts what was filled in behind the answers; its work is not the operations'.
    for (const server of servers) await idle(server);
    print(`\nDynamoDB as a table grows, ${CONCURRENCY} clients (median of ${ROUNDS} rounds)\n`);
    print(`| CPU us an answer | ${sizes.map((size) => `${size} items`).join(' | ')} | largest / smallest |`);
    print(`|---|${sizes.map(() => '---|').join('')}---|`);
    const loads = sizes.map((size) => operations(size));
    for (const operation of Object.keys(loads[0] ?? {})) {
      const loaded = servers.map((server, index) => ({ server, next: nextOf(loads[index], operation) }));
      const costs = (await measuredLoad(loaded, CONCURRENCY, ROUND_MS)).map(({ cpu }) => cpu);
      const cells = costs.map((cost) => cost.toFixed(0)).join(' | ');
      print(`| ${operation} | ${cells} | ${((costs.at(-1) ?? 0) / (costs[0] ?? 0)).toFixed(2)} |`);
    }
    const memory = await Promise.all(servers.map((server) => server.memory()));
    print(`| memory, MB | ${memory.join(' | ')} | ${((memory.at(-1) ?? 0) / (memory[0] ?? 0)).toFixed(2)} |`);
    print(`| filled in, seconds | ${seconds.map((each) => each.toFixed(0)).join(' | ')} | |`);
  } finally {
    for (const server of servers) await server.stop();
  }
}

/** Fulfilled when a server has used next to no CPU for a second. */
async function idle(server: ChildServer): Promise<void> {
  for (let used = Number.POSITIVE_INFINITY; used > 20_000; ) {
    const before = await cpuMicroseconds(server.pid);
    await setTimeout(1_000);
    used = (await cpuMicroseconds(server.pid)) - before;
  }
}

function nextOf(
  load: ReturnType<typeof operations> | undefined,
  operation: string,
): ReturnType<typeof operations>[string] {
  const next = load?.[operation];
  if (next === undefined) throw new RangeError(`There is no load of ${operation}.`);
  return next;
}
