import { availableParallelism } from 'node:os';

const CORES = availableParallelism();
/** How often the threads are looked at. */
const WINDOW_MS = 20;
/** Whoever asked last so long ago knows nothing of now. */
const FORGOTTEN_MS = 1_000;
/** The share of all cores' time from which on the processor counts as full. */
const FULL = 0.8;
const GROWTH = 1.25;

/**
 * Tells whether another request of a function helps beside those that run, or only takes time from them. As long as
 * threads wait for something else than a core, there is no limit; once they have as much to do as there are cores, it is
 * found by halving it while the processor is full, and raising it slowly while it is not.
 *
 * `activeMs` gives how long all threads have been at work: one that waits for a core is at work, one that waits for an
 * answer is not.
 */
export function usefulConcurrency(
  activeMs: () => number,
  now: () => number = () => performance.now(),
): (running: number) => boolean {
  let lookedAt = now();
  let active = activeMs();
  let most = Number.POSITIVE_INFINITY;

  function look(running: number): void {
    const elapsed = now() - lookedAt;
    if (elapsed < WINDOW_MS) return;
    const worked = activeMs() - active;
    lookedAt += elapsed;
    active += worked;
    if (worked >= FULL * CORES * elapsed) most = Math.floor(Math.min(most, running) / 2);
    else if (elapsed > FORGOTTEN_MS) most = Number.POSITIVE_INFINITY;
    else most = Math.max(CORES, most) * GROWTH;
  }

  return (running) => {
    if (running < CORES) return true;
    look(running);
    return running < most;
  };
}
