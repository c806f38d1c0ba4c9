import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { hasChromium, launchChromium } from './chromium.ts';
import { newVisitor, signInAgain, type Visitor } from './visitor.ts';

const outputs = readOutputs(inject('outputsFile'));

describe.skipIf(!hasChromium)('the other modules in the browser', () => {
  let browser: Browser;
  let ada: Visitor;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium();
    ada = await newVisitor(browser, outputs);
    ({ page } = ada);
  });
  afterAll(() => browser?.close());

  const open = (path: string): Promise<unknown> => page.goto(`${outputs.WebUrl}${path}`);
  const saved = (of: Page): Promise<unknown> =>
    of.getByRole('article').getByText('Saved', { exact: true }).waitFor();

  it('notes are written, saved as one types, and read as Markdown', async () => {
    await open('/notes');
    await page.getByRole('button', { name: 'New note' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('Plans');
    await page.getByLabel('Text of the note').fill('# Soon\n\n<b>not bold</b>');
    await page.getByText('Not saved yet').waitFor();
    await saved(page);
    await page.reload();
    await page.getByRole('heading', { name: 'Soon' }).waitFor();
    expect(await page.locator('article b').count()).toBe(0);
  });

  it('a note changed in two windows is asked about', async () => {
    const other = await signInAgain(browser, outputs, ada);
    await other.goto(page.url());
    for (const window of [page, other]) await window.getByRole('button', { name: 'Edit' }).click();
    await other.getByLabel('Text of the note').fill('theirs');
    await other.getByText('Not saved yet').waitFor();
    await saved(other);
    await page.getByLabel('Text of the note').fill('mine');
    const dialog = page.getByRole('dialog', { name: 'Changed by two at once' });
    await dialog.getByText('theirs', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Keep mine' }).click();
    await saved(page);
    await other.reload();
    await other.getByText('mine', { exact: true }).waitFor();
    await other.context().close();
  });

  it('items are seen by everybody and deleted by who made them', async () => {
    const name = `Item of ${ada.email}`;
    await open('/items');
    await page.getByLabel('New item').fill(name);
    await page.getByLabel('New item').press('Enter');
    await page.getByText(name).waitFor();
    const ben = await newVisitor(browser, outputs);
    await ben.page.goto(`${outputs.WebUrl}/items`);
    await ben.page.getByText(name).waitFor();
    expect(await ben.page.getByRole('button', { name: `Delete ${name}` }).count()).toBe(0);
    await ben.context.close();
    await page.getByRole('button', { name: `Delete ${name}` }).click();
    await page.getByText(name).waitFor({ state: 'detached' });
  });

  it('records take JSON and nothing else', async () => {
    await open('/records');
    await page.getByRole('button', { name: 'New record' }).click();
    const json = page.getByLabel('JSON to save');
    await json.fill('{ "a": 1, }');
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await json.fill('{ "a": 12345678901234567890 }');
    await page.getByText(/would round 12345678901234567890/).waitFor();
    await json.fill('{ "reading": { "celsius": 21.5 } }');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('article').getByText('21.5').waitFor();
    await page.getByRole('button', { name: 'Delete the record' }).click();
    await page.getByText('Nothing saved yet').waitFor();
  });

  it('networks are planned, made, drawn and deleted', async () => {
    const name = `net-${ada.email.slice(8, 16)}`;
    await open('/networks');
    await page.getByRole('button', { name: 'New network' }).click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('button', { name: 'Add a subnet' }).click();
    await page.getByLabel('Its block').nth(1).fill('10.0.0.128/25');
    await page.getByText('Overlaps 10.0.0.0/24').waitFor();
    await page.getByLabel('Its block').nth(1).fill('10.0.8.0/22');
    await page.getByText('10.0.8.0 – 10.0.11.255').waitFor();
    await page.getByRole('button', { name: 'New network' }).click();
    const card = page.getByRole('article', { name });
    await card.getByText('Available').waitFor();
    await card.getByText(/^vpc-/).waitFor();
    expect(await card.getByText(/^subnet-[0-9a-f]{8,}/).count()).toBe(2);
    await card.getByRole('button', { name: `Delete ${name}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await card.waitFor({ state: 'detached' });
  });

  it('tokens are made, shown once, used and revoked', async () => {
    await open('/tokens');
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByLabel('What it is for').fill('Nightly report');
    await page.getByLabel('Tasks: Write').check();
    await page.getByRole('button', { name: 'Make the token' }).click();
    const value = await page.getByLabel('The token').inputValue();
    expect(value).toMatch(/^ty_pat_/);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByText('tasks/read, tasks/write').waitFor();
    expect(await page.content()).not.toContain(value);
    await page.getByRole('button', { name: 'Revoke Nightly report' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('No tokens yet').waitFor();
  });

  it('showed nothing that the security policy refuses', () => {
    expect(ada.faults).toEqual([]);
  });
});
