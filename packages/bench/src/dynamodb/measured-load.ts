import type { ChildServer } from '../child-server.ts';
import { answersPerSecond, answersWhile, type LoadRequest } from '../http-load.ts';
import { median } from '../median.ts';
import { cpuMicroseconds } from '../process-cpu.ts';

export const ROUNDS = 5;
const ROUND_MS = 700;
/** Answers after which Node has compiled what a request goes through. */
const WARM = 3_000;

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
 * Medians for each server, taken in turns once all are warm, so that a noisy moment hits all of them.
 */
export async function measuredLoad(
  servers: readonly LoadedServer[],
  concurrency: number,
  roundMs: number = ROUND_MS,
): Promise<readonly Measured[]> {
  const rounds = servers.map(() => ({ rates: [] as number[], costs: [] as number[] }));
  for (const { server, next } of servers) {
    await answersWhile({ port: server.port, concurrency, next }, (answered) => answered < WARM);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, { server, next }] of servers.entries()) {
      const before = await cpuMicroseconds(server.pid);
      const rate = await answersPerSecond({ port: server.port, concurrency, durationMs: roundMs, next });
      const used = (await cpuMicroseconds(server.pid)) - before;
      rounds[index]?.rates.push(rate);
      rounds[index]?.costs.push((used * 1000) / (rate * roundMs));
    }
  }
  return rounds.map(({ rates, costs }) => ({ rate: median(rates), cpu: median(costs) }));
}
