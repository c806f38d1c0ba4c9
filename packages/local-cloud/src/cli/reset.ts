import { resolve } from 'node:path';
import { clearDataDirectory, openDataDirectory } from '../data-directory.ts';
import { DEFAULT_DATA_DIRECTORY, parseCommandLine } from './usage-error.ts';

/** Removes everything a stopped cloud has kept. */
export async function reset(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine({
    args: [...args],
    options: { data: { type: 'string', default: DEFAULT_DATA_DIRECTORY } },
  });
  const path = resolve(values.data);
  await clearDataDirectory(await openDataDirectory(path));
  process.stdout.write(`Cleared ${path}.\n`);
}
