import type { DaySummary, RecordStore } from '../records/record-store.ts';

/** A day's summary as it is kept. */
export interface KeptSummary extends DaySummary {
  /** When it was made (RFC 3339). A summary that was made before its day was over is of the day so far. */
  readonly madeAt: string;
}

export interface DaySummarizerOptions {
  readonly store: Pick<RecordStore, 'summarize'>;
  /** Keeps a summary in place of an earlier one of the same day. */
  readonly keep: (summary: KeptSummary) => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * Summarizes one day: the day before the `time` of EventBridge's event, or the `day` (`2026-11-20`) of another
 * event. The event decides, not the clock, so that the same event sent again makes the same summary again.
 */
export function daySummarizer(options: DaySummarizerOptions): (event: unknown) => Promise<KeptSummary> {
  return async (event) => {
    const day = dayOf(event);
    const summary = {
      ...(await options.store.summarize(day)),
      madeAt: new Date(options.now()).toISOString(),
    };
    await options.keep(summary);
    return summary;
  };
}

function dayOf(event: unknown): string {
  const { day, time }: { day?: unknown; time?: unknown } = Object(event);
  if (typeof day === 'string' && isDay(day)) return day;
  const moment = typeof time === 'string' && day === undefined ? Date.parse(time) : Number.NaN;
  if (Number.isNaN(moment)) {
    throw new TypeError('The event needs a time (RFC 3339), or a day such as 2026-11-20');
  }
  return new Date(moment - DAY_MILLISECONDS).toISOString().slice(0, 10);
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = Date.parse(text);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text);
}
