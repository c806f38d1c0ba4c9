import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';
import { violations } from './axe.ts';
import { hasChromium, launchChromium, watchFaults } from './chromium.ts';
import { fillSignIn } from './visitor.ts';

const outputs = readOutputs(inject('outputsFile'));

describe.skipIf(!hasChromium)('the page about the API', () => {
  let browser: Browser;
  let person: Person;
  let page: Page;
  let faults: readonly string[];

  beforeAll(async () => {
    [browser, person] = await Promise.all([launchChromium(), newPerson(outputs)]);
    page = await browser.newPage();
    page.setDefaultTimeout(30_000);
    faults = watchFaults(page);
  });
  afterAll(() => browser?.close());

  /** Opens an operation and sends the request that stands there; gives the status that the page shows. */
  async function tryOut(operation: string): Promise<string> {
    const block = page.locator(`[id$="-${operation}"]`);
    const open = await block.evaluate((element) => element.classList.contains('is-open'));
    if (!open) await block.locator('.opblock-summary-control').click();
    await block.getByRole('button', { name: 'Execute' }).click();
    const status = block.locator('.live-responses-table .response .response-col_status');
    await status.waitFor();
    return (await status.innerText()).trim().slice(0, 3);
  }

  it('shows every module, and refuses nobody a look', async () => {
    await page.goto(`${outputs.WebUrl}/docs`);
    await page.getByText('Sign in to try requests out').waitFor();
    for (const module of ['tasks', 'items', 'notes', 'records', 'networks', 'tokens', 'about']) {
      await page.locator(`#operations-tag-${module}`).waitFor();
    }
    expect(await page.locator('.servers').innerText()).toContain('/api');
  });

  it('shows what the API answers without a token, and after signing in with one', async () => {
    expect(await tryOut('listTasks')).toBe('401');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await fillSignIn(page, person.email, person.password);
    await page.getByText(`Requests are sent as ${person.email}`).waitFor();
    expect(new URL(page.url()).pathname).toBe('/docs/');
    expect(await tryOut('listTasks')).toBe('200');
    expect(await tryOut('getMe')).toBe('200');
  });

  it('has nothing that axe finds, but for what is Swagger UI’s own', async () => {
    expect(await violations(page, '.swagger-ui')).toEqual([]);
  });

  it('shares the session of the application in its tab, and ends it', async () => {
    await page.goto(outputs.WebUrl);
    await page.getByRole('heading', { name: 'All tasks' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('link', { name: 'The API' }).click();
    await page.getByText(`Requests are sent as ${person.email}`).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Create an account' }).waitFor();
  });

  it('breaks none of the rules that it comes with', async () => {
    const policy = (await fetch(`${outputs.WebUrl}/docs/`)).headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self'; style-src 'self'; img-src 'self' data:;");
    expect(faults).toEqual([]);
  });
});
