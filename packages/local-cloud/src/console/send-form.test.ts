import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { createCognito } from '../cognito/cognito.ts';
import { type HeaderLine, HttpRequest } from '../front-door/http.ts';
import { SILENT_JOURNAL } from '../journal/journal.ts';
import { memoryStore } from '../store/memory-store.ts';
import type { Page } from './page.ts';
import { sendForm } from './send-form.ts';

const origin = 'http://localhost:4566';
const API = `${origin}/execute-api/abc/dev/`;

async function open() {
  const { core } = await createCognito(
    {
      account: LOCAL_ACCOUNT,
      sources: SYSTEM_SOURCES,
      journal: SILENT_JOURNAL,
      store: memoryStore(),
      origin,
    },
    {
      invoker: () => {
        throw new Error('There are no functions.');
      },
    },
  );
  const sent: HttpRequest[] = [];
  const form = sendForm({
    ...{ core, sources: SYSTEM_SOURCES, origin, apis: () => [API] },
    handler: async (request) => {
      sent.push(request);
      return { status: 403, headers: { 'X-Why': '<b>' }, body: '<script>alert(1)</script>' };
    },
  });
  const csrf = /name="csrf" value="([^"]+)"/.exec(String((await form.empty()).filter))?.[1] ?? '';
  const submit = (fields: Record<string, string>, headers: HeaderLine[] = [['Origin', origin]]) =>
    form.submit(
      new HttpRequest({
        id: 'r',
        receivedAt: 0,
        method: 'POST',
        target: '/_local/console/send',
        headers,
        remoteAddress: '127.0.0.1',
        stream: Readable.from([
          Buffer.from(
            new URLSearchParams({ csrf, api: API, method: 'GET', path: '/tasks?a=1', ...fields }).toString(),
          ),
        ]),
      }),
    );
  return { submit, sent };
}

const textOf = (page: Page | undefined): string => String(page?.filter);

describe('the form that sends requests', () => {
  it('sends what it is told to, and shows the answer as text', async () => {
    const { submit, sent } = await open();
    const content = textOf(await submit({ method: 'POST', body: '{"a":1}', agreed: 'yes' }));
    const [request] = sent;
    expect(request?.rawPath).toBe('/execute-api/abc/dev/tasks');
    expect(request?.rawQuery).toBe('a=1');
    expect((await request?.body())?.toString()).toBe('{"a":1}');
    expect(content).toContain('<span class="badge">403</span>');
    expect(content).toContain('&lt;script&gt;');
    expect(content).toContain(`request?id=${request?.id}`);
    expect(content).not.toContain('<script');
  });

  it.each<[string, Record<string, string>, string]>([
    ['what may change data, unasked', { method: 'DELETE' }, 'may change data'],
    ['to another API', { api: `${origin}/_local/` }, 'no such API'],
    ['by another method', { method: 'TRACE' }, 'no such API or method'],
    ['to a path with a line break', { path: '/a\r\nX: y' }, 'begins with a slash'],
    ['for a user who is not there', { user: 'us-east-1_x/y' }, 'cannot be signed in'],
  ])('sends nothing %s', async (_, fields, reason) => {
    const { submit, sent } = await open();
    expect(textOf(await submit(fields))).toContain(reason);
    expect(sent).toEqual([]);
  });

  it.each<[string, Record<string, string>, HeaderLine[]]>([
    ['without its token', { csrf: '' }, [['Origin', origin]]],
    ['with another token', { csrf: 'x'.repeat(43) }, [['Origin', origin]]],
    ['without an origin', {}, []],
  ])('is refused %s', async (_, fields, headers) => {
    const { submit, sent } = await open();
    expect(await submit(fields, headers)).toBeUndefined();
    expect(sent).toEqual([]);
  });
});
