import { resolve } from 'node:path';
import { readRunningCloud } from '../data-directory.ts';
import { DEFAULT_DATA_DIRECTORY, parseCommandLine } from './usage-error.ts';

/** Prints the outputs of the cloud that runs on a data folder, as JSON. */
export async function outputs(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine({
    args: [...args],
    options: { data: { type: 'string', default: DEFAULT_DATA_DIRECTORY } },
  });
  const { origin } = await readRunningCloud(resolve(values.data));
  const response = await fetch(`${origin}/_local/outputs`);
  process.stdout.write(`${JSON.stringify(await response.json(), undefined, 2)}\n`);
}
