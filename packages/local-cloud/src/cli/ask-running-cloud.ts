import { readRunningCloud } from '../data-directory.ts';

/** Sends a request to the cloud of a data folder. Throws Error when it does not run. */
export async function fetchRunningCloud(
  { directory, origin }: { readonly directory: string; readonly origin: string },
  request: Request,
): Promise<Response> {
  try {
    return await fetch(request);
  } catch (cause) {
    throw new Error(
      `The local cloud of ${directory} does not run: nothing answers at ${origin}. Start it, and ask again.`,
      { cause },
    );
  }
}

/**
 * What the cloud that runs on a data folder answers below `/_local`, as JSON.
 * Throws DataDirectoryError when none was ever started there, Error when it does not run.
 */
export async function askRunningCloud(directory: string, path: string): Promise<unknown> {
  const { origin } = await readRunningCloud(directory);
  const request = new Request(`${origin}/_local/${path}`);
  const response = await fetchRunningCloud({ directory, origin }, request);
  if (response.ok) return response.json();
  throw new Error(`The local cloud at ${origin} answered ${response.status}: ${await response.text()}`);
}
