import { type Html, html } from '../cognito/hosted/pages/html.ts';

/** Where the console is mounted. */
export const CONSOLE_PATH = '/_local/console';

/** One of the console's pages. */
export interface Page {
  readonly title: string;
  /** What is asked of the page; stays as it is while the content changes. */
  readonly filter?: Html;
  /** The part that is shown anew when something happens. */
  readonly content: Html;
}

const TABS: readonly (readonly [path: string, title: string])[] = [
  [CONSOLE_PATH, 'Requests'],
  [`${CONSOLE_PATH}/decisions`, 'Decisions'],
  [`${CONSOLE_PATH}/logs`, 'Logs'],
  [`${CONSOLE_PATH}/metrics`, 'Metrics'],
  [`${CONSOLE_PATH}/tables`, 'Tables'],
  [`${CONSOLE_PATH}/buckets`, 'Buckets'],
  [`${CONSOLE_PATH}/users`, 'Users'],
  [`${CONSOLE_PATH}/mail`, 'Mail'],
  [`${CONSOLE_PATH}/networks`, 'Networks'],
  [`${CONSOLE_PATH}/stack`, 'Stack'],
  [`${CONSOLE_PATH}/send`, 'Send'],
  [`${CONSOLE_PATH}/settings`, 'Settings'],
];

/** The whole document. `path` is that of the page's tab. */
export function document(path: string, { title, filter, content }: Page): string {
  const tabs = TABS.map(
    ([href, name]) =>
      html`<li><a href="${href}"${href === path && html` aria-current="page"`}>${name}</a></li>`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · local cloud</title>
<link rel="stylesheet" href="${CONSOLE_PATH}/console.css">
<script src="${CONSOLE_PATH}/console.js" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<p class="brand">local cloud</p>
<nav aria-label="Console"><ul>${tabs}</ul></nav>
<p class="state" id="state" role="status"></p>
</header>
<main id="content" tabindex="-1">
<h1>${title}</h1>
${filter}
<div id="live">${content}</div>
</main>
</body>
</html>
`.toString();
}

/** A moment as the time of day; the script shows it in the reader's zone. */
export function timeOf(at: number | string): Html {
  const date = new Date(at);
  // Beyond these a Date has no text.
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  return html`<time datetime="${text}">${text.slice(11, 19)} UTC</time>`;
}

/** The address of a request's own page. */
export function requestPath(requestId: string): string {
  return `${CONSOLE_PATH}/request?id=${encodeURIComponent(requestId)}`;
}

/** A request's id as a link to its page. */
export function requestLink(requestId: string): Html {
  return html`<a href="${requestPath(requestId)}"><code>${requestId}</code></a>`;
}

/** What is said where there is nothing to show. */
export function nothing(text: string): Html {
  return html`<p class="nothing">${text}</p>`;
}
