import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A page on an origin of its own, with oidc-client-ts as `oidc` and nothing else. */
export interface SinglePageApp {
  /** Without a slash at its end. */
  readonly origin: string;
  close(): Promise<void>;
}

const PAGE =
  '<!DOCTYPE html><html lang="en"><title>App</title><link rel="icon" href="data:,"><script src="/app.js"></script></html>';

async function bundledClient(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.resolve('oidc-client-ts'))],
    bundle: true,
    format: 'iife',
    globalName: 'oidc',
    platform: 'browser',
    write: false,
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/** Serves the page at every path of a free port. */
export async function serveSinglePageApp(): Promise<SinglePageApp> {
  const client = await bundledClient();
  const server: Server = createServer((request, response) => {
    const script = request.url === '/app.js';
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
    response.end(script ? client : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
