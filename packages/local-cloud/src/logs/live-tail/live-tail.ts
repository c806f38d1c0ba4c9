import { Readable } from 'node:stream';
import { AwsError } from '../../aws/aws-error.ts';
import { eventMessage, exceptionMessage } from '../../aws/event-stream.ts';
import type { Sources } from '../../aws/sources.ts';
import type { StoredEvent } from '../log-chunk.ts';
import type { LogStore } from '../log-store.ts';
import { EventSample } from './event-sample.ts';

/** What a session is about. */
export interface LiveTailRequest {
  readonly requestId: string;
  /** ARNs of groups, by their names. */
  readonly groups: ReadonlyMap<string, string>;
  /** What is told of the session at its start. */
  readonly told: Readonly<Record<string, unknown>>;
  matches(event: StoredEvent): boolean;
}

const MOST_SESSIONS = 15;
const MOST_EVENTS = 500;
/** Updates that wait for a slow reader; older ones are dropped. */
const MOST_WAITING = 10;
const UPDATE_EVERY_MS = 1000;
const LONGEST_MS = 3 * 60 * 60_000;

/**
 * The sessions that are shown log events as they come.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html
 */
export class LiveTail {
  readonly #store: LogStore;
  readonly #sources: Sources;
  readonly #sessions = new Set<Readable>();

  constructor(store: LogStore, sources: Sources) {
    this.#store = store;
    this.#sources = sources;
  }

  /** The messages of a new session; it ends when they are destroyed. Throws AwsError `LimitExceededException`. */
  start({ requestId, groups, told, matches }: LiveTailRequest): Readable {
    if (this.#sessions.size >= MOST_SESSIONS) {
      throw new AwsError('LimitExceededException', 'Too many Live Tail sessions are open.');
    }
    const endsAt = this.#sources.now() + LONGEST_MS;
    const sample = new EventSample<object>(MOST_EVENTS);
    const waiting: object[] = [];
    const unfollow = this.#store.follow(({ name }, stream, events) => {
      const logGroupIdentifier = groups.get(name);
      if (logGroupIdentifier === undefined) return;
      for (const event of events) {
        if (!matches(event)) continue;
        const { message, timestamp, ingestedAt: ingestionTime } = event;
        sample.add({ logGroupIdentifier, logStreamName: stream, message, timestamp, ingestionTime });
      }
    });
    let asked = false;
    const hand = (): void => {
      while (asked && waiting.length > 0) {
        asked = session.push(eventMessage('sessionUpdate', waiting.shift() ?? {}));
      }
    };
    const timer = setInterval(() => {
      if (this.#sources.now() >= endsAt) {
        session.push(exceptionMessage('SessionTimeoutException', 'The Live Tail session has timed out.'));
        session.push(null);
        clearInterval(timer);
        return;
      }
      const { events, sampled } = sample.take();
      waiting.push({ sessionMetadata: { sampled }, sessionResults: events });
      if (waiting.length > MOST_WAITING) waiting.shift();
      hand();
    }, UPDATE_EVERY_MS);
    const session = new Readable({
      highWaterMark: 1,
      read: () => {
        asked = true;
        hand();
      },
      destroy: (error, done) => {
        clearInterval(timer);
        unfollow();
        this.#sessions.delete(session);
        done(error);
      },
    });
    this.#sessions.add(session);
    session.push(eventMessage('initial-response', {}));
    session.push(eventMessage('sessionStart', { requestId, sessionId: this.#sources.uuid(), ...told }));
    return session;
  }

  /** Ends all sessions. */
  close(): void {
    for (const session of this.#sessions) session.destroy();
  }
}
