import { accessSync, constants } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const PATH: string = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const FLAGS: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Whether there is a browser to test with; says once how to get one when there is none. */
export const hasChromium: boolean = (() => {
  try {
    accessSync(PATH, constants.X_OK);
    return true;
  } catch {
    process.stderr.write(
      `\n*** The browser tests are SKIPPED: there is no Chromium at ${PATH}.\n` +
        '*** Install it (apt-get install chromium), or say where it is (CHROMIUM_PATH=...).\n\n',
    );
    return false;
  }
})();

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: PATH, args: [...FLAGS] });
}

/** What went wrong in a page without anybody asking: uncaught errors, and what the security policy refused. */
export function watchFaults(page: Page): readonly string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (
      message.type() === 'error' &&
      /Content Security Policy|TrustedScript|TrustedHTML/.test(message.text())
    ) {
      faults.push(message.text());
    }
  });
  return faults;
}
