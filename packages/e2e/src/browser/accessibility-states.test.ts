import { type Client, createClient } from '@taskyard/client';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { axeFaults } from './axe.ts';
import { hasChromium, launchChromium } from './chromium.ts';
import { accessTokenOf, addTask, newVisitor, openTask, type Visitor } from './visitor.ts';

const outputs = readOutputs(inject('outputsFile'));
/** Where the application has the API. */
const API = /\/api\//;
const NARROW = [320];

describe.skipIf(!hasChromium)('axe finds nothing in dialogs and in states that pass', () => {
  let browser: Browser;
  let ada: Visitor;
  let page: Page;
  let api: Client;

  beforeAll(async () => {
    browser = await launchChromium();
    ada = await newVisitor(browser, outputs);
    ({ page } = ada);
    api = createClient({ baseUrl: outputs.PeopleApiUrl, token: await accessTokenOf(page) });
    await addTask(page, 'Water the plants');
  });
  afterAll(() => browser?.close());

  const open = async (path: string, heading: string): Promise<void> => {
    await page.goto(outputs.WebUrl + path);
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  };
  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  const pages: readonly (readonly [name: string, path: string, title: string])[] = [
    ['all tasks', '/tasks', 'All tasks'],
    ['today', '/today', 'Today'],
    ['the board', '/board', 'Board'],
    ['a list', '/lists/inbox', 'Inbox'],
    ['notes', '/notes', 'Notes'],
    ['items', '/items', 'Items'],
    ['records', '/records', 'Records'],
    ['networks', '/networks', 'Networks'],
    ['the trash', '/trash', 'Trash'],
    ['access tokens', '/tokens', 'Access tokens'],
  ];
  it.each(pages)('on %s while they load, and when they cannot be', async (_name, path, title) => {
    let refuse = (): void => {};
    const held = new Promise<void>((resolve) => {
      refuse = resolve;
    });
    await page.route(API, async (route) => {
      if (/\/lists(\?|$)/.test(route.request().url())) return route.continue();
      await held;
      return route.fulfill({ status: 403, json: { title: 'No', status: 403, type: 'about:blank' } });
    });
    await open(path, title);
    await page.getByRole('status', { name: 'Loading' }).first().waitFor();
    expect(await axeFaults(page, NARROW)).toEqual([]);
    refuse();
    await page.getByRole('button', { name: 'Try again' }).first().waitFor();
    expect(await axeFaults(page, NARROW)).toEqual([]);
    await page.unroute(API);
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByRole('button', { name: 'Try again' }).waitFor({ state: 'detached' });
  });

  const states: readonly (readonly [name: string, go: () => Promise<void>])[] = [
    [
      'a new list',
      async () => {
        await open('/tasks', 'All tasks');
        await page.getByRole('button', { name: 'New list' }).click();
        await dialog('New list').waitFor();
      },
    ],
    [
      'another name for a list, and a message that offers to take something back',
      async () => {
        const { id } = (await api.createList({ body: { name: 'Garden' } })).body;
        await open(`/lists/${id}`, 'Garden');
        await addTask(page, 'Rake the leaves');
        await page.getByRole('checkbox', { name: 'Complete Rake the leaves' }).click();
        await page.getByRole('button', { name: /^Undo/ }).waitFor();
        await page.getByRole('button', { name: 'Rename' }).click();
        await dialog('Rename').waitFor();
      },
    ],
    [
      'what the quick-add line has understood',
      async () => {
        await open('/tasks', 'All tasks');
        await page.getByLabel('New task').fill('Call Ben !high #home tomorrow at 17:30');
        await page
          .getByRole('button', { name: /Keep as text/ })
          .first()
          .waitFor();
      },
    ],
    [
      'files on their way and such that cannot be sent',
      async () => {
        await page.getByLabel('New task').fill('');
        await openTask(page, 'Water the plants');
        const files = ['empty.txt', 'plan.txt'].map((name, index) => ({
          name,
          mimeType: 'text/plain',
          buffer: Buffer.alloc(index * 10, 'a'),
        }));
        await page.route(/\/attachments$/, () => undefined);
        await page.locator('input[type=file]').setInputFiles(files);
        await page.getByText('An empty file').waitFor();
        await page.getByRole('progressbar').waitFor();
      },
    ],
    [
      'a field that two have changed',
      async () => {
        await page.unroute(/\/attachments$/);
        await open('/tasks', 'All tasks');
        const details = await openTask(page, 'Water the plants');
        const [first] = (await api.listTasks({ query: { q: 'Water' } })).body.items;
        await api.patchTask({ path: { taskId: first?.id ?? '' }, body: { title: 'Water the cactus' } });
        await details.getByLabel('Title').fill('Water the roses');
        await details.getByLabel('Title').press('Enter');
        await dialog('Changed by two at once').waitFor();
      },
    ],
    [
      'a note that two have changed',
      async () => {
        const { id } = (await api.createNote({ body: { title: 'Plans', body: 'one' } })).body;
        await open(`/notes?note=${id}`, 'Notes');
        await page.getByRole('button', { name: 'Edit' }).click();
        await api.patchNote({ path: { noteId: id }, body: { body: 'theirs' } });
        await page.getByLabel('Text of the note').fill('mine');
        await dialog('Changed by two at once').waitFor();
      },
    ],
    [
      'the question before a task is gone for good',
      async () => {
        const { id } = (await api.createTask({ body: { title: 'Thrown away' } })).body;
        await api.deleteTask({ path: { taskId: id }, query: {} });
        await open('/trash', 'Trash');
        await page.getByRole('button', { name: 'Delete for good: Thrown away' }).click();
        await dialog(/for good/).waitFor();
      },
    ],
    [
      'a token that is shown once',
      async () => {
        await open('/tokens', 'Access tokens');
        await page.getByRole('button', { name: 'New token' }).click();
        await page.getByLabel('What it is for').fill('Nightly');
        await page.getByRole('button', { name: 'Make the token' }).click();
        await page.getByLabel('The token').waitFor();
      },
    ],
    [
      'the question before everybody is signed out',
      async () => {
        await open('/profile', 'Profile');
        await page.getByRole('button', { name: 'Sign out everywhere' }).click();
        await dialog('Sign out everywhere?').waitFor();
      },
    ],
    [
      'a task that is no more',
      async () => {
        await page.goto(`${outputs.WebUrl}/tasks?task=01890a5d-ac96-774b-bcce-b302099a8057`);
        await page.getByText('There is no such task any more').waitFor();
      },
    ],
    [
      'a filter that nothing fits',
      async () => {
        await page.goto(`${outputs.WebUrl}/tasks?q=nothing+of+the+kind&assignee=nobody`);
        await page.getByText('No task fits').waitFor();
      },
    ],
    [
      'no connection',
      async () => {
        await open('/tasks', 'All tasks');
        await page.getByRole('link', { name: 'Water the cactus' }).waitFor();
        await ada.context.setOffline(true);
        await page.getByText(/You are offline/).waitFor();
      },
    ],
  ];
  it.each(states)('on %s', async (_name, go) => {
    await page.setViewportSize({ width: 1280, height: 860 });
    await go();
    expect(await axeFaults(page)).toEqual([]);
  });

  it('on the menu of a narrow screen', async () => {
    await ada.context.setOffline(false);
    await page.setViewportSize({ width: 320, height: 860 });
    await open('/tasks', 'All tasks');
    await page.getByRole('button', { name: 'Menu' }).click();
    await dialog('Taskyard').waitFor();
    expect(await axeFaults(page, NARROW)).toEqual([]);
  });

  it('on a session that has ended', async () => {
    await page.setViewportSize({ width: 1280, height: 860 });
    await open('/tasks', 'All tasks');
    await page.evaluate(`
      for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith('oidc.user:'))) {
        const user = JSON.parse(sessionStorage.getItem(key));
        sessionStorage.setItem(key, JSON.stringify({ ...user, access_token: 'x.y.z', refresh_token: 'gone' }));
      }
    `);
    await page.getByLabel('New task').fill('Half a thought');
    await page.getByLabel('New task').press('Enter');
    await dialog('Your session has ended').waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  it('on an application that cannot start', async () => {
    await page.route(/\/config\.json$/, (route) => route.fulfill({ status: 500 }));
    await page.goto(outputs.WebUrl);
    await page.getByRole('heading', { name: 'Taskyard cannot start' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  it('and nothing of it was refused by the security policy', () => {
    expect(ada.faults).toEqual([]);
  });
});
