import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';

/** What a page asks for until it is shown. */
export interface FirstLoad {
  readonly requests: number;
  /** Of them, files of JavaScript. */
  readonly scripts: number;
  /** The bytes of those, each gzipped. */
  readonly scriptBytes: number;
}

/** Watches a page while `load` loads it. */
export async function firstLoad(page: Page, load: () => Promise<unknown>): Promise<FirstLoad> {
  const responses: Response[] = [];
  const hear = (response: Response): void => void responses.push(response);
  page.on('response', hear);
  await load();
  page.off('response', hear);
  const scripts = responses.filter((response) => response.request().resourceType() === 'script');
  const sizes = await Promise.all(scripts.map(async (script) => gzipSync(await script.body()).length));
  return {
    requests: responses.length,
    scripts: scripts.length,
    scriptBytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}
