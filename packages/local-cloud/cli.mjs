import { buildIfStale } from './build.mjs';

/** The command line, built first when its sources are newer than what was built. */
export async function load() {
  await buildIfStale();
  return import('./dist/cli.mjs');
}
