/** What the clocks of `zone` show at `moment`, as if it were UTC; both in milliseconds since the epoch. */
export function localTime(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((each) => each.type === type)?.value);
  const seconds = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return seconds + (((moment % 1000) + 1000) % 1000);
}

/**
 * The moment at which the clocks of `zone` show `local`. One that they skip is taken as if they had not (an hour
 * later by the new time); one that they show twice is the first, or the one whose offset holds a little before.
 */
export function momentOf(local: number, zone: string): number {
  const offset = (at: number): number => localTime(at, zone) - at;
  const guess = local - offset(local);
  const better = local - offset(guess);
  if (localTime(better, zone) === local) return better;
  return localTime(guess, zone) === local ? guess : Math.max(guess, better);
}
