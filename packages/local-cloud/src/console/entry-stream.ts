import { Readable } from 'node:stream';
import type { RecentEntry, RecentJournal } from '../journal/recent-journal.ts';

/**
 * The journal's new entries as server-sent events, one JSON object each with the entry's number as its id.
 * `lastNumber` is what a client that comes back saw last; it gets what it missed and is still kept.
 * A client that does not keep up is cut off, and comes back by itself.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function entryStream(journal: RecentJournal, lastNumber: number | undefined): Readable {
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
  const leave = journal.follow({ next: send, end: () => void stream.push(null) });
  stream.once('close', leave);
  return stream;
}

const MAX_WAITING_BYTES = 4 * 1024 * 1024;
