import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds, each with the elements it is about. `exclude` is a selector of what it is not to look at. */
export async function violations(page: Page, exclude?: string): Promise<readonly string[]> {
  const where = exclude === undefined ? 'document' : JSON.stringify({ exclude });
  // The pages' own policy lets no other script in; the evaluation of the protocol is not bound by it.
  await page.evaluate(AXE);
  const results: AxeResults = await page.evaluate(`axe.run(${where}, { resultTypes: ["violations"] })`);
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
