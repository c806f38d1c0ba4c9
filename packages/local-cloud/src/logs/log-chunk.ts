import type { StoreEntry, StoreRange } from '../store/ordered-store.ts';
import { comparePositions, type EventPosition, type EventRange } from './log-event-position.ts';
import type { LogLine } from './log-sink.ts';

export interface StoredEvent extends EventPosition {
  readonly stream: string;
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly ingestedAt: number;
}

/**
 * Events of one stream that arrived together and fall into the same second. Chunks are what is stored:
 * a log is written far more often than it is read, and one entry of many lines is cheap to write.
 */
export interface LogChunk {
  readonly stream: string;
  readonly ingestedAt: number;
  /** Of the first event; those that follow count on from it. */
  readonly sequence: number;
  readonly events: readonly LogLine[];
}

const SECOND_MS = 1000;
const LAST_SECOND = 2 ** 40 - 1;
const KEY_LENGTH = 13;

/** The second that a chunk's events fall into. */
function secondOf(timestamp: number): number {
  return Math.min(Math.max(0, Math.floor(timestamp / SECOND_MS)), LAST_SECOND);
}

/** `scope` (Latin-1), the second and the sequence as bytes that sort in this order. */
export function chunkKey(scope: string, second: number, sequence: number): Buffer {
  const key = Buffer.alloc(scope.length + KEY_LENGTH);
  key.write(scope, 'latin1');
  key.writeUIntBE(second, scope.length, 5);
  key.writeBigUInt64BE(BigInt(sequence), scope.length + 5);
  return key;
}

/** The second of a chunk's key, whatever its scope. */
function keySecond(key: Buffer): number {
  return key.readUIntBE(key.length - KEY_LENGTH, 5);
}

/** The same chunk's key in another scope. */
export function keyInScope(scope: string, key: Buffer): Buffer {
  return Buffer.concat([Buffer.from(scope, 'latin1'), key.subarray(key.length - KEY_LENGTH)]);
}

/** The chunks of `scope` that may hold events of the range. */
export function chunkRange(scope: string, { after, before }: EventRange): StoreRange {
  const first = after === undefined ? 0 : secondOf(after.timestamp);
  const last = before === undefined ? LAST_SECOND : secondOf(before.timestamp);
  return { gte: chunkKey(scope, first, 0), lt: endOfSecond(scope, last) };
}

/** The chunks of `scope` whose second has ended at `cutoff` (milliseconds since the epoch). */
export function chunksBefore(scope: string, cutoff: number): StoreRange {
  return { gte: chunkKey(scope, 0, 0), lt: chunkKey(scope, secondOf(cutoff), 0) };
}

function endOfSecond(scope: string, second: number): Buffer {
  const key = Buffer.concat([chunkKey(scope, second, 0), Buffer.alloc(1, 0xff)]);
  key.fill(0xff, scope.length + 5);
  return key;
}

export function encodeChunk({ stream, ingestedAt, sequence, events }: LogChunk): Buffer {
  return Buffer.from(
    JSON.stringify([
      stream,
      ingestedAt,
      sequence,
      ...events.flatMap(({ timestamp, message }) => [timestamp, message]),
    ]),
  );
}

/** The chunk's events, in order of arrival. */
export function decodeChunk(value: Buffer): StoredEvent[] {
  const [stream, ingestedAt, sequence, ...flat]: [string, number, number, ...(string | number)[]] =
    JSON.parse(value.toString());
  const events: StoredEvent[] = [];
  for (let at = 0; at < flat.length; at += 2) {
    events.push({
      stream,
      ingestedAt,
      sequence: sequence + at / 2,
      timestamp: Number(flat[at]),
      message: String(flat[at + 1]),
    });
  }
  return events;
}

/** The events of one second's chunks that lie in the range, in order. */
export function orderedEvents(chunks: readonly Buffer[], { after, before }: EventRange): StoredEvent[] {
  return chunks
    .flatMap(decodeChunk)
    .filter(
      (event) =>
        (after === undefined || comparePositions(event, after) > 0) &&
        (before === undefined || comparePositions(event, before) < 0),
    )
    .sort(comparePositions);
}

/** Entries of chunks, those of the same second together. */
export async function* sameSeconds(entries: AsyncIterable<StoreEntry>): AsyncGenerator<StoreEntry[]> {
  let second: number | undefined;
  let together: StoreEntry[] = [];
  for await (const entry of entries) {
    const own = keySecond(entry[0]);
    if (own !== second && together.length > 0) {
      yield together;
      together = [];
    }
    second = own;
    together.push(entry);
  }
  if (together.length > 0) yield together;
}

/** Lines by the second that they fall into. */
export function bySecond(events: readonly LogLine[]): Map<number, LogLine[]> {
  const seconds = new Map<number, LogLine[]>();
  for (const event of events) {
    const second = secondOf(event.timestamp);
    const own = seconds.get(second);
    if (own === undefined) seconds.set(second, [event]);
    else own.push(event);
  }
  return seconds;
}
