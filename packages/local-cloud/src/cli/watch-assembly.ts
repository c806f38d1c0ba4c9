import { watch } from 'node:fs';
import { join } from 'node:path';

/** Something that is watched until it is closed. */
export interface Watcher {
  /** Waits for the reaction that runs. */
  close(): Promise<void>;
}

const SETTLE_MS = 250;

/**
 * Calls `changed` after the assembly's manifest was written anew and nothing more was written for a
 * moment; never twice at a time.
 */
export function watchAssembly(directory: string, changed: () => Promise<void>): Watcher {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const watcher = watch(join(directory), (_event, file) => {
    if (file !== 'manifest.json' && timer === undefined) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      running = running.then(changed);
    }, SETTLE_MS);
  });
  return {
    close: async () => {
      clearTimeout(timer);
      watcher.close();
      await running;
    },
  };
}
