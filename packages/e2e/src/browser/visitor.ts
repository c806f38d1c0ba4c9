import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { Outputs } from '../support/outputs.ts';
import { mailedCode } from '../support/person.ts';
import { watchFaults } from './chromium.ts';

/** Somebody at a browser, signed in. */
export interface Visitor {
  readonly email: string;
  readonly password: string;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly faults: readonly string[];
}

export interface VisitorOptions extends BrowserContextOptions {
  /** A made-up one unless given. */
  readonly email?: string;
}

/** Signs up on the hosted pages, with the mailed code, and arrives in the application. */
export async function newVisitor(
  browser: Browser,
  outputs: Outputs,
  { email = `visitor-${randomUUID()}@example.com`, ...options }: VisitorOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const faults = watchFaults(page);
  const password = `Aa1!${randomUUID()}`;
  await page.goto(outputs.WebUrl);
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByLabel('Code').fill(await mailedCode(outputs, email));
  await page.getByRole('button', { name: 'Confirm account' }).click();
  await page.getByRole('heading', { name: 'All tasks' }).waitFor();
  return { email, password, context, page, faults };
}

/** Signs the same person in at another browser. */
export async function signInAgain(
  browser: Browser,
  outputs: Outputs,
  { email, password }: Pick<Visitor, 'email' | 'password'>,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  await page.goto(outputs.WebUrl);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await fillSignIn(page, email, password);
  await page.getByRole('heading', { name: 'All tasks' }).waitFor();
  return page;
}

/** Fills the sign-in page of the user pool. */
export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Adds a task by the quick-add line, and waits until the service has it. */
export async function addTask(page: Page, line: string, title: string = line): Promise<void> {
  const answered = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().endsWith('/tasks'),
  );
  await page.getByLabel('New task').fill(line);
  await page.getByLabel('New task').press('Enter');
  await answered;
  await page.getByRole('link', { name: title, exact: true }).waitFor();
}

/** Opens the details of a task that is in the list, and waits until the service has told of it. */
export async function openTask(page: Page, title: string): Promise<Locator> {
  const details = page.getByRole('complementary', { name: 'Task details' });
  await page.getByRole('link', { name: title, exact: true }).click();
  await details.getByText('Saved', { exact: true }).waitFor();
  return details;
}

/** Waits for a call that the service has done. */
export async function answered(page: Page, method: string, path: RegExp): Promise<void> {
  await page.waitForResponse(
    (response) => response.request().method() === method && path.test(response.url()) && response.ok(),
  );
}

/** The access token that the application has in this tab. */
export async function accessTokenOf(page: Page): Promise<string> {
  const token: unknown = await page.evaluate(`
    JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage).find((key) => key.startsWith('oidc.user:'))))
      .access_token
  `);
  return String(token);
}
