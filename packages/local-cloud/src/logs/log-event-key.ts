import type { StoreRange } from '../store/ordered-store.ts';

/** Where an event stands in a group: by its timestamp, then in the order of arrival. */
export interface EventPosition {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** Grows with every event of the process and survives a restart: microseconds of the arrival. */
  readonly sequence: number;
}

const LENGTH = 14;

/** `scope` and the position as bytes that sort as the positions do. */
export function eventKey(scope: string, position: EventPosition): Buffer {
  const key = Buffer.alloc(scope.length + LENGTH);
  key.write(scope, 'latin1');
  key.writeUIntBE(position.timestamp, scope.length, 6);
  key.writeBigUInt64BE(BigInt(position.sequence), scope.length + 6);
  return key;
}

export function eventPosition(key: Buffer): EventPosition {
  const start = key.length - LENGTH;
  return { timestamp: key.readUIntBE(start, 6), sequence: Number(key.readBigUInt64BE(start + 6)) };
}

/** 56 digits, as the events of AWS have; sorts as the position does. */
export function eventId(position: EventPosition): string {
  return String(position.timestamp).padStart(28, '0') + String(position.sequence).padStart(28, '0');
}

/** The position of an id that `eventId` gave; undefined for anything else. */
export function parseEventId(id: string): EventPosition | undefined {
  if (!/^\d{56}$/.test(id)) return undefined;
  const position = { timestamp: Number(id.slice(0, 28)), sequence: Number(id.slice(28)) };
  const inRange = position.timestamp < 2 ** 48 && Number.isSafeInteger(position.sequence);
  return inRange ? position : undefined;
}

const LAST_TIMESTAMP = 2 ** 48 - 1;

/** Every event of `scope` from the timestamp `from` on and before `until`, both in milliseconds. */
export function eventRange(scope: string, from: number | undefined, until: number | undefined): StoreRange {
  const bound = (timestamp: number): Buffer =>
    eventKey(scope, { timestamp: Math.max(0, Math.min(Math.floor(timestamp), LAST_TIMESTAMP)), sequence: 0 });
  return { gte: bound(from ?? 0), lt: until === undefined ? endOf(scope) : bound(until) };
}

function endOf(scope: string): Buffer {
  return Buffer.concat([Buffer.from(scope, 'latin1'), Buffer.alloc(LENGTH + 1, 0xff)]);
}
