import { type Client, createClient } from '@taskyard/client';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { hasChromium, launchChromium } from './chromium.ts';
import { accessTokenOf, addTask, answered, newVisitor, openTask, type Visitor } from './visitor.ts';

const outputs = readOutputs(inject('outputsFile'));
const UNDO = /^Undo/;

describe.skipIf(!hasChromium)('what is deleted in the browser', () => {
  let browser: Browser;
  let ada: Visitor;
  let page: Page;
  let api: Client;

  beforeAll(async () => {
    browser = await launchChromium();
    ada = await newVisitor(browser, outputs);
    ({ page } = ada);
    api = createClient({ baseUrl: outputs.PeopleApiUrl, token: await accessTokenOf(page) });
  });
  afterAll(() => browser?.close());

  const titles = async (): Promise<readonly string[]> =>
    (await api.listNotes({ query: {} })).body.items.map(({ title }) => title);
  const openNote = async (title: string, on: Page = page): Promise<void> => {
    const { id } = (await api.createNote({ body: { title } })).body;
    await on.goto(`${outputs.WebUrl}/notes?note=${id}`);
    await on.getByRole('textbox', { name: 'Title' }).waitFor();
  };
  const deleteNote = async (title: string, on: Page = page): Promise<void> => {
    await on.getByRole('button', { name: `Delete ${title}` }).click();
    await on.getByText('No note is open').waitFor();
    await on.getByRole('link', { name: title, exact: true }).waitFor({ state: 'detached' });
  };

  /** Closes a tab as a person does, so that it hears of it. */
  const closed = async (tab: Page): Promise<void> => {
    const gone = tab.waitForEvent('close');
    await tab.close({ runBeforeUnload: true });
    await gone;
  };

  it('a note comes back by z, and is open again', async () => {
    await openNote('Kept');
    await deleteNote('Kept');
    await page.keyboard.press('z');
    await page.getByRole('link', { name: 'Kept', exact: true }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Kept');
    expect(await titles()).toContain('Kept');
  });

  it('a note goes to the service when it can no longer be taken back', async () => {
    await openNote('Passing');
    const deleted = answered(page, 'DELETE', /\/notes\//);
    await deleteNote('Passing');
    expect(await titles()).toContain('Passing');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await deleted;
    expect(await titles()).not.toContain('Passing');
    await expect
      .poll(() => page.evaluate('JSON.stringify(localStorage)'), { timeout: 10_000 })
      .not.toContain('deletions');
  });

  it('a tab that is closed at once loses no deletion', async () => {
    const other = await ada.context.newPage();
    await other.goto(outputs.WebUrl);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByRole('heading', { name: 'All tasks' }).waitFor();
    await openNote('Closed upon', other);
    await deleteNote('Closed upon', other);
    await closed(other);
    await expect.poll(titles, { timeout: 20_000 }).not.toContain('Closed upon');
  });

  it('a tab that is closed without a connection leaves it to the next one', async () => {
    const context = await browser.newContext({ storageState: await ada.context.storageState() });
    const signIn = async (): Promise<Page> => {
      const tab = await context.newPage();
      await tab.goto(outputs.WebUrl);
      await tab.getByRole('button', { name: 'Sign in' }).click();
      await tab.getByRole('heading', { name: 'All tasks' }).waitFor();
      return tab;
    };
    const lost = await signIn();
    await openNote('On the train', lost);
    await context.setOffline(true);
    await deleteNote('On the train', lost);
    await closed(lost);
    await context.setOffline(false);
    expect(await titles()).toContain('On the train');
    await signIn();
    await expect.poll(titles, { timeout: 20_000 }).not.toContain('On the train');
    await context.close();
  });

  it('what waits is gone from the service before one is signed out', async () => {
    const context = await browser.newContext({ storageState: await ada.context.storageState() });
    const tab = await context.newPage();
    await tab.goto(outputs.WebUrl);
    await tab.getByRole('button', { name: 'Sign in' }).click();
    await tab.getByRole('heading', { name: 'All tasks' }).waitFor();
    await openNote('Last thing', tab);
    await deleteNote('Last thing', tab);
    await tab.getByRole('button', { name: /^Sign out/ }).click();
    await tab.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await titles()).not.toContain('Last thing');
    await context.close();
  });

  it('comments and files come back to their task', async () => {
    await page.goto(`${outputs.WebUrl}/tasks`);
    await addTask(page, 'Water the plants');
    const details = await openTask(page, 'Water the plants');
    const made = answered(page, 'POST', /\/comments$/);
    await details.getByLabel('Write a comment').fill('Not the cactus');
    await details.getByLabel('Write a comment').press('Control+Enter');
    await made;
    const file = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('all of them') };
    await details.locator('input[type=file]').setInputFiles(file);
    await details.getByRole('button', { name: 'Download plan.txt' }).waitFor();

    await details.getByRole('button', { name: 'Delete the comment' }).click();
    await details.getByText('No comments yet').waitFor();
    await page.getByRole('button', { name: UNDO }).last().click();
    await details.getByText('Not the cactus').waitFor();
    await details.getByRole('tab', { name: 'Comments 1' }).waitFor();

    await details.getByRole('button', { name: 'Delete plan.txt' }).click();
    await details.getByRole('button', { name: 'Download plan.txt' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: UNDO }).last().click();
    await details.getByRole('button', { name: 'Download plan.txt' }).waitFor();
  });

  it('a list comes back too, and one with tasks in it is not deleted', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'New list' }).click();
    await page.getByLabel('Name of the list').fill('Garden');
    await page.getByRole('button', { name: 'Save' }).click();
    const heading = page.getByRole('heading', { name: 'Garden', level: 1 });
    await heading.waitFor();
    await page.getByRole('button', { name: 'Delete Garden' }).click();
    await page.getByRole('link', { name: 'Garden' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: UNDO }).last().click();
    await heading.waitFor();
    await page.getByRole('link', { name: 'Garden' }).waitFor();
    await addTask(page, 'Plant the tree');
    await page.getByRole('button', { name: 'Delete Garden' }).click();
    await page.getByText('A list can be deleted when there are no tasks in it.').waitFor();
    await heading.waitFor();
  });

  it('showed nothing that the security policy refuses', () => {
    expect(ada.faults).toEqual([]);
  });
});
