import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** A command that has ended. */
export interface EndedCommand {
  /** Null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const COMMAND = fileURLToPath(new URL('../../../local-cloud/bin/local-cloud.mjs', import.meta.url));
const WITHIN_MS = 60_000;

/** Runs what `npx local-cloud` runs. */
export async function localCloud(args: readonly string[], input = ''): Promise<EndedCommand> {
  const child = spawn(process.execPath, [COMMAND, ...args], { timeout: WITHIN_MS });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await ended, stdout, stderr };
}
