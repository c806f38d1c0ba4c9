import { type Client, createClient } from '@taskyard/client';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { axeFaults } from './axe.ts';
import { hasChromium, launchChromium } from './chromium.ts';
import { accessTokenOf, addTask, newVisitor, type Visitor } from './visitor.ts';

const outputs = readOutputs(inject('outputsFile'));

describe.skipIf(!hasChromium)('axe finds nothing', () => {
  let browser: Browser;
  let page: Page;
  let stranger: Page;
  let reader: Visitor;
  let api: Client;
  let sharedList: string;

  beforeAll(async () => {
    browser = await launchChromium();
    stranger = await browser.newPage();
    ({ page } = await newVisitor(browser, outputs));
    reader = await newVisitor(browser, outputs);
    api = createClient({ baseUrl: outputs.PeopleApiUrl, token: await accessTokenOf(page) });
    await api.createToken({ body: { name: 'Nightly', scopes: ['tasks/read'], expiresInDays: 30 } });
    await addTask(page, 'Overdue and urgent !urgent #home today at 0:01', 'Overdue and urgent');
    await addTask(page, 'Later 2090-01-01 !low', 'Later');
    await addTask(page, 'For today today #work', 'For today');
    await addTask(page, 'Done soon');
    await page.getByRole('checkbox', { name: 'Complete Done soon' }).click();
    await page.getByRole('link', { name: 'For today' }).click();
    await page.getByRole('button', { name: 'Add a description' }).click();
    await page.keyboard.type('# Plan\n\n- **one**\n- `two`\n\n[link](https://example.com)');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('link', { name: 'link' }).waitFor();
    await page.getByRole('button', { name: 'New list' }).click();
    await page.getByLabel('Name of the list').fill('Shared');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Shared', level: 1 }).waitFor();
    sharedList = page.url();
    await addTask(page, 'To read');
  });
  afterAll(() => browser?.close());

  const pages: readonly (readonly [name: string, go: () => Promise<Page>])[] = [
    ['the sign-in page', () => shown(stranger, '/', 'heading', 'Taskyard')],
    ['all tasks', () => shown(page, '/tasks', 'link', 'Later')],
    ['tasks that are done', () => shown(page, '/tasks?view=done', 'link', 'Done soon')],
    ['an empty list', () => shown(page, '/tasks?view=cancelled', 'heading', 'Nothing was cancelled')],
    ['today', () => shown(page, '/today', 'link', 'Overdue and urgent')],
    ['the board', () => shown(page, '/board', 'link', 'Later')],
    [
      'the details of a task',
      async () => {
        await shown(page, '/tasks', 'link', 'Later');
        await page.getByRole('link', { name: 'For today' }).click();
        await page.getByRole('link', { name: 'link' }).waitFor();
        return page;
      },
    ],
    [
      'the help sheet',
      async () => {
        await shown(page, '/tasks', 'link', 'Later');
        await page.keyboard.press('?');
        await page.getByRole('dialog').waitFor();
        return page;
      },
    ],
    ['no notes', () => shown(page, '/notes', 'heading', 'No notes yet')],
    [
      'a note, read and written',
      async () => {
        const { id } = (
          await api.createNote({ body: { title: 'A plan', body: '# Soon\n\n`now`', labels: ['home'] } })
        ).body;
        await shown(page, `/notes?note=${id}`, 'heading', 'Soon');
        await page.getByRole('button', { name: 'Edit' }).click();
        await page.getByLabel('Text of the note').waitFor();
        return page;
      },
    ],
    [
      'items',
      async () => {
        await api.createItem({ body: { name: 'A chair' } });
        return shown(page, '/items', 'heading', 'Items');
      },
    ],
    [
      'a record',
      async () => {
        const { id } = (await api.createRecord({ body: { data: { a: [1, 'two', { three: null }] } } })).body;
        await page.goto(`${outputs.WebUrl}/records?record=${id}`);
        await page.getByRole('article', { name: 'Record' }).getByText('two').waitFor();
        return page;
      },
    ],
    [
      'a record being written',
      async () => {
        await shown(page, '/records', 'heading', 'Records');
        await page.getByRole('button', { name: 'New record' }).click();
        await page.getByLabel('JSON to save').fill('{ "a": ');
        return page;
      },
    ],
    [
      'a network being planned',
      async () => {
        await shown(page, '/networks', 'heading', 'Networks');
        await page.getByRole('button', { name: 'New network' }).click();
        await page.getByRole('button', { name: 'Add a subnet' }).click();
        await page.getByLabel('Its block').first().fill('10.0.1.0/24');
        await page.getByText('Overlaps 10.0.1.0/24').first().waitFor();
        return page;
      },
    ],
    [
      'a network, drawn',
      async () => {
        const subnets = [{ name: 'front', cidr: '10.0.1.0/24' }];
        await api.createNetwork({ body: { name: 'office', cidr: '10.0.0.0/16', subnets } });
        await page.goto(`${outputs.WebUrl}/networks`);
        await page
          .getByRole('article', { name: 'office' })
          .getByText(/^subnet-/)
          .first()
          .waitFor();
        return page;
      },
    ],
    ['an empty trash', () => shown(page, '/trash', 'heading', 'The trash is empty')],
    [
      'the trash',
      async () => {
        const { id } = (await api.createTask({ body: { title: 'Thrown away' } })).body;
        await api.deleteTask({ path: { taskId: id }, query: {} });
        return shown(page, '/trash', 'button', 'Restore Thrown away');
      },
    ],
    ['a list', () => shown(page, '/lists/inbox', 'link', 'Later')],
    [
      'a token being made',
      async () => {
        await shown(page, '/tokens', 'heading', 'Access tokens');
        await page.getByRole('button', { name: 'New token' }).click();
        return page;
      },
    ],
    [
      'a list and who shares it',
      async () => {
        await shown(page, '/lists/inbox', 'link', 'Later');
        await page.goto(sharedList);
        await page.getByRole('button', { name: 'Share', exact: true }).click();
        await page.getByLabel('Email').fill(reader.email);
        await page.getByLabel('Role', { exact: true }).selectOption('VIEWER');
        await page.getByRole('button', { name: 'Invite' }).click();
        await page.getByLabel('Link of the invitation').waitFor();
        return page;
      },
    ],
    [
      'a list of somebody else',
      async () => {
        const code = (await page.getByLabel('Link of the invitation').inputValue()).split('#')[1] ?? '';
        await reader.page.goto(`${outputs.WebUrl}/join#${code}`);
        await reader.page.getByRole('button', { name: 'Join the list' }).click();
        await reader.page.getByRole('link', { name: 'To read' }).click();
        await reader.page.getByText('You can read this list').waitFor();
        return reader.page;
      },
    ],
    ['export and import', () => shown(page, '/transfers', 'heading', 'Import')],
    [
      'what was exported',
      async () => {
        await page.getByRole('button', { name: 'Export', exact: true }).click();
        await page.getByRole('button', { name: 'Download' }).waitFor();
        return page;
      },
    ],
    [
      'what could not be imported',
      async () => {
        const file = {
          name: 'tasks.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from('title,priority\nA,\nB,WRONG\n'),
        };
        await page.locator('input[type=file]').setInputFiles(file);
        await page.getByRole('button', { name: 'Import', exact: true }).click();
        await page.getByText('1 line left out').waitFor();
        return page;
      },
    ],
    ['an invitation', () => shown(page, '/join#code', 'button', 'Join the list')],
    ['no invitation', () => shown(page, '/join', 'heading', 'Join a list')],
    [
      'the profile, with a second factor being set up',
      async () => {
        await shown(page, '/profile', 'heading', 'Password');
        await page.getByRole('button', { name: 'Set it up' }).click();
        await page.getByRole('img', { name: 'QR code of the key' }).waitFor();
        return page;
      },
    ],
    [
      'chosen tasks',
      async () => {
        await shown(page, '/tasks', 'link', 'Later');
        await page.keyboard.press('Shift+A');
        await page.getByRole('region', { name: 'Chosen tasks' }).waitFor();
        return page;
      },
    ],
    [
      'the command palette',
      async () => {
        await shown(page, '/tasks', 'link', 'Later');
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox', { name: 'Search and commands' }).fill('la');
        await page.getByRole('option', { name: /Later/ }).waitFor();
        return page;
      },
    ],
    [
      'a rule, a comment and the history of a task',
      async () => {
        await shown(page, '/tasks', 'link', 'For today');
        await page.getByRole('link', { name: 'For today' }).click();
        const details = page.getByRole('complementary', { name: 'Task details' });
        await details.getByLabel('Repeats').selectOption('WEEKLY');
        await details.getByText(/^Weekly/).waitFor();
        await details.getByLabel('Write a comment').fill('One comment');
        await details.getByLabel('Write a comment').press('Control+Enter');
        await details.getByRole('button', { name: 'Edit the comment' }).first().waitFor();
        await details.getByRole('tab', { name: 'History' }).click();
        await details.getByText(/made the task/).waitFor();
        return page;
      },
    ],
    ['the access tokens', () => shown(page, '/tokens', 'button', 'Revoke Nightly')],
    ['a page that is not there', () => shown(page, '/nowhere', 'heading', 'Nothing here')],
  ];

  async function shown(
    on: Page,
    path: string,
    role: 'heading' | 'link' | 'button',
    name: string,
  ): Promise<Page> {
    await on.goto(`${outputs.WebUrl}${path}`);
    await on.getByRole(role, { name, exact: true }).first().waitFor();
    return on;
  }

  it.each(pages)('on %s, in both themes, wide and narrow', async (_name, go) => {
    expect(await axeFaults(await go())).toEqual([]);
  });
});
