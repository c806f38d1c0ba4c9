import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const SCHEMES = ['light', 'dark'] as const;
/** The narrowest is what 1280 pixels are at 400 % (WCAG 2.2, 1.4.10). */
const WIDTHS: readonly number[] = [1280, 320];

/**
 * What axe finds wrong on a page, and where it is wider than the screen: in both colour schemes at the first width, and
 * in one at the others, since no colour depends on the width.
 */
export async function axeFaults(page: Page, widths: readonly number[] = WIDTHS): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [at, width] of widths.entries()) {
    for (const colorScheme of at === 0 ? SCHEMES : SCHEMES.slice(0, 1)) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 860 });
      await page.evaluate(
        'Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))).then(() => {})',
      );
      const where = `${colorScheme}, ${width} wide`;
      found.push(...(await violations(page)).map((violation) => `${where}: ${violation}`));
      if (await page.evaluate('document.documentElement.scrollWidth > innerWidth')) {
        found.push(`${where}: wider than the screen`);
      }
    }
  }
  return found;
}

/** What axe finds, each with the elements it is about. `exclude` is a selector of what it is not to look at. */
export async function violations(page: Page, exclude?: string): Promise<readonly string[]> {
  const where = exclude === undefined ? 'document' : JSON.stringify({ exclude });
  // The pages' own policy lets no other script in; the evaluation of the protocol is not bound by it.
  await page.evaluate(AXE);
  const results: AxeResults = await page.evaluate(`axe.run(${where}, { resultTypes: ["violations"] })`);
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
