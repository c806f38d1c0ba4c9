import fc from 'fast-check';

/** One request as bytes. */
export interface HostileRequest {
  readonly bytes: Buffer;
  readonly method: string;
}

const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/);
const visible = fc.stringMatching(/^[!-~]{0,24}$/);
const name = fc.oneof(
  fc.constantFrom('Authorization', 'Content-Type', 'Accept', 'Origin', 'Cookie', 'X-Amzn-Trace-Id'),
  fc.constantFrom('X-Forwarded-For', 'X-Api-Key', 'X-HTTP-Method-Override', '__proto__', 'constructor'),
  token.map((text) => `x-${text}`),
);
const value = fc.oneof(
  fc.stringMatching(/^[!-~\u0080-\u00ff][\t -~\u0080-\u00ff]{0,40}$/),
  fc.constantFrom(
    'application/json',
    'image/png',
    '*/*',
    'Bearer x',
    'Bearer a.b.c',
    'Root=;Parent=;Sampled=2',
  ),
);
const body = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc.json().map((text) => Buffer.from(text)),
  fc.constant(Buffer.alloc(0)),
);
const target = fc
  .tuple(
    fc.constantFrom(
      '/',
      '/items',
      '/items/',
      '/items/1',
      '/files/',
      '/files/a%2Fb',
      '/me',
      '/checked',
      '//items',
      '/..',
    ),
    visible,
    fc.option(visible),
  )
  .map(
    ([start, rest, query]) => `${start}${rest.replaceAll(/[?#]/g, '')}${query === null ? '' : `?q=${query}`}`,
  );

/** A request that every server must take, in one of the two framings of a body. `base` is the path of an API. */
export function validRequest(base: fc.Arbitrary<string>, port: number): fc.Arbitrary<HostileRequest> {
  return fc
    .record({
      base,
      target,
      method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PURGE'),
      headers: fc.array(fc.tuple(name, value), { maxLength: 6 }),
      body,
      chunked: fc.boolean(),
      expects: fc.integer({ min: 0, max: 30 }).map((number) => number === 0),
    })
    .map(({ base: start, target: path, method, headers, body: content, chunked, expects }) => {
      const lines = [`${method} ${start}${path} HTTP/1.1`, `Host: localhost:${port}`];
      for (const [header, text] of headers) lines.push(`${header}: ${text}`);
      if (expects) lines.push('Expect: 100-continue');
      lines.push(chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${content.length}`);
      const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
      return { method, bytes: Buffer.concat([head, chunked ? inChunks(content) : content]) };
    });
}

function inChunks(content: Buffer): Buffer {
  if (content.length === 0) return Buffer.from('0\r\n\r\n');
  const size = Buffer.from(`${content.length.toString(16)};x=y\r\n`);
  return Buffer.concat([size, content, Buffer.from('\r\n0\r\n\r\n')]);
}

/** A second request that must never be understood as one. */
function smuggled(base: string, port: number): string {
  return `GET ${base}/smuggled HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`;
}

/**
 * Requests that are not valid, or that two servers would frame differently. Each ends by its own connection, and carries
 * a request for `/smuggled` where another reading of the framing would find one.
 */
export function brokenRequest(base: fc.Arbitrary<string>, port: number): fc.Arbitrary<HostileRequest> {
  const heads: ((hidden: string) => string)[] = [
    (hidden) =>
      `Content-Length: ${hidden.length + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    (hidden) => `Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n${hidden}`,
    (hidden) => `Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
    (hidden) => `Content-Length: +0\r\n\r\n${hidden}`,
    (hidden) => `Content-Length: -1\r\n\r\n${hidden}`,
    (hidden) => `Content-Length: 0x0\r\n\r\n${hidden}`,
    (hidden) => `Content-Length: 0, 5\r\n\r\n${hidden}`,
    (hidden) => `Content-Length : ${hidden.length}\r\n\r\n${hidden}`,
    (hidden) => `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`,
    (hidden) => `Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${hidden}`,
    (hidden) => `Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${hidden}`,
    (hidden) => `Transfer-Encoding: chunked\r\n\r\nzz\r\n${hidden}`,
    (hidden) => `Transfer-Encoding: chunked\r\n\r\n-1\r\n${hidden}`,
    (hidden) => `Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n${hidden}`,
    (hidden) => `X-Folded: a\r\n b\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
    () => 'X-Nul: a\u0000b\r\n\r\n',
    () => 'X-Bare: a\rb\r\n\r\n',
    () => ': no name\r\n\r\n',
    () => 'no colon\r\n\r\n',
    () => `X-Long: ${'x'.repeat(70_000)}\r\n\r\n`,
    () => `${'X-Many: 1\r\n'.repeat(3_000)}\r\n`,
    () => 'Content-Length: 99999999999999999999\r\n\r\n',
  ];
  const lines = (start: string): string[] => [
    `POST ${start}/items/1 HTTP/1.1`,
    `POST ${start}/items/1 HTTP/9.9`,
    `POST ${start}/items/1`,
    `GET  ${start}/items/1 HTTP/1.1`,
    `get ${start}/items/1 HTTP/1.1`,
    `CONNECT ${start}:443 HTTP/1.1`,
    `POST http://[${start}/items/1 HTTP/1.1`,
    `POST ${start}/items/\u0000 HTTP/1.1`,
    `POST ${start}/items/\u00e9 HTTP/1.1`,
    '\u0016\u0003\u0001\u0002',
  ];
  const first = fc.nat(heads.length - 1);
  // Three of four have a request line that is whole, so that the headers count.
  const line = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(9) });
  return fc.tuple(base, first, line).map(([start, headIndex, lineIndex]) => {
    const head = heads[headIndex]?.(smuggled(start, port)) ?? '';
    const text = `${lines(start)[lineIndex]}\r\nHost: localhost:${port}\r\n${head}`;
    return { method: 'POST', bytes: Buffer.from(text, 'latin1') };
  });
}
