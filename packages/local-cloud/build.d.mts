/** Builds the entries of dist/ with these names; all of them by default. */
export function build(names?: readonly string[]): Promise<void>;
/** Builds those of the entries that are missing or older than the newest source. */
export function buildIfStale(names?: readonly string[]): Promise<void>;
