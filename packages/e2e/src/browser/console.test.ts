import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { administratorClient } from '../support/administrator.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';
import { axeFaults } from './axe.ts';
import { hasChromium, launchChromium, watchFaults } from './chromium.ts';

const outputs = readOutputs(inject('outputsFile'));
const CONSOLE = new URL('/_local/console', outputs.SignInUrl).href;
const MARKUP = `<img src=x onerror="document.title='taken'"><script>alert(1)</script>`;

describe.skipIf(!hasChromium)('the local console', () => {
  let browser: Browser;
  let page: Page;
  let faults: readonly string[];
  let ada: Person;
  let taskId: string;
  let requestId: string;
  let refusedId: string;

  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${outputs.PeopleApiUrl}${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${ada.accessToken}`, 'Content-Type': 'application/json' },
    });
  const idOf = (answer: Response): string => answer.headers.get('x-amzn-requestid') ?? '';
  const open = (path: string): Promise<unknown> => page.goto(CONSOLE + path);

  beforeAll(async () => {
    browser = await launchChromium();
    page = await browser.newPage();
    page.setDefaultTimeout(20_000);
    faults = watchFaults(page);
    ada = await newPerson(outputs, 'console');
    const made = await call('tasks', { method: 'POST', body: JSON.stringify({ title: MARKUP }) });
    expect(made.status).toBe(201);
    requestId = idOf(made);
    taskId = ((await made.json()) as { readonly id: string }).id;
    refusedId = idOf(await fetch(`${outputs.PeopleApiUrl}tasks`));
  });
  afterAll(() => browser?.close());

  it('shows a request that comes while one looks', async () => {
    await open('?text=tasks');
    await page.getByText('live', { exact: true }).waitFor();
    const id = idOf(await call(`tasks/${taskId}`));
    await page.locator(`a[href$="${id}"]`).waitFor();
  });

  it('shows what made the task: its hops, its decisions, its log lines', async () => {
    await open(`?text=${requestId}`);
    await page.getByRole('link', { name: 'POST /' }).click();
    for (const kind of ['authorizer', 'function', 'call']) {
      await page.getByRole('cell', { name: kind, exact: true }).first().waitFor();
    }
    await page
      .getByRole('rowheader', { name: /^dynamodb / })
      .first()
      .waitFor();
    await page
      .getByText(/statement .* of /)
      .first()
      .waitFor();
    await page.locator('.lines .body', { hasText: 'START RequestId' }).waitFor();
    expect(await page.content()).not.toContain(ada.accessToken);
  });

  it('shows why a request was refused, and what to change', async () => {
    await open(`/request?id=${refusedId}`);
    await page.getByText('401', { exact: true }).waitFor();
    await page.getByRole('heading', { name: 'What to change' }).waitFor();
  });

  it('shows the item, with its markup as text', async () => {
    await open(`?text=${requestId}`);
    const reader = await sent('GET', `/tasks/${taskId}`);
    await reader.getByText('onerror').waitFor();
    await open('/tables');
    await page.getByRole('link', { name: outputs.TasksTableName, exact: true }).click();
    for (;;) {
      const item = page.locator('.lines a', { hasText: taskId }).first();
      if ((await item.count()) > 0) {
        await item.click();
        break;
      }
      await page.getByRole('link', { name: 'Next page' }).click();
    }
    await page.getByRole('heading', { name: 'Item' }).waitFor();
    await page.locator('pre', { hasText: taskId }).waitFor();
    expect(await page.title()).not.toBe('taken');
    expect(await page.locator('main img').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('shows a log line with its markup as text, and finds it', async () => {
    const logs = new CloudWatchLogsClient(await administratorClient(inject('dataDirectory')));
    const logGroupName = `/console/${taskId}`;
    const logStreamName = 'lines';
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    const logEvents = [
      { timestamp: Date.now(), message: 'another line' },
      { timestamp: Date.now(), message: `written: ${MARKUP}` },
    ];
    await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
    await open(`/logs?group=${encodeURIComponent(logGroupName)}`);
    await page.getByText('another line').waitFor();
    await page.getByLabel('Text').fill('WRITTEN');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByText(`written: ${MARKUP}`, { exact: true }).waitFor();
    expect(await page.getByText('another line').count()).toBe(0);
    expect(await page.title()).not.toBe('taken');
    expect(faults).toEqual([]);
  });

  /** Sends a request as Ada, through the console's form. */
  async function sent(method: string, path: string, agreed = false): Promise<Page> {
    await open('/send');
    await page.locator('select[name=api]').selectOption(outputs.PeopleApiUrl);
    await page.getByLabel('Method').selectOption(method);
    await page.getByLabel('Path').fill(path);
    const option = page.locator('select[name=user] option', { hasText: ada.email });
    await page.locator('select[name=user]').selectOption((await option.getAttribute('value')) ?? '');
    if (agreed) await page.getByLabel('It may change data').check();
    await page.getByRole('button', { name: 'Send' }).click();
    return page;
  }

  it('sends a request in the name of a user, and asks before data changes', async () => {
    await sent('GET', `/tasks/${taskId}`);
    const answer = page.getByRole('region', { name: 'Answer' });
    await answer.getByText('200', { exact: true }).waitFor();
    await sent('DELETE', `/tasks/${taskId}`);
    await page.getByRole('alert').getByText('may change data').waitFor();
    expect((await call(`tasks/${taskId}`)).status).toBe(200);
    await sent('DELETE', `/tasks/${taskId}`, true);
    await answer.getByText('204', { exact: true }).waitFor();
    await answer.getByRole('link').click();
    await page.getByRole('heading', { name: 'Decisions', exact: true }).waitFor();
  });

  it("finds a user's sessions, without a token or a password", async () => {
    await open('/users');
    await page.locator('main h2 a').first().click();
    await page.getByRole('link', { name: ada.email }).click();
    await page.getByRole('heading', { name: /^Open sessions/ }).waitFor();
    const content = await page.content();
    for (const secret of [ada.accessToken, ada.refreshToken, ada.password]) {
      expect(content).not.toContain(secret);
    }
  });

  const PATHS: readonly (readonly [name: string, path: () => string | Promise<string>])[] = [
    ...[
      '',
      '/decisions',
      '/logs',
      '/metrics',
      '/tables',
      '/buckets',
      '/users',
      '/mail',
      '/networks',
      '/stack',
    ].map((path) => [path, () => path] as const),
    ...['/send', '/settings', '/nowhere'].map((path) => [path, () => path] as const),
    ['a request', () => `/request?id=${requestId}`],
    ['a refused request', () => `/request?id=${refusedId}`],
    ['the lines of a log', () => firstOf('/logs', 'main a[href*="?group="]')],
    ['a table', () => firstOf('/tables', 'main a[href*="/table?"]')],
    ['an item', () => firstOf(firstOf('/tables', 'main a[href*="/table?"]'), 'main a[href*="/item?"]')],
    ['a bucket', () => firstOf('/buckets', 'main a[href*="/bucket?"]')],
    ['an object', () => firstOf(firstOf('/buckets', 'main a[href*="/bucket?"]'), 'main a[href*="/object?"]')],
    ['a user pool', () => firstOf('/users', 'main a[href*="/pool?"]')],
    ['a user', () => firstOf(firstOf('/users', 'main a[href*="/pool?"]'), 'main a[href*="/user?"]')],
    ['a resource', () => firstOf('/stack', 'main a[href*="/resource?"]')],
  ];

  /** The address that the first such link of a page leads to, below the console's. */
  async function firstOf(path: string | Promise<string>, selector: string): Promise<string> {
    await open(await path);
    const href = (await page.locator(selector).first().getAttribute('href')) ?? '';
    return href.slice(new URL(CONSOLE).pathname.length);
  }

  it.each(PATHS)('axe finds nothing on %s, in both schemes, wide and narrow', async (_name, path) => {
    await open(await path());
    expect(await axeFaults(page, [1280, 360])).toEqual([]);
    expect(faults).toEqual([]);
  });
});
