import { connect, type Socket } from 'node:net';

/** A request as a load sends it. */
export interface LoadRequest {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A kept connection to a server, for one request after another. */
export interface Connection {
  /** Sends a request and gives the body of its answer. Rejects unless the answer is 2xx. */
  exchange(load: LoadRequest): Promise<Buffer>;
  close(): void;
}

export interface Load {
  readonly port: number;
  /** How many requests are under way at any time, each on a connection of its own. */
  readonly concurrency: number;
  /** The next request; called once for each. */
  next(): LoadRequest;
}

/** Answers a second over the duration. Throws when an answer is not 2xx: a benchmark of errors is none. */
export async function answersPerSecond(load: Load & { readonly durationMs: number }): Promise<number> {
  const start = performance.now();
  const end = start + load.durationMs;
  const answered = await answersWhile(load, () => performance.now() < end);
  return (answered * 1000) / (performance.now() - start);
}

/** Sends requests as long as `goesOn` says so; how many were answered. Throws when an answer is not 2xx. */
export async function answersWhile(
  { port, concurrency, next }: Load,
  goesOn: (answered: number) => boolean,
): Promise<number> {
  const connections = await openConnections(port, concurrency);
  let answered = 0;
  const client = async ({ exchange }: Connection): Promise<void> => {
    while (goesOn(answered)) {
      await exchange(next());
      answered += 1;
    }
  };
  try {
    await Promise.all(connections.map(client));
  } finally {
    for (const connection of connections) connection.close();
  }
  return answered;
}

/** Sends one request on a connection of its own and gives the body of its answer. Throws unless it is 2xx. */
export async function send(port: number, load: LoadRequest): Promise<string> {
  const connection = await openConnection(port);
  try {
    return (await connection.exchange(load)).toString();
  } finally {
    connection.close();
  }
}

export function openConnections(port: number, count: number): Promise<Connection[]> {
  return Promise.all(Array.from({ length: count }, () => openConnection(port)));
}

/** A bare socket: a load must cost a fraction of what the fastest server does, or it measures itself. */
async function openConnection(port: number): Promise<Connection> {
  const socket = await connected(port);
  let received: Buffer = Buffer.alloc(0);
  let waiting: Waiting | undefined;

  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    if (waiting === undefined || !settle(waiting, received)) return;
    waiting = undefined;
    received = Buffer.alloc(0);
  });
  const fail = (error: Error): void => waiting?.reject(error);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('The server closed the connection.')));

  return {
    exchange: (load) =>
      new Promise((resolve, reject) => {
        waiting = { load, resolve, reject };
        socket.write(requestText(load));
      }),
    close: () => socket.destroy(),
  };
}

interface Waiting {
  readonly load: LoadRequest;
  resolve(body: Buffer): void;
  reject(error: Error): void;
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

function requestText({ path, method, headers, body }: LoadRequest): string {
  let head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n`;
  for (const name of Object.keys(headers)) head += `${name}: ${headers[name]}\r\n`;
  return `${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Answers whoever waits once the whole answer is there; every server that is measured tells the length. */
function settle({ load, resolve, reject }: Waiting, received: Buffer): boolean {
  const end = received.indexOf(HEAD_END);
  if (end < 0) return false;
  const head = received.toString('latin1', 0, end);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? Number.NaN);
  const body = received.subarray(end + HEAD_END.length);
  if (body.length < length) return false;
  const status = Number(head.slice(9, 12));
  if (status >= 200 && status < 300 && body.length === length) resolve(body);
  else reject(new Error(`${load.method} ${load.path}: ${head}\r\n\r\n${body.toString().slice(0, 500)}`));
  return true;
}
