import type { ChildServer } from '../child-server.ts';
import { answersPerSecond, type LoadRequest } from '../http-load.ts';
import { median } from '../median.ts';
import { cpuMicroseconds } from '../process-cpu.ts';

export const ROUNDS = 5;
const ROUND_MS = 700;

/** A server, and the requests that load it. */
export interface LoadedServer {
  readonly server: ChildServer;
  next(): LoadRequest;
}

export interface Measured {
  /** Answers a second. */
  readonly rate: number;
  /** Microseconds of the server's CPU an answer. */
  readonly cpu: number;
}

/**
 * Medians for each server, taken in turns, so that a noisy moment hits all of them. The first round, in which what
 * the servers do is compiled, does not count.
 */
export async function measuredLoad(
  servers: readonly LoadedServer[],
  concurrency: number,
): Promise<readonly Measured[]> {
  const rounds = servers.map(() => ({ rates: [] as number[], costs: [] as number[] }));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, { server, next }] of servers.entries()) {
      const before = await cpuMicroseconds(server.pid);
      const rate = await answersPerSecond({ port: server.port, concurrency, durationMs: ROUND_MS, next });
      const used = (await cpuMicroseconds(server.pid)) - before;
      if (round === 0) continue;
      rounds[index]?.rates.push(rate);
      rounds[index]?.costs.push((used * 1000) / (rate * ROUND_MS));
    }
  }
  return rounds.map(({ rates, costs }) => ({ rate: median(rates), cpu: median(costs) }));
}
