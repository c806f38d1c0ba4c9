import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { hasChromium, launchChromium } from './chromium.ts';
import { addTask, fillSignIn, newVisitor } from './visitor.ts';

const outputs = readOutputs(inject('outputsFile'));

/** Puts other tokens in place of those that the tab holds. */
async function changeTokens(page: Page, tokens: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate(`
    for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith('oidc.user:'))) {
      const user = JSON.parse(sessionStorage.getItem(key));
      sessionStorage.setItem(key, JSON.stringify({ ...user, ...${JSON.stringify(tokens)} }));
    }
  `);
}

describe.skipIf(!hasChromium)('the session in the browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  it('leads back to the page that was asked for', async () => {
    const { page, email, password, context } = await newVisitor(browser, outputs);
    await page.getByRole('button', { name: /^Sign out/ }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.goto(`${outputs.WebUrl}/tasks?view=done`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await fillSignIn(page, email, password);
    await page.waitForURL(`${outputs.WebUrl}/tasks?view=done`);
    await page.getByText('Nothing done yet').waitFor();
    await context.close();
  });

  it('ends when one signs out: here, and at the sign-in pages', async () => {
    const { page, context } = await newVisitor(browser, outputs);
    await addTask(page, 'Only for me');
    await page.getByRole('button', { name: /^Sign out/ }).click();
    await page.waitForURL(`${outputs.WebUrl}/`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.evaluate('JSON.stringify([sessionStorage, localStorage])')).not.toMatch(
      /token|taskyard|oidc/,
    );
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Password', { exact: true }).waitFor();
    await context.close();
  });

  it('that has ended asks to sign in again and loses nothing', async () => {
    const { page, email, password, context } = await newVisitor(browser, outputs);
    await addTask(page, 'Before');
    await page.getByLabel('New task').fill('Half a thought');
    // Neither the token nor the way to a new one works any more.
    await changeTokens(page, { access_token: 'x.y.z', refresh_token: 'gone' });
    await page.getByRole('checkbox', { name: 'Complete Before' }).click();
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
    await context.clearCookies();
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await fillSignIn(page, email, password);
    await page.getByRole('heading', { name: 'All tasks' }).waitFor();
    expect(await page.getByLabel('New task').inputValue()).toBe('Half a thought');
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('checkbox', { name: 'Reopen Before' }).waitFor();
    await context.close();
  });

  it('renews a token that is refused without a word', async () => {
    const { page, context } = await newVisitor(browser, outputs);
    await changeTokens(page, { access_token: 'x.y.z' });
    await page.getByLabel('New task').fill('After the renewal');
    await page.getByLabel('New task').press('Enter');
    await page.getByRole('link', { name: 'After the renewal', exact: true }).waitFor();
    await context.close();
  });

  it('keeps one person from what another one did in the same tab', async () => {
    const { page, context } = await newVisitor(browser, outputs);
    await addTask(page, 'A secret of the first');
    const second = await newVisitor(browser, outputs);
    expect(await second.page.getByText('A secret of the first').count()).toBe(0);
    await second.context.close();
    await context.close();
  });
});
