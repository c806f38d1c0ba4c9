import { type ChildServer, startServer } from '../child-server.ts';
import { answersPerSecond } from '../http-load.ts';
import { median } from '../median.ts';
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
 * survive the process. Prints requests a second and their ratio, medians of alternating rounds.
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
      print(`\nDynamoDB, ${size} items, answers a second (median of ${ROUNDS} rounds)\n`);
      print('| operation | clients | local-cloud | dynalite | ratio |');
      print('|---|---|---|---|---|');
      for (const [operation, next] of Object.entries(operations(size))) {
        for (const concurrency of CONCURRENCIES) {
          const rounds = new Map<string, number[]>([...servers.keys()].map((name) => [name, []]));
          for (let round = 0; round < ROUNDS; round += 1) {
            for (const [name, { port }] of servers) {
              const rate = await answersPerSecond({ port, concurrency, durationMs: ROUND_MS, next });
              rounds.get(name)?.push(rate);
            }
          }
          const [own = 0, peer = 0] = [...rounds.values()].map(median);
          const ratio = (own / peer).toFixed(1);
          print(`| ${operation} | ${concurrency} | ${own.toFixed(0)} | ${peer.toFixed(0)} | ${ratio} |`);
        }
      }
      for (const [name, server] of servers) print(`${name}: ${await server.memory()} MB`);
    } finally {
      for (const server of servers.values()) await server.stop();
    }
  }
}
