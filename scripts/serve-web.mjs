// Serves the built browser application and its configuration on the loopback address.
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/**
 * Starts to serve `directory` on `port`; gives a function that stops it. Requests wait for the promise that `built` gives. Paths without a
 * file answer index.html, as a single-page site does; `/config.json` answers from the outputs of the stacks.
 */
export async function serveWeb({ directory, port, outputsFile, built = async () => {} }) {
  const server = createServer((request, response) => {
    answer(request, { directory, outputsFile, built })
      .catch(() => ({ status: 503, body: 'The web application is not built; the console says why.' }))
      .then(({ status, headers = {}, body, file }) => {
        response.writeHead(status, { ...SECURITY_HEADERS, ...headers });
        if (file === undefined) response.end(body);
        else createReadStream(file).pipe(response);
      });
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

const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

async function answer(request, { directory, outputsFile, built }) {
  if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(request.headers.host ?? '')) return { status: 403 };
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { status: 405, headers: { Allow: 'GET, HEAD' } };
  const path = normalize(decodeURIComponentOr((request.url ?? '/').split('?')[0], '/'));
  const config = await webConfig(outputsFile).catch(() => undefined);
  if (path === '/config.json') {
    const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
    return config === undefined
      ? { status: 503, headers: { ...headers, 'Retry-After': '1' }, body: '{}' }
      : { status: 200, headers, body: JSON.stringify(config) };
  }
  await built();
  const file = join(directory, path);
  if (file.startsWith(join(directory, 'assets') + sep) && !path.includes('\0')) {
    const found = (await stat(file).catch(() => undefined))?.isFile();
    if (!found) return { status: 404 };
    // The name of an asset holds the hash of what is in it.
    const headers = { 'Cache-Control': 'public, max-age=31536000, immutable' };
    return {
      status: 200,
      headers: { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', ...headers },
      file,
    };
  }
  return {
    status: 200,
    headers: {
      'Content-Type': TYPES['.html'],
      'Content-Security-Policy': contentSecurityPolicy(config),
      'Cache-Control': 'no-store',
    },
    body: await readFile(join(directory, 'index.html')),
  };
}

/**
 * What the application must know of the stacks, by their outputs (those of `cdk deploy --outputs-file`). Rejects
 * while there are none.
 */
async function webConfig(outputsFile) {
  const stacks = JSON.parse(await readFile(outputsFile, 'utf8'));
  const outputs = Object.assign({}, ...Object.values(stacks));
  const { PeopleApiUrl, UserPoolId, UserPoolClientId, SignInUrl, WebUrl } = outputs;
  return {
    apiUrl: PeopleApiUrl,
    userPoolId: UserPoolId,
    clientId: UserPoolClientId,
    signInUrl: SignInUrl.replace(/\/$/, ''),
    issuer: SignInUrl.startsWith('http:')
      ? `${new URL(SignInUrl).origin}/${UserPoolId}`
      : `https://cognito-idp.${UserPoolId.split('_')[0]}.amazonaws.com/${UserPoolId}`,
    webUrl: WebUrl,
  };
}

/**
 * Scripts and styles come from the application's own files and from nowhere else; nothing is evaluated, framed or
 * posted; calls go to the API and the sign-in pages only. Style attributes need no exception: React sets them
 * through the object model, which the policy does not govern.
 */
function contentSecurityPolicy(config) {
  const origins =
    config === undefined ? [] : [config.apiUrl, config.signInUrl].map((url) => new URL(url).origin);
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${["'self'", ...new Set(origins)].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function decodeURIComponentOr(text, otherwise) {
  try {
    return decodeURIComponent(text);
  } catch {
    return otherwise;
  }
}
