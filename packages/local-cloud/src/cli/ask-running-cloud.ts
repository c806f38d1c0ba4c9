import { readRunningCloud } from '../data-directory.ts';

/**
 * What the cloud that runs on a data folder answers below `/_local`, as JSON.
 * Throws DataDirectoryError when none was ever started there, Error when it does not run.
 */
export async function askRunningCloud(directory: string, path: string): Promise<unknown> {
  const { origin } = await readRunningCloud(directory);
  let response: Response;
  try {
    response = await fetch(`${origin}/_local/${path}`);
  } catch (cause) {
    throw new Error(
      `The local cloud of ${directory} does not run: nothing answers at ${origin}. Start it, and ask again.`,
      { cause },
    );
  }
  if (response.ok) return response.json();
  throw new Error(`The local cloud at ${origin} answered ${response.status}: ${await response.text()}`);
}
