/** What runs in threads, and is loaded from dist/ wherever the sources of the rest are loaded from. */
export const RUNTIMES: readonly string[];
/** Builds the entries of dist/ with these names; all of them by default. */
export function build(names?: readonly string[]): Promise<void>;
/** Builds those of the entries that are missing or older than the newest source. */
export function buildIfStale(names?: readonly string[]): Promise<void>;
