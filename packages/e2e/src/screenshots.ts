import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { hasChromium, launchChromium } from './browser/chromium.ts';
import { accessTokenOf, newVisitor, type Visitor } from './browser/visitor.ts';
import { type DemoPerson, makeDemoData } from './demo-data.ts';
import { DEFAULT_OUTPUTS_FILE, type Outputs, readOutputs } from './support/outputs.ts';

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 720 };

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly scheme?: 'light' | 'dark';
  readonly narrow?: boolean;
  readonly prepare?: () => Promise<void>;
}

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
  const run = randomUUID().slice(0, 4);
  const grace = await newVisitor(browser, outputs, { email: `grace.hopper.${run}@example.com` });
  const ada = await newVisitor(browser, outputs, {
    email: `ada.lovelace.${run}@example.com`,
    viewport: WIDE,
    reducedMotion: 'reduce',
  });
  const { page } = ada;
  const [hers, theirs] = await Promise.all([demoPerson(ada), demoPerson(grace)]);
  const listId = await makeDemoData(outputs, hers, theirs);
  await grace.context.close();
  await page.goto(`${outputs.WebUrl}/profile`);
  await page.getByLabel('Name', { exact: true }).fill('Ada Lovelace');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Profile Ada Lovelace' }).waitFor();

  const list = `/lists/${listId}`;
  const review = page.getByRole('link', { name: 'Review the change to paging' }).first();
  const pictures: readonly Picture[] = [
    {
      name: 'tasks',
      path: list,
      prepare: async () => {
        await review.click();
        await page.getByText('page tokens').waitFor();
        await page.getByText('Measure the cost of a page').waitFor();
      },
    },
    { name: 'all-tasks-dark', path: '/tasks', scheme: 'dark' },
    { name: 'board-dark', path: '/board', scheme: 'dark' },
    {
      name: 'palette',
      path: '/tasks',
      prepare: async () => {
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox', { name: 'Search and commands' }).fill('re');
        await page
          .getByRole('option', { name: /Questions|Review/ })
          .first()
          .waitFor();
      },
    },
    {
      name: 'share',
      path: list,
      prepare: () => page.getByRole('button', { name: 'Share' }).click(),
    },
    { name: 'networks', path: '/networks' },
    {
      name: 'notes-dark',
      path: '/notes',
      scheme: 'dark',
      prepare: () => page.getByText('Meeting of the week').click(),
    },
    { name: 'today-narrow', path: '/today', narrow: true, scheme: 'dark' },
    { name: 'list-narrow', path: list, narrow: true },
    { name: 'details-narrow', path: list, narrow: true, prepare: () => review.click() },
  ];
  for (const { name, path, scheme = 'light', narrow = false, prepare } of pictures) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize(narrow ? NARROW : WIDE);
    await page.goto(outputs.WebUrl + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await prepare?.();
    await settle(page);
    await page.screenshot({ path: file(name) });
  }
}

async function demoPerson({ email, page }: Visitor): Promise<DemoPerson> {
  return { email, accessToken: await accessTokenOf(page) };
}

/** Waits until the messages have left and nothing moves. */
async function settle(page: Page): Promise<void> {
  const dismiss = page.getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
  await page.mouse.move(0, 0);
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(400);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
