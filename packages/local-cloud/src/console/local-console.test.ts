import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { mailBox } from '../cognito/mail/mail-box.ts';
import { type Listener, listen } from '../front-door/listener.ts';
import { localControl } from '../front-door/local-control.ts';
import { recentJournal } from '../journal/recent-journal.ts';
import { recentSpans } from '../journal/recent-spans.ts';
import { LogStore } from '../logs/log-store.ts';
import { memoryStore } from '../store/memory-store.ts';
import { emptyNeeds } from './console-fixture.ts';
import { localConsole } from './local-console.ts';

const journal = recentJournal({ write() {} }, SYSTEM_SOURCES.now);
const spans = recentSpans();
const logs = new LogStore(memoryStore(), SYSTEM_SOURCES);
let listener: Listener;

beforeAll(async () => {
  const mail = await mailBox(memoryStore(), SYSTEM_SOURCES);
  await mail.deliver({
    to: 'ann@example.com',
    medium: 'EMAIL',
    subject: 'Your code',
    body: '<b>123456</b>',
    code: '123456',
    poolId: 'us-east-1_AbCdEfGhI',
  });
  const group = logs.newGroup('/aws/lambda/f');
  await logs.putGroup(group);
  await logs.append(group, 's', [
    { timestamp: 1000, message: 'first' },
    { timestamp: 1001, message: 'second' },
    { timestamp: 9000, message: '<i>third</i>' },
  ]);
  const stack = { stackName: 'Tasks', resources: {}, outputs: { Url: 'http://localhost:4566/x' } };
  const console = localConsole({
    ...(await emptyNeeds()),
    ...{ journal, spans, mail, logs },
    stacks: () => [stack],
  });
  const handler = localControl({
    ready: () => true,
    mail,
    outputs: () => ({}),
    explain: async () => [],
    privileges: () => ({ since: 0, roles: [] }),
    console,
  });
  listener = await listen({ port: 0, sources: SYSTEM_SOURCES, handler, onFault: () => {} });
});

afterAll(async () => {
  journal.close();
  await listener.close();
});

/** `fetch` chooses Host and Origin itself, so this asks with plain HTTP. */
function ask(
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number | undefined; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ port: listener.port, host: '127.0.0.1', path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    asked.on('error', reject).end();
  });
}

describe('the local console', () => {
  it.each([
    ['', 200, 'Requests'],
    ['/', 200, 'Requests'],
    ['?text=%ff&outcome=y&text=z', 200, 'Requests'],
    ['/request?id=nobody', 404, 'What you ask for is not there'],
    ['/decisions', 200, 'Decisions'],
    ['/decisions?text=%ff&source=x&outcome=y&text=z', 200, 'Decisions'],
    ['/tables', 200, 'There is no table.'],
    ['/buckets', 200, 'There is no bucket.'],
    ['/users', 200, 'There is no user pool.'],
    ['/networks', 200, 'There is no network.'],
    ['/metrics', 200, 'No metric had a sample'],
    ['/settings', 200, 'us-east-1'],
    ['/send', 200, 'the form'],
    ['/table?name=x', 404, 'What you ask for is not there'],
    ['/bucket?name=x', 404, 'What you ask for is not there'],
    ['/object?bucket=x&key=y', 404, 'What you ask for is not there'],
    ['/pool?id=x', 404, 'What you ask for is not there'],
    ['/user?pool=x&sub=y', 404, 'What you ask for is not there'],
    ['/resource?stack=x&id=y', 404, 'What you ask for is not there'],
    ['/mail', 200, '&lt;b&gt;123456&lt;/b&gt;'],
    ['/stack', 200, 'Tasks'],
    ['/logs', 200, '/_local/console/logs?group=%2Faws%2Flambda%2Ff'],
    ['/logs?group=/aws/lambda/f', 200, '&lt;i&gt;third&lt;/i&gt;'],
    ['/logs?group=nobody', 404, 'What you ask for is not there'],
    ['/nope', 404, 'There is no such page.'],
    ['/console.js', 200, 'EventSource'],
    ['/console.css', 200, 'color-scheme'],
  ])('answers %s', async (path, status, text) => {
    const answer = await ask(`/_local/console${path}`);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
    expect(answer.headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; /,
    );
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it.each([
    ['', ['third', 'second', 'first']],
    ['SEC', ['second']],
    ['nowhere', []],
  ])('shows the newest events that hold %j first', async (text, expected) => {
    const answer = await ask(`/_local/console/logs?group=%2Faws%2Flambda%2Ff&text=${text}`);
    const shown = [...answer.text.matchAll(/<div class="body">(.*?)<\/div>/g)].map(([, body]) => body);
    expect(shown.map((body) => /first|second|third/.exec(body ?? '')?.[0])).toEqual(expected);
  });

  it.each([
    ['another origin', { Origin: 'https://evil.example' }],
    ['a sandboxed page', { Origin: 'null' }],
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['another port of this machine', { 'Sec-Fetch-Site': 'same-site' }],
    ['a foreign host', { Host: 'evil.example' }],
    ["an API's host", { Host: 'abc123.execute-api.localhost' }],
  ])('refuses %s', async (_, headers) => {
    for (const path of ['', '/mail', '/events', '/console.js']) {
      const answer = await ask(`/_local/console${path}`, { headers });
      expect(answer.status).toBe(403);
      expect(answer.text).not.toContain('<html');
    }
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    expect((await ask('/_local/console', { method })).status).toBe(405);
  });

  it('hands over an object as a file, never as a page', async () => {
    const { headers, text } = await ask('/_local/console/download?bucket=b&key=k');
    expect(text).toBe('<script>');
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
      'content-security-policy': 'sandbox',
    });
  });

  it('sends no request for a form that is not its own', async () => {
    const answer = await ask('/_local/console/send', { method: 'POST' });
    expect(answer.status).toBe(403);
  });

  it('answers HEAD of the events and holds nothing open', async () => {
    const answer = await ask('/_local/console/events', { method: 'HEAD' });
    expect(answer.headers['content-type']).toBe('text/event-stream');
  });

  it('sends a new entry, and to one who comes back what it missed', async () => {
    journal.write({ source: 'iam', outcome: 'refused', rule: 'r', text: 'seen\nbefore' });
    const [{ number: last } = { number: 0 }] = journal.entries();
    journal.write({ source: 'iam', outcome: 'refused', rule: 'r', text: 'missed' });
    const stopping = new AbortController();
    const response = await fetch(`http://localhost:${listener.port}/_local/console/events`, {
      headers: { 'Last-Event-ID': String(last) },
      signal: stopping.signal,
    });
    journal.write({ source: 'lambda', outcome: 'failed', rule: 'r', text: 'new\n\ndata: not an event' });
    let received = '';
    for await (const chunk of response.body ?? []) {
      received += Buffer.from(chunk).toString();
      if (received.includes('not an event')) break;
    }
    stopping.abort();
    const entries = [...received.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data).text);
    expect(entries).toEqual(['missed', 'new\n\ndata: not an event']);
  });

  it('keeps so many streams, and no more', async () => {
    const stopping = new AbortController();
    const open = () =>
      fetch(`http://localhost:${listener.port}/_local/console/events`, { signal: stopping.signal });
    const statuses = (await Promise.all(Array.from({ length: 34 }, open))).map(({ status }) => status);
    stopping.abort();
    expect(statuses.filter((status) => status === 503).length).toBeGreaterThanOrEqual(2);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0);
  });
});
