import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { withDirectory } from '../support/taskyard-process.ts';
import { hasChromium, launchChromium } from './chromium.ts';
import { addTask, answered, newVisitor, openTask, type Visitor } from './visitor.ts';

const outputs = readOutputs(inject('outputsFile'));

describe.skipIf(!hasChromium)('files of tasks in the browser', () => {
  let browser: Browser;
  let ada: Visitor;
  let page: Page;
  let details: Locator;

  beforeAll(async () => {
    browser = await launchChromium();
    ada = await newVisitor(browser, outputs);
    ({ page } = ada);
    await addTask(page, 'Water the plants');
    details = await openTask(page, 'Water the plants');
  });
  afterAll(() => browser?.close());

  it('are sent, taken back out, and deleted; their names stay text', async () => {
    const name = `<b>plan & "notes".txt`;
    const content = 'All of the plants.\n'.repeat(1000);
    await details
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
    await details.getByRole('button', { name: `Download ${name}` }).waitFor();
    expect(await details.locator('b').count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      details.getByRole('button', { name: `Download ${name}` }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).toString()).toBe(content);

    const deleted = answered(page, 'DELETE', /\/attachments\//);
    await details.getByRole('button', { name: `Delete ${name}` }).click();
    await details.getByRole('button', { name: `Download ${name}` }).waitFor({ state: 'detached' });
    await page.getByText(`Deleted “${name}”`).waitFor();
    await deleted;
  });

  it('that are too large are refused before anything is sent', async () => {
    await withDirectory(async (directory) => {
      const path = join(directory, 'large.bin');
      await writeFile(path, Buffer.alloc(25 * 1024 * 1024 + 1));
      await details.locator('input[type=file]').setInputFiles(path);
      await details.getByText('Larger than 25 MB').waitFor();
      await details.getByRole('button', { name: 'Stop sending large.bin' }).click();
      await details.getByText('large.bin').waitFor({ state: 'detached' });
    });
  });

  it('showed nothing that the security policy refuses', () => {
    expect(ada.faults).toEqual([]);
  });
});
