import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { hasChromium, launchChromium } from './browser/chromium.ts';
import { addTask, newVisitor } from './browser/visitor.ts';
import { DEFAULT_OUTPUTS_FILE, type Outputs, readOutputs } from './support/outputs.ts';

const TASKS: readonly (readonly [line: string, title: string])[] = [
  ['Pay the electricity bill !urgent #home today at 0:05', 'Pay the electricity bill'],
  ['Review the change to paging !high #review today', 'Review the change to paging'],
  ['Write the release notes #release today at 23:30', 'Write the release notes'],
  ['Buy milk #home tomorrow', 'Buy milk'],
  ['Prepare the demo !high #team in 3 days', 'Prepare the demo'],
  ['Call the dentist in 5 days', 'Call the dentist'],
  ['Renew the domain names in 6 weeks', 'Renew the domain names'],
  ['Read about queues !low #books', 'Read about queues'],
];

const DESCRIPTION = `Before Friday:

- **page tokens** are sealed
- \`nextPageToken\` is absent on the last page`;

/** Pictures of the main pages of a running Taskyard, for the documents: npm run screenshots */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'outputs-file': { type: 'string', default: DEFAULT_OUTPUTS_FILE },
      directory: { type: 'string', default: 'docs/images' },
    },
  });
  if (!hasChromium) throw new Error('There is no browser to take pictures with.');
  const outputs = readOutputs(values['outputs-file']);
  await mkdir(values.directory, { recursive: true });
  const browser = await launchChromium();
  try {
    await takePictures(browser, outputs, (name) => join(values.directory, `${name}.png`));
  } finally {
    await browser.close();
  }
}

async function takePictures(
  browser: Browser,
  outputs: Outputs,
  file: (name: string) => string,
): Promise<void> {
  const { page } = await newVisitor(browser, outputs, {
    viewport: { width: 1200, height: 760 },
    reducedMotion: 'reduce',
  });
  for (const [line, title] of TASKS) await addTask(page, line, title);
  await page.getByRole('link', { name: 'Write the release notes' }).focus();
  await page.keyboard.press('s');
  await page.getByRole('link', { name: 'Review the change to paging' }).click();
  await page.getByRole('button', { name: 'Add a description' }).click();
  await page.getByLabel('Description').last().fill(DESCRIPTION);
  await page.keyboard.press('Control+Enter');
  await page.getByText('page tokens').waitFor();
  await settle(page);
  await page.screenshot({ path: file('tasks') });

  await page.goto(`${outputs.WebUrl}/board`);
  await page.getByRole('link', { name: 'Buy milk' }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await settle(page);
  await page.screenshot({ path: file('board-dark') });

  await page.setViewportSize({ width: 360, height: 720 });
  await page.goto(`${outputs.WebUrl}/today`);
  await page.getByRole('link', { name: 'Write the release notes' }).waitFor();
  await settle(page);
  await page.screenshot({ path: file('today-narrow') });
}

/** Waits until the messages have left and nothing moves. */
async function settle(page: Page): Promise<void> {
  const dismiss = page.getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
  await page.waitForTimeout(400);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
