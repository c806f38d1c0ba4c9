import type { LogLine, LogSink } from '../logs/log-sink.ts';

/** Takes lines into one log group without letting a request wait for the disk. */
export interface StageLog {
  write(timestamp: number, message: string): void;
  /** Resolves when every line is durable. */
  flush(): Promise<void>;
}

/** The lines that may wait before the newest are dropped, should the disk stand still. */
const MOST_WAITING = 100_000;

export function stageLog(sink: LogSink, group: string, stream: string): StageLog {
  let waiting: LogLine[] = [];
  let writing: Promise<void> | undefined;

  // While one batch is being written the next one gathers.
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await sink.append(group, stream, batch);
      } catch {
        // A log that cannot be written must not break the requests that it tells about.
      }
    }
    writing = undefined;
  };

  return {
    write(timestamp, message) {
      if (waiting.length >= MOST_WAITING) return;
      waiting.push({ timestamp, message });
      writing ??= Promise.resolve().then(drain);
    },
    flush: async () => {
      await writing;
    },
  };
}
