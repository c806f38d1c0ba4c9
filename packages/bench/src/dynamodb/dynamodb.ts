import { type ChildServer, startServer } from '../child-server.ts';
import { measuredLoad, ROUNDS } from './measured-load.ts';
import { operations, prepare } from './workload.ts';

const PEERS = {
  'local-cloud': new URL('./serve-engine.ts', import.meta.url),
  dynalite: new URL('./serve-dynalite.ts', import.meta.url),
};
const CONCURRENCIES = [1, 16];

/**
 * The engines side by side over loopback: the same requests, a table with an index on disk, writes that
 * survive the process. Prints answers a second, the server's CPU an answer, and what the engine is better by
 * (medians of alternating rounds).
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
          const loaded = [...servers.values()].map((server) => ({ server, next }));
          const [own, peer] = await measuredLoad(loaded, concurrency);
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
