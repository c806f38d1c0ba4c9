import { resolve } from 'node:path';
import { askRunningCloud } from './ask-running-cloud.ts';
import { DEFAULT_DATA_DIRECTORY, parseCommandLine } from './usage-error.ts';

/** Prints the outputs of the cloud that runs on a data folder, as JSON. */
export async function outputs(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine({
    args: [...args],
    options: { data: { type: 'string', default: DEFAULT_DATA_DIRECTORY } },
  });
  const found = await askRunningCloud(resolve(values.data), 'outputs');
  process.stdout.write(`${JSON.stringify(found, undefined, 2)}\n`);
}
