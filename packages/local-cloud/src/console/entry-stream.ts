import { Readable } from 'node:stream';
import type { RecentEntry, RecentJournal } from '../journal/recent-journal.ts';
import type { RecentSpans } from '../journal/recent-spans.ts';

/**
 * The journal's new entries as server-sent events, one JSON object each with the entry's number as its id.
 * `lastNumber` is what a client that comes back saw last; it gets what it missed and is still kept.
 * That something was measured is an event `request` without content, a few times a second at most.
 * A client that does not keep up is cut off, and comes back by itself.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function entryStream(
  journal: RecentJournal,
  spans: Pick<RecentSpans, 'follow'>,
  lastNumber: number | undefined,
): Readable {
  const stream = new Readable({ read() {}, highWaterMark: MAX_WAITING_BYTES });
  // The first bytes carry the headers to the client.
  stream.push('retry: 1000\n\n');
  const send = (entry: RecentEntry): void => {
    if (stream.destroyed) return;
    if (!stream.push(`id: ${entry.number}\ndata: ${JSON.stringify(entry)}\n\n`)) stream.destroy();
  };
  if (lastNumber !== undefined) {
    const missed = journal.entries().filter(({ number }) => number > lastNumber);
    for (const entry of missed.reverse()) send(entry);
  }
  const end = (): void => {
    leaveSpans();
    clearTimeout(announcing);
    stream.push(null);
  };
  const leave = journal.follow({ next: send, end });
  let announcing: NodeJS.Timeout | undefined;
  const announce = (): void => {
    announcing = undefined;
    if (!stream.destroyed && !stream.push('event: request\ndata:\n\n')) stream.destroy();
  };
  const leaveSpans = spans.follow(() => {
    announcing ??= setTimeout(announce, ANNOUNCE_EVERY_MS).unref();
  });
  stream.once('close', () => {
    leave();
    leaveSpans();
    clearTimeout(announcing);
  });
  return stream;
}

const ANNOUNCE_EVERY_MS = 250;
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
