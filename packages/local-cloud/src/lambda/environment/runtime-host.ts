import type { FromEnvironment, ToEnvironment } from '../runtime/protocol.ts';

/** What runs the runtime of one environment: a thread of this process for Node, a process for Python. */
export interface RuntimeHost {
  send(message: ToEnvironment): void;
  /** To be called once, before anything is sent. */
  listen(listener: RuntimeListener): void;
  /** Hands over what it wrote and has not sent, once it is told to end. The exit does so too. */
  rescue?(): void;
  /** Ends it, even in the middle of a loop. */
  end(): Promise<void>;
}

export interface RuntimeListener {
  heard(message: FromEnvironment): void;
  /** Called once, after the last message. */
  exited(exit: RuntimeExit): void;
}

export interface RuntimeExit {
  /** The exit status; of no meaning when the memory was at its end. */
  readonly exitCode: number;
  readonly outOfMemory: boolean;
}
