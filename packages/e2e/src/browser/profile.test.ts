import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { codeOfApp } from '../support/authenticator-app.ts';
import { readOutputs } from '../support/outputs.ts';
import { mailedCode } from '../support/person.ts';
import { hasChromium, launchChromium } from './chromium.ts';
import { fillSignIn, newVisitor, signInAgain, type Visitor } from './visitor.ts';

const outputs = readOutputs(inject('outputsFile'));

describe.skipIf(!hasChromium)('the profile in the browser', () => {
  let browser: Browser;
  let ada: Visitor;
  let page: Page;
  let password: string;

  beforeAll(async () => {
    browser = await launchChromium();
    ada = await newVisitor(browser, outputs);
    ({ page, password } = ada);
    await page.getByRole('link', { name: /^Profile/ }).click();
    await page.getByRole('heading', { name: 'Account' }).waitFor();
  });
  afterAll(() => browser?.close());

  it('has a name, which the side bar shows', async () => {
    await page.getByLabel('Name', { exact: true }).fill('Ada <b>Lovelace</b>');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'Ada <b>Lovelace</b>' }).waitFor();
  });

  it('takes a new address with the code that is mailed there', async () => {
    const email = `new-${ada.email}`;
    await page.getByLabel('Email').fill(email);
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByText(`A code was mailed to ${email}`).waitFor();
    await page.getByLabel('Code from the mail').fill('000000');
    await page.getByRole('button', { name: 'Confirm the address' }).click();
    await page.getByText('That code is not right').waitFor();
    await page.getByLabel('Code from the mail').fill(await mailedCode(outputs, email));
    await page.getByRole('button', { name: 'Confirm the address' }).click();
    await page.getByLabel('Code from the mail').waitFor({ state: 'detached' });
    ada = { ...ada, email };
  });

  it('changes the password, for who knows the present one', async () => {
    const next = `${password}x`;
    await page.getByLabel('Present password').fill('Wrong-password-1');
    await page.getByLabel('New password').fill(next);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('The present password is not right').waitFor();
    await page.getByLabel('Present password').fill(password);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('Your password is changed').waitFor();
    expect(await page.getByLabel('New password').inputValue()).toBe('');
    password = next;
  });

  it('adds an authenticator app, which the sign-in pages ask from then on', async () => {
    await page.getByRole('button', { name: 'Set it up' }).click();
    await page.getByRole('img', { name: 'QR code of the key' }).waitFor();
    const secret = await page.getByLabel('Key', { exact: true }).inputValue();
    await page.getByLabel('Code of the app').fill(codeOfApp(secret, Date.now()));
    await page.getByRole('button', { name: 'Turn it on' }).click();
    await page.getByText('Two-step sign-in is on').waitFor();
    await page.getByRole('button', { name: 'Turn it off' }).waitFor();

    const context = await browser.newContext();
    const other = await context.newPage();
    await other.goto(outputs.WebUrl);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await fillSignIn(other, ada.email, password);
    await other.getByLabel(/code/i).waitFor();
    await context.close();

    await page.getByRole('button', { name: 'Turn it off' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Turn it off' }).click();
    await page.getByText('Two-step sign-in is off').waitFor();
  });

  it('signs out everywhere', async () => {
    const other = await signInAgain(browser, outputs, { email: ada.email, password });
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    // The other window's token cannot be used for the account any more.
    await other.goto(`${outputs.WebUrl}/profile`);
    await other.getByRole('heading', { name: 'This could not be loaded' }).waitFor();
    await other.context().close();
  });

  it('showed nothing that the security policy refuses', () => {
    expect(ada.faults).toEqual([]);
  });
});
