import diagnostics from 'node:diagnostics_channel';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LocalCloud } from '@taskyard/local-cloud';
import { writeAssembly } from '../../../e2e/src/support/hand-written-assembly.ts';
import { buildIfStale, RUNTIMES } from '../../../local-cloud/build.mjs';
import { soakStack } from './soak-stack.ts';

/** What the process holds at one moment; memory in MB. */
export interface SoakSample {
  readonly heap: number;
  readonly resident: number;
  /** Worker threads and child processes that are alive. */
  readonly environments: number;
}

/**
 * A local cloud with the stack of the soak, in a process of its own: `serve-soak.ts <empty folder> <idle ms>`. Prints
 * its port and the API's id as JSON, then a sample for each line that it reads. Ends with its standard input.
 */
async function main([directory = '', idle = '60000']: readonly string[]): Promise<void> {
  await buildIfStale(RUNTIMES);
  let environments = 0;
  const count = (started: unknown): void => {
    if (!isEventSource(started)) return;
    environments += 1;
    started.once('exit', () => {
      environments -= 1;
    });
  };
  diagnostics.subscribe('worker_threads', (message) => count(Reflect.get(Object(message), 'worker')));
  diagnostics.subscribe('child_process', (message) => count(Reflect.get(Object(message), 'process')));

  const cloud = await LocalCloud.open({
    dataDirectory: join(directory, 'data'),
    port: 0,
    environmentIdleMs: Number(idle),
  });
  await writeAssembly(join(directory, 'assembly'), { Soak: soakStack() });
  await cloud.deploy(join(directory, 'assembly'));
  const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
  print({ port: Number(new URL(cloud.origin).port), apiId: cloud.outputs().Soak?.ApiId });
  for await (const _line of createInterface({ input: process.stdin })) {
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    const sample: SoakSample = { heap: heapUsed / 2 ** 20, resident: rss / 2 ** 20, environments };
    print(sample);
  }
  await cloud.stop();
}

function isEventSource(value: unknown): value is { once(event: string, listener: () => void): void } {
  return typeof value === 'object' && value !== null && 'once' in value;
}

await main(process.argv.slice(2));
