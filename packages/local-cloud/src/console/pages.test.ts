import { describe, expect, it } from 'vitest';
import type { RecentEntry } from '../journal/recent-journal.ts';
import type { Span } from '../journal/span.ts';
import { decisionsPage } from './decisions-page.ts';
import { logEventsPage } from './logs-page.ts';
import { mailPage } from './mail-page.ts';
import { document, type Page } from './page.ts';
import { requestPage } from './request-page.ts';
import { requestsPage } from './requests-page.ts';
import { stackPage } from './stack-page.ts';

const MARKUP = `"><script>alert(1)</script><img src=x onerror='x'>`;
const ALL = { text: '', source: '', outcome: '' };

const entry = (own: Partial<RecentEntry>): RecentEntry => ({
  number: 1,
  at: Date.UTC(2026, 10, 21, 9, 31, 11),
  source: 'iam',
  outcome: 'refused',
  rule: 'identity policy',
  text: 'Not authorized.',
  ...own,
});

const PLAIN = { properties: {}, deletionPolicy: 'Delete', references: [] };

const mail = (own: object) => ({
  to: 'ann@example.com',
  medium: 'EMAIL' as const,
  subject: 'Your code',
  body: 'It is 123456.',
  code: '123456',
  sentAt: '2026-11-21T09:31:11.000Z',
  poolId: 'us-east-1_AbCdEfGhI',
  ...own,
});

const span = (own: Partial<Span>): Span => ({
  kind: 'request',
  name: 'GET /dev/tasks',
  requestId: 'r-1',
  traceId: '1-a-b',
  at: 1000,
  duration: 10,
  ...own,
});

const markupRows: [name: string, page: Page][] = [
  ['decisions', decisionsPage([entry({ text: MARKUP, rule: MARKUP, hint: MARKUP, requestId: MARKUP })], ALL)],
  ['a filter', decisionsPage([], { text: MARKUP, source: MARKUP, outcome: MARKUP })],
  ['requests', requestsPage([span({ name: MARKUP, requestId: MARKUP })], { text: MARKUP, outcome: MARKUP })],
  [
    'one request',
    requestPage(MARKUP, {
      tree: { root: span({ name: MARKUP, requestId: MARKUP }), hops: [span({ kind: 'call', name: MARKUP })] },
      decisions: [entry({ text: MARKUP, hint: MARKUP })],
      lines: [{ timestamp: 1, stream: MARKUP, message: MARKUP }],
    }),
  ],
  ['mail', mailPage([mail({ to: MARKUP, subject: MARKUP, body: MARKUP, code: MARKUP, sentAt: MARKUP })])],
  [
    'the stack',
    stackPage([
      {
        stackName: MARKUP,
        resources: { x: { logicalId: MARKUP, type: MARKUP, physicalId: MARKUP, ...PLAIN } },
        outputs: { [MARKUP]: MARKUP, Url: `http://localhost/${MARKUP}` },
      },
    ]),
  ],
  [
    'what is left out',
    stackPage(
      [{ stackName: 's', resources: {}, outputs: {} }],
      [
        {
          ...{ outcome: 'noted', stackName: MARKUP, logicalId: MARKUP, type: MARKUP },
          ...{ property: MARKUP, reason: MARKUP },
        },
      ],
    ),
  ],
  [
    'log lines',
    logEventsPage(MARKUP, MARKUP, {
      events: [{ timestamp: Number.MAX_VALUE, stream: MARKUP, message: MARKUP }],
      isCut: true,
    }),
  ],
];

describe('the pages', () => {
  it.each(markupRows)('show markup from outside as text: %s', (_, page) => {
    const text = document('/_local/console', page);
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toContain('<img');
    expect(text).not.toMatch(/style="|<style|\son[a-z]+="/);
    expect(text).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('mark the tab that is open', () => {
    const text = document('/_local/console/mail', mailPage([]));
    expect(text.match(/aria-current/g)).toHaveLength(1);
    expect(text).toContain('<a href="/_local/console/mail" aria-current="page">Mail</a>');
  });

  it('link only addresses of the web', () => {
    const outputs = { Url: 'http://localhost:4566/x', Odd: 'javascript:alert(1)' };
    const { content } = stackPage([{ stackName: 's', resources: {}, outputs }]);
    expect(String(content).match(/href="[^"]*"/g)).toEqual(['href="http://localhost:4566/x"']);
  });

  it('show the newest codes', () => {
    expect(String(mailPage([mail({})]).content)).toContain('<code>123456</code>');
  });
});

describe('the filter of the decisions', () => {
  const entries = [
    entry({ text: 'One', requestId: 'abc-1' }),
    entry({ text: 'Two', source: 'lambda', outcome: 'failed' }),
    entry({ text: 'Three', hint: 'Send the access token.' }),
  ];
  it.each([
    ['nothing', {}, ['One', 'Two', 'Three']],
    ['a text, in any case', { text: 'tWO' }, ['Two']],
    ['a request id', { text: 'abc-1' }, ['One']],
    ['a hint', { text: 'access token' }, ['Three']],
    ['a rule', { text: 'identity' }, ['One', 'Two', 'Three']],
    ['a source', { source: 'lambda' }, ['Two']],
    ['an outcome', { outcome: 'refused' }, ['One', 'Three']],
    ['all of them', { text: 'o', source: 'iam', outcome: 'refused' }, ['One', 'Three']],
    ['a source that nothing has', { source: 'nobody' }, []],
  ])('%s', (_, filter, expected) => {
    const { content } = decisionsPage(entries, { ...ALL, ...filter });
    const texts = [...String(content).matchAll(/<p class="text">(.*?)<\/p>/g)].map(([, text]) => text);
    expect(texts).toEqual(expected);
  });
});
