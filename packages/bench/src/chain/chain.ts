import { createServer } from 'node:http';
import { newPerson } from '../../../e2e/src/support/person.ts';
import { startTaskyard, withDirectory } from '../../../e2e/src/support/taskyard-process.ts';
import { answersPerSecond, answersWhile, type LoadRequest, send } from '../http-load.ts';
import { median } from '../median.ts';
import { cpuMicroseconds, mainThreadMicroseconds } from '../process-cpu.ts';

const ROUNDS = 5;
const ROUND_MS = 1_500;
/** Answers after which Node has compiled what a request goes through, in each environment of the function. */
const WARM = 3_000;
const CONCURRENCIES = [1, 16];

/**
 * The whole chain of a request, authorizer to table and back, beside a bare node:http server that answers the
 * same bytes. Prints answers a second and CPU a request, of all threads and of the main one: medians of alternating rounds.
 */
export async function benchChain(print: (line: string) => void): Promise<void> {
  await withDirectory(async (directory) => {
    const taskyard = await startTaskyard(directory, { args: ['--no-web'] });
    try {
      const { outputs, port, pid } = taskyard;
      const person = await newPerson(outputs);
      const base = new URL(outputs.PeopleApiUrl).pathname;
      const headers = { Authorization: person.accessToken, 'Content-Type': 'application/json' };
      const create: LoadRequest = {
        method: 'POST',
        path: `${base}tasks`,
        headers,
        body: '{"title":"A task of the bench"}',
      };
      const made = await send(port, create);
      const { id } = JSON.parse(made);
      const requests: Readonly<Record<string, LoadRequest>> = {
        'GET a task': { method: 'GET', path: `${base}tasks/${id}`, headers, body: '' },
        'GET a page of 25': { method: 'GET', path: `${base}tasks?pageSize=25`, headers, body: '' },
        'POST a task': create,
      };
      const bare = createServer((_request, response) => response.end(made));
      const barePort = await new Promise<number>((resolve) => {
        bare.listen(0, '127.0.0.1', () => {
          const address = bare.address();
          resolve(typeof address === 'object' && address !== null ? address.port : 0);
        });
      });
      print(`\nThe whole chain over loopback (median of ${ROUNDS} rounds)\n`);
      print(
        '| request | clients | answers a second | CPU us a request | of it the main thread | bare node:http, answers a second |',
      );
      print('|---|---|---|---|---|---|');
      for (const [name, request] of Object.entries(requests)) {
        for (const concurrency of CONCURRENCIES) {
          const rates: number[] = [];
          const costs: number[] = [];
          const mainCosts: number[] = [];
          const bareRates: number[] = [];
          await answersWhile({ port, concurrency, next: () => request }, (answered) => answered < WARM);
          for (let round = 0; round < ROUNDS; round += 1) {
            const load = { concurrency, durationMs: ROUND_MS, next: () => request };
            const before = await cpuMicroseconds(pid);
            const mainBefore = await mainThreadMicroseconds(pid);
            const rate = await answersPerSecond({ port, ...load });
            const answered = (rate * ROUND_MS) / 1000;
            costs.push(((await cpuMicroseconds(pid)) - before) / answered);
            mainCosts.push(((await mainThreadMicroseconds(pid)) - mainBefore) / answered);
            rates.push(rate);
            bareRates.push(await answersPerSecond({ port: barePort, ...load, durationMs: ROUND_MS / 3 }));
          }
          const cells = [rates, costs, mainCosts, bareRates].map((values) => median(values).toFixed(0));
          print(`| ${name} | ${concurrency} | ${cells.join(' | ')} |`);
        }
      }
      bare.close();
      bare.closeAllConnections();
    } finally {
      await taskyard.end('SIGTERM');
    }
  });
}
