import { connect, type Socket } from 'node:net';

/** An answer as it came over the connection. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** A connection on which anything may be sent, valid or not. */
export interface RawConnection {
  /** Whether the other side has ended it, or it was destroyed. */
  readonly closed: boolean;
  write(bytes: Buffer): void;
  /**
   * The next answer; undefined when the connection ends before one. `bodiless` for an answer to HEAD. Rejects when
   * nothing comes for so many milliseconds.
   */
  answer(bodiless: boolean, patience: number): Promise<RawAnswer | undefined>;
  destroy(): void;
}

export async function rawConnection(port: number): Promise<RawConnection> {
  const socket: Socket = connect(port, '127.0.0.1');
  let received = Buffer.alloc(0);
  let closed = false;
  let wake = (): void => {};
  socket.setNoDelay(true);
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    wake();
  });
  socket.on('error', () => undefined);
  for (const event of ['end', 'close']) {
    socket.on(event, () => {
      closed = true;
      wake();
    });
  }
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });

  /** Takes one answer from what was received; undefined when it is not whole yet. */
  function take(bodiless: boolean): RawAnswer | undefined {
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const head = received.toString('latin1', 0, end);
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]);
    if (Number.isNaN(status)) throw new Error(`This is no answer: ${head.slice(0, 200)}`);
    if (status < 200) {
      received = received.subarray(end + 4);
      return take(bodiless);
    }
    const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
    const size = bodiless || status === 204 || status === 304 ? 0 : length;
    if (received.length < end + 4 + size) return undefined;
    const body = received.toString('latin1', end + 4, end + 4 + size);
    received = received.subarray(end + 4 + size);
    return { status, head, body };
  }

  return {
    get closed() {
      return closed || socket.destroyed;
    },
    write(bytes) {
      if (!socket.destroyed && socket.writable) socket.write(bytes);
    },
    async answer(bodiless, patience) {
      const deadline = performance.now() + patience;
      for (;;) {
        const answer = take(bodiless);
        if (answer !== undefined || closed || socket.destroyed) return answer;
        const left = deadline - performance.now();
        if (left <= 0) throw new Error('There was no answer in time.');
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
    destroy: () => void socket.destroy(),
  };
}
