/** Takes the lines of functions and stages into log groups, as PutLogEvents would. */
export interface LogSink {
  /**
   * Appends events to a stream, making the group and the stream where they are missing.
   * Resolves when they are durable and visible to FilterLogEvents.
   */
  append(group: string, stream: string, events: readonly LogLine[]): Promise<void>;
}

export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}
