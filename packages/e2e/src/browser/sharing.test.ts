import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { hasChromium, launchChromium } from './chromium.ts';
import { addTask, newVisitor, type Visitor } from './visitor.ts';

const outputs = readOutputs(inject('outputsFile'));

describe.skipIf(!hasChromium)('a list is shared in the browser', () => {
  let browser: Browser;
  let ada: Visitor;
  let grace: Visitor;
  let link: string;

  beforeAll(async () => {
    browser = await launchChromium();
    ada = await newVisitor(browser, outputs);
    grace = await newVisitor(browser, outputs);
  });
  afterAll(() => browser?.close());

  const changed = (page: Page, method: string): Promise<unknown> =>
    page.waitForResponse((response) => response.request().method() === method && response.ok());

  it('by an invitation, whose link is shown once', async () => {
    const { page } = ada;
    await page.getByRole('button', { name: 'New list' }).click();
    await page.getByLabel('Name of the list').fill('Launch');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Launch', level: 1 }).waitFor();
    await addTask(page, 'Rehearse the demo');
    await page.getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Email').fill(grace.email);
    await dialog.getByLabel('Role', { exact: true }).selectOption('VIEWER');
    await dialog.getByRole('button', { name: 'Invite' }).click();
    link = await dialog.getByLabel('Link of the invitation').inputValue();
    expect(link.startsWith(`${outputs.WebUrl}/join#`)).toBe(true);
    await dialog.getByText(/Invited, until/).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    expect(await page.content()).not.toContain(link.split('#')[1]);
  });

  it('with somebody who may decline, or join and then only look', async () => {
    const { page } = grace;
    await page.goto(link);
    await page.getByRole('link', { name: 'Not now' }).click();
    await page.getByRole('heading', { name: 'All tasks' }).waitFor();
    await page.goto(link);
    await page.getByRole('button', { name: 'Join the list' }).click();
    await page.getByRole('heading', { name: 'Launch', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Rehearse the demo' }).waitFor();
    expect(await page.getByLabel('New task').count()).toBe(0);
    expect(await page.getByRole('checkbox', { name: 'Complete Rehearse the demo' }).isDisabled()).toBe(true);
    await page.getByRole('link', { name: 'Rehearse the demo' }).click();
    const details = page.getByRole('complementary', { name: 'Task details' });
    await details.getByText('You can read this list').waitFor();
    expect(await details.getByLabel('Title').isDisabled()).toBe(true);
    expect(await details.getByLabel('Write a comment').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Rehearse the demo' }).focus();
    await page.keyboard.press('x');
    await page.keyboard.press('#');
    expect(await page.getByRole('checkbox', { name: 'Complete Rehearse the demo' }).count()).toBe(1);
  });

  it('and an invitation works once', async () => {
    const { page } = grace;
    await page.goto(link);
    await page.getByRole('button', { name: 'Join the list' }).click();
    await page
      .getByRole('alert')
      .getByText(/used, taken back or older/)
      .waitFor();
  });

  it('with a role that its owner changes, and tasks that have an assignee', async () => {
    const { page } = ada;
    await page.reload();
    await page.getByRole('button', { name: 'Share' }).click();
    const role = changed(page, 'PATCH');
    await page.getByLabel(`Role of ${grace.email}`).selectOption('EDITOR');
    await role;
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Rehearse the demo' }).click();
    const assigned = changed(page, 'PATCH');
    await page
      .getByRole('complementary', { name: 'Task details' })
      .getByLabel('Assignee')
      .selectOption({ label: grace.email });
    await assigned;

    await grace.page.goto(page.url());
    const details = grace.page.getByRole('complementary', { name: 'Task details' });
    await details.getByLabel('Write a comment').waitFor();
    expect(await details.getByLabel('Assignee').locator('option:checked').innerText()).toBe('You');
    await details.getByRole('tab', { name: 'History' }).click();
    await details.getByRole('listitem').filter({ hasText: 'The owner of the list' }).first().waitFor();
  });

  it('whose tasks are seen by who is to do them, as the address says', async () => {
    const { page } = ada;
    await page.keyboard.press('Escape');
    await addTask(page, 'Book the room');
    const shown = (title: string) => page.getByRole('link', { name: title, exact: true });
    const filter = page.getByRole('search').getByLabel('Assignee');
    await filter.selectOption({ label: grace.email });
    await shown('Book the room').waitFor({ state: 'detached' });
    await shown('Rehearse the demo').waitFor();
    await filter.selectOption('nobody');
    await page.waitForURL(/assignee=nobody/);
    await shown('Rehearse the demo').waitFor({ state: 'detached' });
    await shown('Book the room').waitFor();

    await grace.page.goto(`${page.url().split('?')[0]}?assignee=me`);
    await grace.page.getByRole('link', { name: 'Rehearse the demo', exact: true }).waitFor();
    await grace.page.getByRole('link', { name: 'Book the room', exact: true }).waitFor({ state: 'detached' });
    await page.goto(`${outputs.WebUrl}/tasks`);
    await filter.selectOption({ label: grace.email });
    await shown('Rehearse the demo').waitFor();
    await shown('Book the room').waitFor({ state: 'detached' });
  });

  it('whose tasks are found from anywhere', async () => {
    const { page } = grace;
    await page.goto(`${outputs.WebUrl}/networks`);
    await page.getByRole('heading', { name: 'Networks', level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search and commands' }).fill('room');
    await page.getByRole('option', { name: /Book the room\s*Launch/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Launch', level: 1 }).waitFor();
    await page.getByRole('complementary', { name: 'Task details' }).waitFor();
  });

  it('until the member leaves or the owner removes them', async () => {
    const { page } = grace;
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Members' }).click();
    await page.getByRole('button', { name: 'Leave the list' }).click();
    const left = changed(page, 'DELETE');
    await page.getByRole('dialog').getByRole('button', { name: 'Leave the list' }).last().click();
    await left;
    await page.getByRole('heading', { name: 'All tasks' }).waitFor();
    await page.getByRole('link', { name: 'Launch' }).waitFor({ state: 'detached' });
    await ada.page.getByRole('link', { name: 'Launch' }).click();
    await ada.page.reload();
    await ada.page.getByRole('button', { name: 'Share' }).click();
    await ada.page.getByText('Nobody yet').waitFor();
  });

  it('and showed nothing that the security policy refuses', () => {
    expect([...ada.faults, ...grace.faults]).toEqual([]);
  });
});
