import type { LogMessage } from './protocol.ts';

/** How much of a thread's lines may wait to be sent. */
export const UNSENT_LINES_BYTES: number = 64 * 1024;

/** The number of bytes that are used, then the lines: timestamp, length in bytes, UTF-16. */
const HEAD = 4;
const LINE_HEAD = 12;

/** Lines that a thread has yet to send, in memory that outlives it: they are not lost when it is ended in between. */
export interface UnsentLines {
  /** False when there is no room: the line must be sent. */
  keep(line: LogMessage): boolean;
  /** To be called when they have been sent. */
  clear(): void;
}

/** The side of the thread, which alone writes. */
export function unsentLines(memory: SharedArrayBuffer): UnsentLines {
  const bytes = Buffer.from(memory);
  let end = HEAD;
  const publish = (to: number): void => {
    end = to;
    bytes.writeUInt32LE(end - HEAD, 0);
  };
  return {
    keep({ timestamp, message }) {
      const length = message.length * 2;
      if (end + LINE_HEAD + length > bytes.length) return false;
      bytes.writeDoubleLE(timestamp, end);
      bytes.writeUInt32LE(length, end + 8);
      bytes.write(message, end + LINE_HEAD, 'utf16le');
      publish(end + LINE_HEAD + length);
      return true;
    },
    clear: () => publish(HEAD),
  };
}

/** What a thread that has ended had not sent. */
export function readUnsentLines(memory: SharedArrayBuffer): LogMessage[] {
  const bytes = Buffer.from(memory);
  const end = HEAD + bytes.readUInt32LE(0);
  const lines: LogMessage[] = [];
  for (let at = HEAD; at < end; ) {
    const timestamp = bytes.readDoubleLE(at);
    const from = at + LINE_HEAD;
    at = from + bytes.readUInt32LE(at + 8);
    lines.push({ type: 'log', timestamp, message: bytes.toString('utf16le', from, at) });
  }
  return lines;
}
