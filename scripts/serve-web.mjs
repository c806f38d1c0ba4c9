// Serves a folder of static files on the loopback address.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** Starts to serve; gives a function that stops it. Paths without a file answer index.html, as a single-page site does. */
export async function serveWeb(directory, port) {
  const server = createServer(async (request, response) => {
    if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(request.headers.host ?? '')) {
      response.writeHead(403).end();
      return;
    }
    const file = await fileOf(directory, request.url ?? '/');
    response.writeHead(200, {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new Error(`The web application cannot be served on port ${port}: ${cause.message}`, { cause })),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  return () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
}

async function fileOf(directory, url) {
  const path = normalize(decodeURIComponentOr(url.split('?')[0], '/'));
  const file = join(directory, path);
  const inside = file.startsWith(directory + sep) && !path.includes('\0');
  const found = inside && (await stat(file).catch(() => undefined))?.isFile();
  return found ? file : join(directory, 'index.html');
}

function decodeURIComponentOr(text, otherwise) {
  try {
    return decodeURIComponent(text);
  } catch {
    return otherwise;
  }
}
