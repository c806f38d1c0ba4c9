import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cloudVariables, startBuiltCloud } from '../child-server.ts';

/**
 * One large object up and down through `lib-storage`, from a client in a process of its own to the built command. Prints
 * the rates and the most memory that each of the two ever had.
 */
export async function benchS3(megabytes: number, print: (line: string) => void): Promise<void> {
  const server = await startBuiltCloud();
  try {
    const variables = await cloudVariables(server.data);
    const idle = await server.memory();
    const transfer = fileURLToPath(new URL('./transfer.ts', import.meta.url));
    const args = ['--import', 'tsx', transfer, String(megabytes)];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      env: { ...process.env, ...variables },
    });
    const { up, down, memory }: { up: number; down: number; memory: number } = JSON.parse(stdout);
    const rate = (milliseconds: number): string => ((megabytes * 1000) / milliseconds).toFixed(0);
    print(`\nS3, one object of ${megabytes} MB through lib-storage\n`);
    print('| | MB a second | server, idle | server, most | client, most |');
    print('|---|---|---|---|---|');
    const most = await server.mostMemory();
    print(`| up / down | ${rate(up)} / ${rate(down)} | ${idle} MB | ${most} MB | ${memory.toFixed(0)} MB |`);
  } finally {
    await server.stop();
  }
}
