import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { hasChromium, launchChromium } from './chromium.ts';
import { addTask, answered, newVisitor, signInAgain, type Visitor } from './visitor.ts';

const outputs = readOutputs(inject('outputsFile'));
const FRUIT = ['Apples', 'Bananas', 'Cherries', 'Dates'];

describe.skipIf(!hasChromium)('many tasks in the browser', () => {
  let browser: Browser;
  let ada: Visitor;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium();
    ada = await newVisitor(browser, outputs);
    ({ page } = ada);
    await page.getByRole('button', { name: 'New list' }).click();
    await page.getByLabel('Name of the list').fill('Fruit');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Fruit', level: 1 }).waitFor();
    for (const title of FRUIT) await addTask(page, title);
  });
  afterAll(() => browser?.close());

  const titles = (): Promise<readonly string[]> => page.locator('[data-task-link]').allTextContents();
  const order = (...wanted: readonly string[]): Promise<unknown> =>
    expect.poll(titles, { timeout: 10_000 }).toEqual(wanted);
  const link = (title: string) => page.getByRole('link', { name: title, exact: true });
  const posted = (path: RegExp): Promise<void> => answered(page, 'POST', path);

  it('are put in order by keys, by dragging, and back', async () => {
    await order('Apples', 'Bananas', 'Cherries', 'Dates');
    let moved = posted(/\/move$/);
    await link('Apples').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await order('Bananas', 'Apples', 'Cherries', 'Dates');
    await moved;

    moved = posted(/\/move$/);
    await link('Dates')
      .locator('xpath=ancestor::li')
      .dragTo(link('Bananas').locator('xpath=ancestor::li'), { targetPosition: { x: 200, y: 4 } });
    await order('Dates', 'Bananas', 'Apples', 'Cherries');
    await moved;
    await page.reload();
    await order('Dates', 'Bananas', 'Apples', 'Cherries');

    moved = posted(/\/move$/);
    await link('Cherries').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await order('Dates', 'Bananas', 'Cherries', 'Apples');
    await moved;
    moved = posted(/\/move$/);
    await page.keyboard.press('z');
    await order('Dates', 'Bananas', 'Apples', 'Cherries');
    await moved;
  });

  it('are put in order by a finger on the grip, while everywhere else it scrolls', async () => {
    const tab = await signInAgain(browser, outputs, ada, {
      hasTouch: true,
      viewport: { width: 360, height: 640 },
    });
    await tab.goto(page.url());
    const row = (title: string) => tab.getByRole('listitem').filter({ hasText: title });
    await row('Dates').waitFor();
    const touch = await tab.context().newCDPSession(tab);
    /** Puts a finger down, moves it to the height of something and takes it away. */
    const drag = async (from: Locator, to: Locator, part: number): Promise<void> => {
      const [a, b] = [await from.boundingBox(), await to.boundingBox()];
      if (a === null || b === null) throw new Error('There is nothing to drag');
      const x = a.x + a.width / 2;
      const [start, end] = [a.y + a.height / 2, b.y + b.height * part];
      const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number): Promise<unknown> =>
        touch.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x, y }] });
      await send('touchStart', start);
      for (let step = 1; step <= 8; step += 1) await send('touchMove', start + ((end - start) * step) / 8);
      await send('touchEnd');
    };
    const order = async (): Promise<readonly string[]> => tab.locator('[data-task-link]').allTextContents();
    const before = ['Dates', 'Bananas', 'Apples', 'Cherries'];
    await drag(row('Dates').getByRole('link'), row('Cherries'), 0.9);
    await expect.poll(order).toEqual(before);

    const moved = answered(tab, 'POST', /\/move$/);
    await drag(row('Dates').locator('[data-grip]'), row('Apples'), 0.9);
    await expect.poll(order).toEqual(['Bananas', 'Apples', 'Dates', 'Cherries']);
    await moved;
    const back = answered(tab, 'POST', /\/move$/);
    await tab.getByRole('button', { name: /^Undo/ }).click();
    await expect.poll(order).toEqual(before);
    await back;
    await tab.context().close();
    await page.reload();
    await link('Dates').waitFor();
  });

  it('are chosen by keys and by Shift, changed together, and taken back together', async () => {
    await link('Dates').focus();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    const bar = page.getByRole('region', { name: 'Chosen tasks' });
    const rowsWith = (text: string, count: number): Promise<void> =>
      expect
        .poll(() => page.getByRole('listitem').filter({ hasText: text }).count(), { timeout: 10_000 })
        .toBe(count);
    await bar.getByText('3 chosen').waitFor();
    const batch = posted(/\/tasks\/batch$/);
    await bar.getByLabel('Priority').selectOption('HIGH');
    await batch;
    await rowsWith('High', 3);

    const labelled = posted(/\/tasks\/batch$/);
    await bar.getByLabel('Add label').fill('market');
    await bar.getByLabel('Add label').press('Enter');
    await labelled;
    await rowsWith('market', 3);

    const completed = posted(/\/tasks\/batch$/);
    await bar.getByRole('button', { name: 'Complete' }).click();
    await order('Cherries');
    await completed;
    await page.getByRole('button', { name: /^Undo/ }).last().click();
    await order('Dates', 'Bananas', 'Apples', 'Cherries');
  });

  it('are moved to another list and into the trash', async () => {
    await link('Bananas').click({ modifiers: ['Control'] });
    await link('Cherries').click({ modifiers: ['Shift'] });
    const bar = page.getByRole('region', { name: 'Chosen tasks' });
    await bar.getByText('3 chosen').waitFor();
    const moved = posted(/\/move$/);
    await bar.getByLabel('Move to').selectOption({ label: 'Inbox' });
    await order('Dates');
    await moved;
    await page.getByRole('link', { name: 'Inbox', exact: true }).click();
    await link('Cherries').waitFor();
    await page.getByRole('button', { name: 'Choose tasks' }).click();
    await link('Apples').click();
    await link('Bananas').click();
    await page.keyboard.press('#');
    await link('Apples').waitFor({ state: 'detached' });
    expect(await link('Cherries').count()).toBe(1);
    await page.getByRole('button', { name: /^Undo/ }).last().click();
    await link('Apples').waitFor();
    await link('Bananas').waitFor();
  });

  it('are found from anywhere, beside lists, pages and commands', async () => {
    await page.goto(`${outputs.WebUrl}/networks`);
    await page.getByRole('heading', { name: 'Networks', level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Search and commands' });
    await palette.waitFor();
    await page.keyboard.type('cherr');
    await palette.getByRole('option', { name: /Cherries/ }).waitFor();
    await page.keyboard.press('Enter');
    const title = page.getByRole('complementary', { name: 'Task details' }).getByLabel('Title');
    await title.waitFor();
    expect(await title.inputValue()).toBe('Cherries');

    await page.keyboard.press('Control+k');
    await page.keyboard.type('board');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Board' }).waitFor();

    await page.keyboard.press('Control+k');
    await page.keyboard.type('Eat a pear #fruit');
    await palette.getByRole('option', { name: 'New task “Eat a pear”' }).click();
    await link('Eat a pear').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
  });

  it('showed nothing that the security policy refuses', () => {
    expect(ada.faults).toEqual([]);
  });
});
