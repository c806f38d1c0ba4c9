import { createServer } from 'node:http';
import type { Page } from 'playwright-core';
import { hasChromium, launchChromium } from '../../../e2e/src/browser/chromium.ts';
import { firstLoad } from '../../../e2e/src/browser/first-load.ts';
import { newVisitor } from '../../../e2e/src/browser/visitor.ts';
import { startTaskyard, withDirectory } from '../../../e2e/src/support/taskyard-process.ts';
import { median } from '../median.ts';

const ROUNDS = 15;
/** What both pages show in the end. */
const SHOWN = 'Nothing to do';
const EMPTY = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Empty</title><p>${SHOWN}</p></html>`;

/**
 * How long the web application takes from the address to an empty list of tasks, signed in and with nothing in the
 * browser's cache, beside a page of one line from a bare node:http server; medians of alternating rounds. And what it
 * asks for on the way.
 */
export async function benchFirstLoad(print: (line: string) => void): Promise<void> {
  if (!hasChromium) throw new Error('There is no browser to load pages with.');
  await withDirectory(async (directory) => {
    const taskyard = await startTaskyard(directory);
    const browser = await launchChromium();
    const bare = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(EMPTY);
    });
    const barePort = await new Promise<number>((resolve) => {
      bare.listen(0, '127.0.0.1', () => {
        const address = bare.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    try {
      const { context, page } = await newVisitor(browser, taskyard.outputs);
      const empty = await context.newPage();
      for (const each of [page, empty]) {
        const protocol = await context.newCDPSession(each);
        await protocol.send('Network.setCacheDisabled', { cacheDisabled: true });
      }
      const addresses = [
        [page, taskyard.outputs.WebUrl],
        [empty, `http://127.0.0.1:${barePort}/`],
      ] as const;
      const loads = addresses.map((): { readonly painted: number; readonly shown: number }[] => []);
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [index, [each, address]] of addresses.entries())
          loads[index]?.push(await load(each, address));
      }
      const asked = await firstLoad(page, () => load(page, taskyard.outputs.WebUrl));
      print(`\nThe first load of the web application (median of ${ROUNDS} rounds)\n`);
      print('| | application | empty page | ratio |');
      print('|---|---|---|---|');
      for (const what of ['painted', 'shown'] as const) {
        const [own = 0, bareTime = 0] = loads.map((rounds) => median(rounds.map((times) => times[what])));
        const ratio = (own / bareTime).toFixed(1);
        print(`| ${WORDS[what]}, ms | ${own.toFixed(0)} | ${bareTime.toFixed(0)} | ${ratio} |`);
      }
      print(`| requests (of them JavaScript) | ${asked.requests} (${asked.scripts}) | 1 (0) | |`);
      print(`| JavaScript, gzipped, KB | ${(asked.scriptBytes / 1000).toFixed(0)} | 0 | |`);
    } finally {
      await browser.close();
      bare.close();
      await taskyard.end('SIGTERM');
    }
  });
}

const WORDS = { painted: 'first paint', shown: 'the list is there' } as const;

/** Milliseconds from the address until something is painted, and until the list is there. */
async function load(
  page: Page,
  address: string,
): Promise<{ readonly painted: number; readonly shown: number }> {
  const begun = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.getByText(SHOWN).waitFor();
  const shown = performance.now() - begun;
  const painted: unknown = await page.evaluate(`new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries()[0].startTime))
      .observe({ type: 'paint', buffered: true });
  })`);
  return { painted: Number(painted), shown };
}
