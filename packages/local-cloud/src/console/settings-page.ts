import type { Account } from '../aws/account.ts';
import { html } from '../cognito/hosted/pages/html.ts';
import type { Page } from './page.ts';

/** What the person who started the cloud chose. No secret is among it. */
export interface ShownSettings {
  readonly account: Account;
  readonly origin: string;
  readonly dataDirectory: string;
  /** How user pools are named in tokens. */
  readonly issuer: string;
  /** Where mail is passed on to. */
  readonly mailServer: string;
}

export function settingsPage({ account, origin, dataDirectory, issuer, mailServer }: ShownSettings): Page {
  const rows = Object.entries({
    address: origin,
    region: account.region,
    account: account.accountId,
    'data folder': dataDirectory,
    'issuer in tokens': issuer,
    'mail goes to': mailServer,
    Node: process.version,
  });
  return {
    title: 'Settings',
    content: html`<table class="facts"><tbody>${rows.map(
      ([name, value]) => html`<tr><th scope="row">${name}</th><td><code>${value}</code></td></tr>`,
    )}</tbody></table>`,
  };
}
