/** Starts a piece of work when those before it have ended, however they ended. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Lets changes wait for each other: two policies that are put into one role at once must both stay.
 */
export function oneAtATime(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
