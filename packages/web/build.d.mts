/** The folder with the built application. */
export const DIST: string;

/** Builds when a source is newer than what was built. Rejects with what the bundler printed. */
export function buildIfStale(): Promise<void>;
