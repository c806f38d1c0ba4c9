import { request } from 'node:http';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import type { HttpResponse } from './http.ts';
import { type Listener, listen } from './listener.ts';

let listener: Listener | undefined;
afterEach(() => listener?.close());

interface Answer {
  readonly status: number | undefined;
  /** Without those that Node adds. */
  readonly headers: readonly string[];
  readonly body: string;
}

const OF_NODE = ['Date', 'Connection', 'Keep-Alive'];

async function answered(answer: () => HttpResponse, method = 'GET'): Promise<Answer> {
  listener = await listen({
    port: 0,
    sources: SYSTEM_SOURCES,
    handler: async () => answer(),
    onFault: () => {},
  });
  const { port } = listener;
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method, agent: false }, async (response) => {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of response) chunks.push(chunk);
      } catch (error) {
        reject(error);
      }
      const { statusCode: status, rawHeaders } = response;
      const headers = rawHeaders.flatMap((name, at) =>
        at % 2 === 0 && !OF_NODE.includes(name) ? [`${name}: ${rawHeaders[at + 1]}`] : [],
      );
      resolve({ status, headers, body: Buffer.concat(chunks).toString() });
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('the listener sends', () => {
  it('text with its length in bytes, names as they are, a line for each value of a list', async () => {
    const headers = { 'X-one': '1', 'Set-Cookie': ['a=1', 'b=2'] };
    expect(await answered(() => ({ status: 201, headers, body: 'ä€' }))).toEqual({
      status: 201,
      headers: ['X-one: 1', 'Set-Cookie: a=1', 'Set-Cookie: b=2', 'Content-Length: 5'],
      body: 'ä€',
    });
  });

  it('bytes under the length that the headers tell', async () => {
    const answer = { status: 200, headers: { 'content-length': '2' }, body: Buffer.from([0x61, 0x62]) };
    expect(await answered(() => answer)).toEqual({ status: 200, headers: ['content-length: 2'], body: 'ab' });
  });

  it('the last of names that differ only in case', async () => {
    const headers = { 'content-type': 'text/plain', 'Content-Type': 'text/html' };
    expect((await answered(() => ({ status: 200, headers }))).headers).toEqual([
      'Content-Type: text/html',
      'Content-Length: 0',
    ]);
  });

  it.each([204, 304])('no body and no length with %i', async (status) => {
    expect(await answered(() => ({ status, headers: { ETag: '"a"' } }))).toEqual({
      status,
      headers: ['ETag: "a"'],
      body: '',
    });
  });

  it('to HEAD the length of what it keeps', async () => {
    const answer = await answered(() => ({ status: 200, headers: {}, body: 'abc' }), 'HEAD');
    expect(answer).toEqual({ status: 200, headers: ['Content-Length: 3'], body: '' });
  });

  it('a stream in chunks', async () => {
    const answer = () => ({ status: 200, headers: {}, body: Readable.from(['a', 'b']) });
    expect(await answered(answer)).toEqual({
      status: 200,
      headers: ['Transfer-Encoding: chunked'],
      body: 'ab',
    });
  });

  it('500 without details for a header that cannot be sent', async () => {
    const headers = { 'X-Other': '1', a: 'b\nc' };
    const { status, headers: sent, body } = await answered(() => ({ status: 200, headers, body: 'secret' }));
    expect(status).toBe(500);
    expect(sent).not.toContain('X-Other: 1');
    expect(body).toContain('InternalFailure');
  });

  it('nothing more when a stream fails', async () => {
    const failing = (): HttpResponse => {
      const body = Readable.from(
        (async function* () {
          yield 'a';
          throw new Error('secret');
        })(),
      );
      return { status: 200, headers: {}, body };
    };
    await expect(answered(failing)).rejects.toThrow(/aborted|hang up/);
  });
});
