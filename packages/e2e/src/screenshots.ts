import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Client, createClient } from '@taskyard/client';
import type { Browser, Page } from 'playwright-core';
import { hasChromium, launchChromium } from './browser/chromium.ts';
import { accessTokenOf, newVisitor, type Visitor } from './browser/visitor.ts';
import { fillAccount } from './seed/fill-account.ts';
import { DEFAULT_OUTPUTS_FILE, type Outputs, readOutputs } from './support/outputs.ts';

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 720 };

interface Picture {
  readonly name: string;
  /** Below the application, or an address of its own. */
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
  const listId = await fillAndShare(outputs, ada, grace);
  await grace.context.close();
  await page.goto(`${outputs.WebUrl}/profile`);
  await page.getByLabel('Name', { exact: true }).fill('Ada Lovelace');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Profile Ada Lovelace' }).waitFor();

  const list = `/lists/${listId}`;
  const console = new URL('/_local/console', outputs.SignInUrl).href;
  const requestId = await requestOf(outputs, ada);
  const notes = page.getByRole('link', { name: 'Write the release notes' }).first();
  const pictures: readonly Picture[] = [
    {
      name: 'tasks',
      path: list,
      prepare: async () => {
        await notes.click();
        await page.getByText('page tokens').waitFor();
        await page.getByRole('tab', { name: /^Comments \d/ }).waitFor();
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
      prepare: () => page.getByRole('link', { name: 'How we release' }).click(),
    },
    { name: 'today-narrow', path: '/today', narrow: true, scheme: 'dark' },
    { name: 'list-narrow', path: list, narrow: true },
    { name: 'details-narrow', path: list, narrow: true, prepare: () => notes.click() },
    { name: 'console-request', path: `${console}/request?id=${requestId}` },
    { name: 'console-requests-dark', path: console, scheme: 'dark' },
    { name: 'console-request-narrow', path: `${console}/request?id=${requestId}`, narrow: true },
  ];
  for (const { name, path, scheme = 'light', narrow = false, prepare } of pictures) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize(narrow ? NARROW : WIDE);
    await page.goto(new URL(path, outputs.WebUrl).href);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await stillness(page);
    await prepare?.();
    await settle(page);
    await page.screenshot({ path: file(name) });
  }
}

/** Fills an account, shares one list of it, and has another one shared with it. Gives the id of the first. */
async function fillAndShare(outputs: Outputs, ada: Visitor, grace: Visitor): Promise<string> {
  const [hers, theirs] = await Promise.all([clientOf(outputs, ada), clientOf(outputs, grace)]);
  await fillAccount(hers, new Date());
  const lists = (await hers.listLists({ query: {} })).body.items;
  const release = lists.find(({ name }) => name === 'Release');
  if (release === undefined) throw new Error('The demo data have no list Release');
  const reading = (await theirs.createList({ body: { name: 'Reading circle' } })).body;
  await share(hers, release.id, grace.email, theirs);
  await share(theirs, reading.id, ada.email, hers);
  const [first] = (await theirs.listTasks({ query: { listId: release.id, status: 'IN_PROGRESS' } })).body
    .items;
  if (first !== undefined) await comment(theirs, first.id);
  return release.id;
}

async function share(owner: Client, listId: string, email: string, guest: Client): Promise<void> {
  const { code } = (await owner.createMember({ path: { listId }, body: { email, role: 'EDITOR' } })).body;
  await guest.joinList({ body: { code } });
}

async function comment(by: Client, taskId: string): Promise<void> {
  await by.patchTask({ path: { taskId }, body: { priority: 'URGENT' } });
  await by.createComment({ path: { taskId }, body: { text: 'I can read it **today**, if you like.' } });
}

/** Makes a task, and gives the id of the request. */
async function requestOf(outputs: Outputs, { page }: Visitor): Promise<string> {
  const answer = await fetch(`${outputs.PeopleApiUrl}tasks`, {
    method: 'POST',
    headers: { Authorization: await accessTokenOf(page), 'Content-Type': 'application/json' },
    body: JSON.stringify({ title: 'Look at what a request does' }),
  });
  return answer.headers.get('x-amzn-requestid') ?? '';
}

async function clientOf(outputs: Outputs, { page }: Visitor): Promise<Client> {
  return createClient({ baseUrl: outputs.PeopleApiUrl, token: await accessTokenOf(page) });
}

/** Waits until the messages have left and nothing moves. */
async function settle(page: Page): Promise<void> {
  const dismiss = page.getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
  await page.mouse.move(0, 0);
  await stillness(page);
}

/** Until nothing is loaded any more and nothing moves. The console always has its stream of events. */
async function stillness(page: Page): Promise<void> {
  if (!page.url().includes('/_local/')) await page.waitForLoadState('networkidle');
  await page.waitForTimeout(500);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
