import { describe, expect, it } from 'vitest';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { recentJournal } from '../journal/recent-journal.ts';
import type { Span } from '../journal/span.ts';
import { LogStore } from '../logs/log-store.ts';
import { memoryStore } from '../store/memory-store.ts';
import { findRequest, requestPage } from './request-page.ts';
import { requestTrees } from './request-tree.ts';
import { requestsPage } from './requests-page.ts';

const span = (kind: Span['kind'], requestId: string, at: number, duration: number, own = {}): Span => ({
  kind,
  name: `${kind} ${requestId}`,
  requestId,
  traceId: '1-a-b',
  at,
  duration,
  ...own,
});

/** Newest first, as they are kept. */
const SPANS = [
  span('request', 'second', 200, 10, { status: 403 }),
  span('call', 'alone', 150, 1, { traceId: undefined, status: 200 }),
  span('function', 'event', 140, 5, { traceId: '1-event' }),
  span('request', 'first', 100, 20, { status: 200 }),
  span('function', 'run', 105, 10, { logGroup: '/aws/lambda/tasks' }),
  span('call', 'put', 107, 2, { status: 200 }),
  span('authorizer', 'first', 100, 3),
];

describe('requests and what they led to', () => {
  it('are told apart by trace and by time', () => {
    const shown = requestTrees(SPANS).map(({ root, hops }) => [root.requestId, hops.map(({ name }) => name)]);
    expect(shown).toEqual([
      ['second', []],
      ['alone', []],
      ['event', []],
      ['first', ['authorizer first', 'function run', 'call put']],
    ]);
  });

  it.each([
    [{ text: '', outcome: 'refused' }, ['second']],
    [{ text: 'ALONE', outcome: '' }, ['alone']],
    [{ text: 'nowhere', outcome: '' }, []],
  ])('are listed by %j', (filter, expected) => {
    const { content } = requestsPage(SPANS, filter);
    const ids = [...content.toString().matchAll(/request\?id=(\w+)/g)].map(([, id]) => id);
    expect(ids).toEqual(expected);
  });

  it('are found by the id of any hop, with the lines of their runs alone', async () => {
    const logs = new LogStore(memoryStore(), SYSTEM_SOURCES);
    const group = logs.newGroup('/aws/lambda/tasks');
    await logs.putGroup(group);
    await logs.append(group, 's', [
      { timestamp: 106, message: 'run <b>mine</b>' },
      { timestamp: 107, message: "another's" },
    ]);
    const journal = recentJournal({ write() {} }, () => 101);
    journal.write({ source: 'iam', outcome: 'refused', rule: 'r', text: 'no', hint: 'Grant it.' });
    const from = { spans: SPANS, logs, explain: async () => journal.entries() };
    const found = await findRequest('put', from);
    if (found === undefined) throw new Error('The request was not found.');
    const page = requestPage('put', found).content.toString();
    expect(page).toContain('run &lt;b&gt;mine&lt;/b&gt;');
    expect(page).not.toContain('another');
    expect(page).toContain('<h2>What to change</h2>');
    expect(page).toContain('20.0 ms');
    expect(await findRequest('nobody', { ...from, explain: async () => [] })).toBeUndefined();
  });
});
