import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { hasChromium, launchChromium } from './chromium.ts';
import { addTask, newVisitor, type Visitor } from './visitor.ts';

const outputs = readOutputs(inject('outputsFile'));

describe.skipIf(!hasChromium)('tasks leave in files', () => {
  let browser: Browser;
  let ada: Visitor;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium();
    ada = await newVisitor(browser, outputs);
    ({ page } = ada);
    await addTask(page, 'Pack books, plates #move !high', 'Pack books, plates');
    await addTask(page, 'Rent a van');
  });
  afterAll(() => browser?.close());

  it('that are written, and downloaded once they are ready, also after a reload', async () => {
    await page.getByRole('link', { name: 'Export and import' }).click();
    await page.getByLabel('Format').selectOption('csv');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByText('2 tasks are in the file').waitFor({ timeout: 60_000 });
    await page.reload();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
    const lines = Buffer.concat(chunks).toString();
    expect(lines).toContain('Rent a van');
    expect(lines).toContain('"Pack books, plates"');
    await page.getByRole('button', { name: 'Another one' }).click();
    await page.getByRole('button', { name: 'Export', exact: true }).waitFor();
  });

  it('showed nothing that the security policy refuses', () => {
    expect(ada.faults).toEqual([]);
  });
});
