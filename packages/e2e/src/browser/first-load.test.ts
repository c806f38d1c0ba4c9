import { gzipSync } from 'node:zlib';
import type { Browser, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { hasChromium, launchChromium } from './chromium.ts';
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
    const scripts: Response[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response);
    });
    await page.reload();
    await page.getByText('Nothing to do').waitFor();
    expect(scripts.length).toBeGreaterThan(0);
    const sizes = await Promise.all(scripts.map(async (script) => gzipSync(await script.body()).length));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(BUDGET);
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
