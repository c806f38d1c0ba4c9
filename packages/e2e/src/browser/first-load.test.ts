import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { hasChromium, launchChromium } from './chromium.ts';
import { firstLoad } from './first-load.ts';
import { newVisitor } from './visitor.ts';

const outputs = readOutputs(inject('outputsFile'));
const BUDGET = 200_000;

describe.skipIf(!hasChromium)('the first load', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  it('of the signed-in application takes less than 200 KB of JavaScript, gzipped', async () => {
    const { page, context } = await newVisitor(browser, outputs);
    const { scripts, scriptBytes } = await firstLoad(page, async () => {
      await page.reload();
      await page.getByText('Nothing to do').waitFor();
    });
    expect(scripts).toBeGreaterThan(0);
    expect(scriptBytes).toBeLessThan(BUDGET);
    await context.close();
  });

  it('comes with a policy that lets in no inline script or style and nothing evaluated', async () => {
    const answer = await fetch(outputs.WebUrl);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|data:|\*/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('finds its files, and nothing outside of them', async () => {
    const html = await (await fetch(outputs.WebUrl)).text();
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
    const asset = await fetch(`${outputs.WebUrl}${script}`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect((await fetch(`${outputs.WebUrl}/assets/nothing.js`)).status).toBe(404);
    expect((await fetch(`${outputs.WebUrl}/assets/..%2f..%2fpackage.json`)).status).toBe(404);
    expect((await fetch(outputs.WebUrl, { method: 'POST' })).status).toBe(403);
  });
});
