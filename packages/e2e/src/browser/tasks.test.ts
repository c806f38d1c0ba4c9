import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { hasChromium, launchChromium } from './chromium.ts';
import { addTask, answered, newVisitor, signInAgain, type Visitor } from './visitor.ts';

const outputs = readOutputs(inject('outputsFile'));

describe.skipIf(!hasChromium)('tasks in the browser', () => {
  let browser: Browser;
  let ada: Visitor;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium();
    ada = await newVisitor(browser, outputs);
    ({ page } = ada);
  });
  afterAll(() => browser?.close());

  const row = (title: string) => page.getByRole('listitem').filter({ hasText: title });
  /** A row has no text before its first frame: rows are laid out as they come into sight. */
  const shows = (title: string, text: RegExp): Promise<void> =>
    expect.poll(() => row(title).first().innerText(), { timeout: 15_000 }).toMatch(text);
  const open = (path: string): Promise<unknown> => page.goto(`${outputs.WebUrl}${path}`);
  /** A change is stored; it may have been refused before, because somebody else's was first. */
  const patched = (of: Page = page): Promise<void> => answered(of, 'PATCH', /\/tasks\//);

  it('are added by natural words', async () => {
    await addTask(page, 'Buy milk !high #home tomorrow', 'Buy milk');
    await shows('Buy milk', /High\s+Tomorrow\s+home/);
    await page.reload();
    await row('Buy milk').waitFor();
  });

  it('keep markup as text', async () => {
    const title = '<img src=x onerror="document.title=1"><b>bold</b>';
    await addTask(page, title);
    await page.getByRole('link', { name: title, exact: true }).click();
    await page.getByRole('button', { name: 'Add a description' }).click();
    await page.keyboard.type(
      '<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![p](https://example.com/p.png)',
    );
    await page.keyboard.press('Control+Enter');
    const details = page.getByRole('complementary', { name: 'Task details' });
    await details.getByText('<script>alert(1)</script>').waitFor();
    expect(await details.locator('script, img').count()).toBe(0);
    expect(await details.getByText('x', { exact: true }).getAttribute('href')).toBe('');
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
    expect(await page.locator('main b, main img').count()).toBe(0);
    await row('<img')
      .getByRole('button', { name: /^Delete/ })
      .click();
    await row('<img').waitFor({ state: 'detached' });
  });

  it('are completed, and taken back', async () => {
    await open('/tasks');
    const done = patched();
    await page.getByRole('checkbox', { name: 'Complete Buy milk' }).click();
    await done;
    await row('Buy milk').waitFor({ state: 'detached' });
    const back = patched();
    await page.keyboard.press('z');
    await row('Buy milk').waitFor();
    await back;
    await page.reload();
    await page.getByRole('checkbox', { name: 'Complete Buy milk' }).waitFor();
  });

  it('are deleted into the trash, taken back, restored, and deleted for good', async () => {
    await addTask(page, 'Passing thought');
    const remove = async (): Promise<void> => {
      const deleted = page.waitForResponse((response) => response.request().method() === 'DELETE');
      await row('Passing thought').getByRole('button', { name: 'Delete Passing thought' }).click();
      await row('Passing thought').waitFor({ state: 'detached' });
      await deleted;
    };
    await remove();
    const restored = page.waitForResponse((response) => response.url().endsWith('/restore'));
    await page.getByRole('button', { name: /^Undo/ }).last().click();
    await row('Passing thought').waitFor();
    await restored;

    await remove();
    await open('/trash');
    await page.getByRole('button', { name: 'Restore Passing thought' }).click();
    await page.getByText('Passing thought').waitFor({ state: 'detached' });
    await open('/tasks');
    await remove();
    await open('/trash');
    await page.getByRole('button', { name: 'Delete for good: Passing thought' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
    await page.getByText('Passing thought').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('heading', { name: 'Trash' }).waitFor();
    expect(await page.getByText('Passing thought').count()).toBe(0);
    await open('/tasks');
    await row('Buy milk').waitFor();
  });

  it('stand in lists of their own, and have steps', async () => {
    await page.getByRole('button', { name: 'New list' }).click();
    await page.getByLabel('Name of the list').fill('Garden');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Garden', level: 1 }).waitFor();
    await addTask(page, 'Plant the tree');
    await page.getByRole('link', { name: 'Plant the tree', exact: true }).click();
    const details = page.getByRole('complementary', { name: 'Task details' });
    for (const step of ['Dig', 'Water']) {
      const added = patched();
      await details.getByLabel('Add a step').fill(step);
      await details.getByLabel('Add a step').press('Enter');
      await added;
    }
    const ticked = patched();
    // Not `check`, which looks at once: the box is ticked as soon as what is being read has been held back.
    await details.getByRole('checkbox', { name: 'Dig' }).click();
    await ticked;
    await shows('Plant the tree', /1 of 2/);
    await details.getByRole('combobox', { name: 'List' }).selectOption({ label: 'Inbox' });
    await page.getByText('Nothing to do').waitFor();
    await details.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete Garden' }).click();
    await page.getByRole('heading', { name: 'All tasks' }).waitFor();
    await page.getByRole('link', { name: 'Garden' }).waitFor({ state: 'detached' });
  });

  it('are found by what the address says', async () => {
    await addTask(page, 'Sort the photos #home', 'Sort the photos');
    await addTask(page, 'Write the report !urgent', 'Write the report');
    await page.getByLabel('Filter').fill('photo');
    await page.waitForURL(/q=photo/);
    const rows = page.getByRole('listitem').filter({ has: page.getByRole('checkbox') });
    await expect.poll(() => rows.count(), { timeout: 15_000 }).toBe(1);
    await page.getByLabel('Filter').fill('');
    await page.getByLabel('Priority').selectOption('URGENT');
    await page.waitForURL(/priority=URGENT/);
    await row('Write the report').waitFor();
    await row('Sort the photos').waitFor({ state: 'detached' });
    await open('/tasks?label=home&sort=title');
    await row('Sort the photos').waitFor();
    const titles = () => page.locator('[data-task-link]').allTextContents();
    await expect.poll(titles, { timeout: 15_000 }).toEqual(['Buy milk', 'Sort the photos']);
  });

  it('are edited beside the list', async () => {
    await open('/tasks');
    await page.getByRole('link', { name: 'Sort the photos', exact: true }).click();
    const details = page.getByRole('complementary', { name: 'Task details' });
    const saved = patched();
    await details.getByLabel('Title').fill('Sort all the photos');
    await details.getByLabel('Title').press('Enter');
    await saved;
    await row('Sort all the photos').waitFor();
    const labelled = patched();
    await details.getByLabel('Labels', { exact: true }).fill('album');
    await details.getByLabel('Labels', { exact: true }).press('Enter');
    await labelled;
    const dated = patched();
    await details.getByRole('button', { name: 'Today' }).click();
    await dated;
    await page.reload();
    await shows('Sort all the photos', /Today\s+home\s+album/);
  });

  it('move on the board by keys, by choice and by dragging', async () => {
    await open('/board');
    const column = (name: string) => page.getByRole('region', { name });
    const card = (name: string) => column(name).getByRole('link', { name: 'Buy milk', exact: true });
    await card('To do').focus();
    let moved = patched();
    await page.keyboard.press('Shift+ArrowRight');
    await card('In progress').waitFor();
    await moved;
    await page.waitForFunction('document.activeElement?.textContent === "Buy milk"');

    moved = patched();
    await page.getByLabel('Status of Buy milk').selectOption('COMPLETED');
    await card('Done').waitFor();
    await moved;

    moved = patched();
    await card('Done').dragTo(column('To do'));
    await card('To do').waitFor();
    await moved;
    await page.reload();
    await card('To do').waitFor();
  });

  it('changed in two windows: fields of their own merge, the same field is asked about', async () => {
    const other = await signInAgain(browser, outputs, ada);
    await open('/tasks');
    for (const window of [page, other]) {
      await window.getByRole('link', { name: 'Write the report', exact: true }).click();
      await window.getByRole('button', { name: 'Add a description' }).waitFor();
      await window.getByText('Saved', { exact: true }).waitFor();
    }
    const title = (window: Page) => window.getByRole('complementary').getByLabel('Title');

    const theirs = patched(other);
    await title(other).fill('Write the long report');
    await title(other).press('Enter');
    await theirs;
    const merged = patched();
    await page.getByRole('complementary').getByLabel('Priority').selectOption('LOW');
    await merged;
    await row('Write the long report').waitFor();

    const longer = patched(other);
    await title(other).fill('Write the very long report');
    await title(other).press('Enter');
    await longer;
    // The page has not heard of it: the fields hold what it knows.
    await title(page).fill('Write the short report');
    await title(page).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Changed by two at once' });
    expect(await dialog.getByLabel('Theirs').locator('..').innerText()).toContain(
      'Write the very long report',
    );
    await dialog.getByLabel('Mine').check();
    const decided = patched();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await decided;
    await row('Write the short report').waitFor();
    await other.reload();
    await other.getByRole('link', { name: 'Write the short report', exact: true }).waitFor();
    await other.context().close();
  });

  it('wait while there is no connection, and are sent afterwards, even after a reload', async () => {
    await open('/tasks');
    await row('Buy milk').waitFor();
    await ada.context.setOffline(true);
    await page.getByText(/You are offline/).waitFor();
    await page.getByLabel('New task').fill('Thought of on the train');
    await page.getByLabel('New task').press('Enter');
    await page.getByRole('checkbox', { name: 'Complete Buy milk' }).click();
    await page.getByText('2 changes will be sent').waitFor();
    await ada.context.setOffline(false);
    await page.getByRole('link', { name: 'Thought of on the train', exact: true }).waitFor();
    await page.getByText(/You are offline/).waitFor({ state: 'detached' });
    await page.goto(`${outputs.WebUrl}/tasks?view=done`);
    await row('Buy milk').waitFor();
  });

  it('answer to the keyboard alone', async () => {
    await open('/tasks');
    await row('Thought of on the train').waitFor();
    await page.keyboard.press('n');
    await page.keyboard.type('By hand #keys');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'By hand', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'By hand', exact: true }).focus();
    const started = patched();
    await page.keyboard.press('s');
    await started;
    await shows('By hand', /In progress/);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys and words' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('b');
    await page.getByRole('heading', { name: 'Board' }).waitFor();
  });

  it('showed nothing that the security policy refuses', () => {
    expect(ada.faults).toEqual([]);
  });
});
