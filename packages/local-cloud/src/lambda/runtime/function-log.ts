import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { format } from 'node:util';
import type { LogLevel } from './protocol.ts';

const LEVELS: readonly LogLevel[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

/** Where lines go; `timestamp` is in milliseconds since the epoch. */
export type LineWriter = (timestamp: number, message: string) => void;

/** What the function writes to the console, to stdout and to stderr, in the form that Lambda gives it. */
export interface FunctionLog {
  /** Shown in every line of the console from now on. */
  requestId: string | undefined;
  /** An error that the runtime reports: `Invoke Error`, `Uncaught Exception`. `line` is its JSON. */
  error(what: string, thrown: unknown, line: string): void;
  /** Hands on what stdout and stderr hold of a line that has not ended. */
  flush(): void;
}

/** Takes over the console and the standard streams of this thread. */
export function captureLog(
  write: LineWriter,
  options: { readonly logFormat: 'Text' | 'JSON'; readonly logLevel: LogLevel },
): FunctionLog {
  const json = options.logFormat === 'JSON';
  const least = LEVELS.indexOf(options.logLevel);

  function line(level: LogLevel, parameters: readonly unknown[]): void {
    if (json && LEVELS.indexOf(level) < least) return;
    const now = Date.now();
    const time = new Date(now).toISOString();
    const text = json
      ? jsonLine(time, level, log.requestId, parameters)
      : `${time}\t${log.requestId}\t${level}\t${format(...parameters)}\n`;
    write(now, text);
  }

  const at =
    (level: LogLevel) =>
    (...parameters: unknown[]): void =>
      line(level, parameters);
  Object.assign(console, {
    log: at('INFO'),
    info: at('INFO'),
    debug: at('DEBUG'),
    trace: at('TRACE'),
    warn: at('WARN'),
    error: at('ERROR'),
    fatal: at('FATAL'),
  });
  const stdout = captureStream(process.stdout, write);
  const stderr = captureStream(process.stderr, write);
  captureDescriptors();

  const log: FunctionLog = {
    requestId: undefined,
    error: (what, thrown, text) => line('ERROR', json ? [thrown] : [what, `\t${text}`]),
    flush() {
      stdout();
      stderr();
    },
  };
  return log;
}

function jsonLine(
  timestamp: string,
  level: LogLevel,
  requestId: string | undefined,
  parameters: readonly unknown[],
): string {
  const entry: Record<string, unknown> = { timestamp, level, requestId };
  if (parameters.length === 1) {
    try {
      return JSON.stringify({ ...entry, message: parameters[0] }, (_key, value) =>
        value instanceof Error ? structuredError(value) : value,
      );
    } catch {
      return JSON.stringify({ ...entry, message: format(parameters[0]) });
    }
  }
  const error = parameters.find((parameter) => parameter instanceof Error);
  return JSON.stringify({
    ...entry,
    message: format(...parameters),
    ...(error === undefined ? {} : structuredError(error)),
  });
}

function structuredError(error: Error): object {
  return {
    errorType: error.constructor.name,
    errorMessage: error.message,
    stackTrace: typeof error.stack === 'string' ? error.stack.split('\n') : [],
  };
}

/**
 * Some loggers (pino) write to the descriptors 1 and 2 past the streams. In a thread these are the descriptors of
 * the whole process.
 */
function captureDescriptors(): void {
  const { writeSync, write } = fs;
  const streamOf = (descriptor: unknown): NodeJS.WriteStream | undefined =>
    descriptor === 1 ? process.stdout : descriptor === 2 ? process.stderr : undefined;
  Object.assign(fs, {
    writeSync(...parameters: Parameters<typeof writeSync>) {
      const [descriptor, data] = parameters;
      const stream = streamOf(descriptor);
      if (stream === undefined) return writeSync(...parameters);
      const bytes = bytesOf(data, parameters.slice(2));
      stream.write(bytes);
      return bytes.length;
    },
    write(...parameters: Parameters<typeof write>) {
      const [descriptor, data, ...rest] = parameters;
      const stream = streamOf(descriptor);
      if (stream === undefined) return write(...parameters);
      const bytes = bytesOf(data, rest);
      const done = parameters.find((parameter) => typeof parameter === 'function');
      stream.write(bytes);
      if (typeof done === 'function') queueMicrotask(() => done(null, bytes.length, data));
    },
  });
  syncBuiltinESMExports();
}

/** What `fs.write` is asked to write: text, or a part of a buffer given by offset and length. */
function bytesOf(data: string | NodeJS.ArrayBufferView, rest: readonly unknown[]): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  const whole = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const [offset, length] = rest;
  const start = typeof offset === 'number' ? offset : 0;
  return whole.subarray(start, typeof length === 'number' ? start + length : undefined);
}

type Write = (chunk: string | Uint8Array, ...rest: unknown[]) => boolean;

/** Replaces the stream's `write`: each line becomes one event. Gives a function that flushes. */
function captureStream(stream: NodeJS.WriteStream, write: LineWriter): () => void {
  let rest = '';
  const take: Write = (chunk, ...more) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    const now = Date.now();
    for (const line of lines) write(now, `${line}\n`);
    const done = more.find((parameter) => typeof parameter === 'function');
    if (typeof done === 'function') queueMicrotask(() => done());
    return true;
  };
  Object.assign(stream, { write: take });
  return () => {
    if (rest !== '') write(Date.now(), rest);
    rest = '';
  };
}
