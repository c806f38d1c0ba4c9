/** The first message to an environment: what it shall be. */
export interface StartMessage {
  readonly type: 'start';
  /** The whole of `process.env`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where the local cloud listens: `http://localhost:4566`. */
  readonly origin: string;
  /** Absolute path of the function's code. */
  readonly taskRoot: string;
  /** Such as `index.handler`. */
  readonly handler: string;
  /** Whether the declared runtime knows handlers that answer through a callback (up to nodejs22.x). */
  readonly callbacks: boolean;
  readonly logFormat: 'Text' | 'JSON';
  /** The least level of the console that is logged; only looked at in the JSON format. */
  readonly logLevel: LogLevel;
}

export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL';

/** One request; an environment has at most one at a time. */
export interface InvokeMessage {
  readonly type: 'invoke';
  readonly requestId: string;
  /** The event as JSON. */
  readonly payload: string;
  /** When the function times out; milliseconds since the epoch. */
  readonly deadline: number;
  readonly invokedFunctionArn: string;
  readonly traceId: string;
  /** base64 of JSON. */
  readonly clientContext?: string;
}

export type ToEnvironment = StartMessage | InvokeMessage;

/** An error as Lambda puts it into a failed invocation's payload. */
export interface ErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  /** Of the Node runtimes. */
  readonly trace?: readonly string[];
  /** Of the Python runtimes. */
  readonly requestId?: string;
  readonly stackTrace?: readonly string[];
}

/** One line (or a console call of several lines) of the function's log. */
export interface LogMessage {
  readonly type: 'log';
  readonly timestamp: number;
  readonly message: string;
}

export type FromEnvironment =
  /** The handler is loaded. */
  | { readonly type: 'ready' }
  /** Nothing has caught this, or the handler could not be loaded. The environment exits right after. */
  | { readonly type: 'fatal'; readonly error: ErrorPayload; readonly memoryUsed: number }
  | LogMessage
  /** What the handler gave, as JSON. */
  | { readonly type: 'answer'; readonly payload: string; readonly memoryUsed: number }
  /** The handler threw or rejected. The environment goes on. */
  | { readonly type: 'error'; readonly error: ErrorPayload; readonly memoryUsed: number }
  /** The payload is not JSON; nothing was called. */
  | { readonly type: 'unreadable'; readonly reason: string }
  /** Something that is refused here though AWS has it; the text says what. */
  | { readonly type: 'notice'; readonly text: string };

/** More than this many bytes of JSON are no answer. */
export const MAX_ANSWER_BYTES = 6_291_556;
