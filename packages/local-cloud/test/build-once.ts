import { buildIfStale, RUNTIMES } from '../build.mjs';

/** Before any test: the environments of functions load what was built from the sources of today. */
export async function setup(): Promise<void> {
  await buildIfStale(RUNTIMES);
}
