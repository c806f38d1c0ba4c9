import { type ChildServer, startServer } from '../child-server.ts';
import { answersPerSecond, type LoadRequest } from '../http-load.ts';
import { median } from '../median.ts';
import { cpuMicroseconds } from '../process-cpu.ts';
import { operations, prepare } from './workload.ts';

const PEERS = {
  'local-cloud': new URL('./serve-engine.ts', import.meta.url),
  dynalite: new URL('./serve-dynalite.ts', import.meta.url),
};
const ROUNDS = 5;
const ROUND_MS = 700;
const CONCURRENCIES = [1, 16];

/**
 * The engines side by side over loopback: the same requests, a table with an index on disk, writes that
 * survive the process. Prints answers a second, the server's CPU an answer, and what the engine is better by
 * (medians of alternating rounds). The load itself takes a core, so the rates of fast servers come out closer to
 * each other than they are; the CPU tells the whole difference.
 */
export async function benchDynamoDb(sizes: readonly number[], print: (line: string) => void): Promise<void> {
  for (const size of sizes) {
    const servers = new Map<string, ChildServer>();
    try {
      for (const [name, module] of Object.entries(PEERS)) {
        const server = await startServer(module);
        servers.set(name, server);
        await prepare(server.port, size);
      }
      print(`\nDynamoDB, ${size} items (median of ${ROUNDS} rounds; local-cloud / dynalite)\n`);
      print('| operation | clients | answers a second | faster by | CPU us an answer | cheaper by |');
      print('|---|---|---|---|---|---|');
      for (const [operation, next] of Object.entries(operations(size))) {
        for (const concurrency of CONCURRENCIES) {
          const measured = await measure([...servers.values()], concurrency, next);
          const [own, peer] = measured;
          if (own === undefined || peer === undefined) continue;
          const rates = `${own.rate.toFixed(0)} / ${peer.rate.toFixed(0)}`;
          const costs = `${own.cpu.toFixed(0)} / ${peer.cpu.toFixed(0)}`;
          const faster = (own.rate / peer.rate).toFixed(1);
          const cheaper = (peer.cpu / own.cpu).toFixed(1);
          print(`| ${operation} | ${concurrency} | ${rates} | ${faster} | ${costs} | ${cheaper} |`);
        }
      }
      for (const [name, server] of servers) print(`${name}: ${await server.memory()} MB`);
    } finally {
      for (const server of servers.values()) await server.stop();
    }
  }
}

interface Measured {
  /** Answers a second. */
  readonly rate: number;
  /** Microseconds of the server's CPU an answer. */
  readonly cpu: number;
}

/** Medians for each server, taken in turns, so that a noisy moment hits all of them. */
async function measure(
  servers: readonly ChildServer[],
  concurrency: number,
  next: () => LoadRequest,
): Promise<Measured[]> {
  const rounds = servers.map(() => ({ rates: [] as number[], costs: [] as number[] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, { port, pid }] of servers.entries()) {
      const before = await cpuMicroseconds(pid);
      const rate = await answersPerSecond({ port, concurrency, durationMs: ROUND_MS, next });
      const used = (await cpuMicroseconds(pid)) - before;
      rounds[index]?.rates.push(rate);
      rounds[index]?.costs.push((used * 1000) / (rate * ROUND_MS));
    }
  }
  return rounds.map(({ rates, costs }) => ({ rate: median(rates), cpu: median(costs) }));
}
