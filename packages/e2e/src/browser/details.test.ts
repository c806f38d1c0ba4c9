import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { hasChromium, launchChromium } from './chromium.ts';
import { addTask, answered, newVisitor, openTask, type Visitor } from './visitor.ts';

const outputs = readOutputs(inject('outputsFile'));

describe.skipIf(!hasChromium)('the details of a task in the browser', () => {
  let browser: Browser;
  let ada: Visitor;
  let page: Page;
  let details: Locator;

  beforeAll(async () => {
    browser = await launchChromium();
    ada = await newVisitor(browser, outputs);
    ({ page } = ada);
    await addTask(page, 'Water the plants 2090-01-05', 'Water the plants');
    details = await openTask(page, 'Water the plants');
  });
  afterAll(() => browser?.close());

  it('have subtasks, which are tasks of their own', async () => {
    for (const line of ['Fill the can !high', 'Mind the cactus']) {
      const made = answered(page, 'POST', /\/tasks$/);
      await details.getByLabel('Add a subtask').fill(line);
      await details.getByLabel('Add a subtask').press('Enter');
      await made;
    }
    const done = answered(page, 'PATCH', /\/tasks\//);
    await details.getByRole('checkbox', { name: 'Complete Fill the can' }).click();
    await done;
    await details.getByRole('heading', { name: 'Subtasks 1/2' }).waitFor();
    await details.getByRole('link', { name: 'Mind the cactus' }).click();
    await details.getByRole('link', { name: 'Open Water the plants' }).click();
    await details.getByRole('heading', { name: 'Subtasks 1/2' }).waitFor();
  });

  it('recur by a rule that can be read, and undoing the completion takes the next one back', async () => {
    for (const change of [
      () => details.getByLabel('Repeats').selectOption('WEEKLY'),
      () => details.getByRole('button', { name: 'Monday' }).click(),
    ]) {
      const saved = answered(page, 'PATCH', /\/tasks\//);
      await change();
      await saved;
    }
    await details.getByText('Weekly on Mon and Thu.').waitFor();
    const completed = answered(page, 'PATCH', /\/tasks\//);
    await page.getByRole('checkbox', { name: 'Complete Water the plants' }).click();
    await completed;
    // The next one has come into the list of what is open.
    await page.getByRole('checkbox', { name: 'Complete Water the plants' }).waitFor();
    await details.getByText('Never').first().waitFor({ state: 'attached' });
    const back = answered(page, 'PATCH', /\/tasks\//);
    await page.getByRole('button', { name: /^Undo/ }).last().click();
    await back;
    await details.getByText('Weekly on Mon and Thu.').waitFor();
    await page.reload();
    await page.getByRole('checkbox', { name: 'Complete Water the plants' }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Complete Water the plants' }).count()).toBe(1);
  });

  it('are talked about in comments, which stay text', async () => {
    const text = 'Not the <img src=x onerror="document.title=1"> **cactus**';
    const made = answered(page, 'POST', /\/comments$/);
    await details.getByLabel('Write a comment').fill(text);
    await details.getByLabel('Write a comment').press('Control+Enter');
    await made;
    await details.getByText('<img src=x').waitFor();
    expect(await details.locator('img').count()).toBe(0);
    await details.getByText('cactus', { exact: true }).waitFor();
    await details.getByRole('tab', { name: 'Comments 1' }).waitFor();

    await details.getByRole('button', { name: 'Edit the comment' }).click();
    const changed = answered(page, 'PATCH', /\/comments\//);
    await details.getByLabel('Edit the comment').fill('Water it after all');
    await details.getByLabel('Edit the comment').press('Control+Enter');
    await changed;
    await details.getByText('Water it after all').waitFor();
    const deleted = answered(page, 'DELETE', /\/comments\//);
    await details.getByRole('button', { name: 'Delete the comment' }).click();
    await details.getByText('No comments yet').waitFor();
    await details.getByRole('tab', { name: 'Comments', exact: true }).waitFor();
    await deleted;
  });

  it('tell who changed what', async () => {
    const saved = answered(page, 'PATCH', /\/tasks\//);
    await details.getByLabel('Priority').selectOption('HIGH');
    await saved;
    await details.getByRole('tab', { name: 'History' }).click();
    const entry = details.getByRole('listitem').filter({ hasText: 'Priority' }).last();
    await entry.waitFor();
    expect(await entry.innerText()).toMatch(/Normal.*→.*High/s);
    await details.getByText(/made the task/).waitFor();
  });

  it('tell of a change that comes into the history a moment after a newer one', async () => {
    const history = /\/history(\?|$)/;
    await page.getByRole('tab', { name: /^Comments/ }).click();
    await page.reload();
    await page.route(
      history,
      async (route) => {
        const response = await route.fetch();
        const { items } = (await response.json()) as { items: readonly object[] };
        await route.fulfill({ response, json: { items: items.slice(0, 1) } });
      },
      { times: 1 },
    );
    await details.getByRole('tab', { name: 'History' }).click();
    await details.getByText(/made the task/).waitFor();
  });

  it('move a task under another one and into another list', async () => {
    await page.goto(`${outputs.WebUrl}/tasks`);
    await addTask(page, 'Buy earth');
    await page.getByRole('link', { name: 'Buy earth', exact: true }).click();
    const moved = answered(page, 'POST', /\/move$/);
    await details.getByLabel('Part of').selectOption({ label: 'Water the plants' });
    await moved;
    await details.getByRole('link', { name: 'Open Water the plants' }).waitFor();
    const back = answered(page, 'POST', /\/move$/);
    await page.getByRole('button', { name: /^Undo/ }).last().click();
    await back;
    await details.getByRole('link', { name: 'Open Water the plants' }).waitFor({ state: 'detached' });
  });

  it('showed nothing that the security policy refuses', () => {
    expect(ada.faults).toEqual([]);
  });
});
