/** Where an event stands in a group: by its timestamp, then in the order of arrival. */
export interface EventPosition {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** Grows with every event of the process and survives a restart: microseconds of the arrival. */
  readonly sequence: number;
}

/** The events between two positions, neither of them included. */
export interface EventRange {
  readonly after?: EventPosition;
  readonly before?: EventPosition;
}

export function comparePositions(a: EventPosition, b: EventPosition): number {
  return a.timestamp - b.timestamp || a.sequence - b.sequence;
}

/** The events from the timestamp `from` on and before `until`, both in milliseconds. */
export function timeRange(from: number | undefined, until: number | undefined): EventRange {
  return {
    ...(from === undefined ? {} : { after: { timestamp: from, sequence: -1 } }),
    ...(until === undefined ? {} : { before: { timestamp: until, sequence: -1 } }),
  };
}

/** The part of a range that comes after a position that may lie outside it. */
export function rangeAfter(range: EventRange, position: EventPosition): EventRange {
  const later = range.after === undefined || comparePositions(range.after, position) < 0;
  return later ? { ...range, after: position } : range;
}

/** The part of a range that comes before a position that may lie outside it. */
export function rangeBefore(range: EventRange, position: EventPosition): EventRange {
  const earlier = range.before === undefined || comparePositions(position, range.before) < 0;
  return earlier ? { ...range, before: position } : range;
}

/** 56 digits, as the events of AWS have; sorts as the position does. */
export function eventId({ timestamp, sequence }: EventPosition): string {
  return String(timestamp).padStart(28, '0') + String(sequence).padStart(28, '0');
}

/** The position of an id that `eventId` gave; undefined for anything else. */
export function parseEventId(id: string): EventPosition | undefined {
  if (!/^\d{56}$/.test(id)) return undefined;
  const position = { timestamp: Number(id.slice(0, 28)), sequence: Number(id.slice(28)) };
  return Number.isSafeInteger(position.timestamp) && Number.isSafeInteger(position.sequence)
    ? position
    : undefined;
}
