/** After every position that the service gives: those are digits and letters. */
export const LAST_POSITION: string = '~';

/** Before every digit and letter. */
const FIRST_DIGIT = '!';

/** Where a task shows that goes right after `position`, or before all others, until the service has placed it. */
export function positionAfter(position: string | undefined): string {
  return `${position ?? ''}${FIRST_DIGIT}`;
}
