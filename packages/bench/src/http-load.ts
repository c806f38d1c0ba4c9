import { Agent, request } from 'node:http';

/** A request as a load sends it. */
export interface LoadRequest {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface LoadOptions {
  readonly port: number;
  /** How many requests are under way at any time. */
  readonly concurrency: number;
  readonly durationMs: number;
  /** The next request; called once for each. */
  next(): LoadRequest;
}

/** Answers a second over the duration. Throws when an answer is not 2xx: a benchmark of errors is none. */
export async function answersPerSecond({
  port,
  concurrency,
  durationMs,
  next,
}: LoadOptions): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const start = performance.now();
  const end = start + durationMs;
  let answered = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      await send(agent, port, next());
      answered += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, client));
  } finally {
    agent.destroy();
  }
  return (answered * 1000) / (performance.now() - start);
}

/** Sends one request and gives the body of its answer. Throws unless it is 2xx. */
export function send(agent: Agent | undefined, port: number, load: LoadRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    const { path, method, headers, body } = load;
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
        ...(agent === undefined ? {} : { agent }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const { statusCode = 0 } = response;
          if (statusCode >= 200 && statusCode < 300) resolve(text);
          else reject(new Error(`${method} ${path} answered ${statusCode}: ${text.slice(0, 500)}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
