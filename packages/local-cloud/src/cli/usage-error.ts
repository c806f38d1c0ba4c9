import { type ParseArgsConfig, parseArgs } from 'node:util';

/** A command line that cannot be understood. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** node:util's parseArgs, its complaints as UsageError. */
export function parseCommandLine<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Where a cloud keeps its things unless `--data` says otherwise. */
export const DEFAULT_DATA_DIRECTORY = '.local-cloud';
