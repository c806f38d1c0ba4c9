import type { HttpResponse } from '../../../front-door/http.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { type Html, html } from './html.ts';
import { PAGE_STYLE, PAGE_STYLE_SOURCE } from './page-style.ts';

/** One page: what stands in it and what goes with it. */
export interface Page {
  readonly status?: number;
  /** For the browser's tab. */
  readonly title: string;
  readonly heading: string;
  /** Below the heading. */
  readonly lead?: Html;
  readonly content?: Html;
  readonly cookies?: readonly string[];
  /** The app's address, where the browser may end up after a form. */
  readonly redirectUri?: string;
  /** Whom the person signs in to; the pool's own name when absent. */
  readonly clientName?: string;
}

/** The page as HTML that needs no script. */
export function pageResponse(exchange: HostedExchange, page: Page): HttpResponse {
  return {
    status: page.status ?? 200,
    headers: {
      'Content-Type': 'text/html;charset=UTF-8',
      'Content-Security-Policy': contentSecurityPolicy(page.redirectUri),
      // `no-referrer` would make browsers send `Origin: null` with the pages' own forms.
      'Referrer-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
      'Cache-Control': 'no-store',
      ...(page.cookies && page.cookies.length > 0 ? { 'Set-Cookie': page.cookies } : {}),
    },
    body: documentOf(page, page.clientName ?? exchange.pool.name).toString(),
  };
}

function documentOf(page: Page, name: string): Html {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<link rel="icon" href="data:,">
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<p class="mark">${MARK}<bdi>${name}</bdi></p>
<h1>${page.heading}</h1>
${page.lead && html`<p class="lead">${page.lead}</p>`}
${page.content}
</main>
</body>
</html>
`;
}

const MARK = html`<svg viewBox="0 0 32 32" fill="none" aria-hidden="true"><rect width="32" height="32" rx="9" fill="currentColor" opacity=".14"/><path d="M11 15v-2.5a5 5 0 0 1 10 0V15m-11 0h12a1.5 1.5 0 0 1 1.5 1.5v6A1.5 1.5 0 0 1 22 24H10a1.5 1.5 0 0 1-1.5-1.5v-6A1.5 1.5 0 0 1 10 15Z" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>`;

function contentSecurityPolicy(redirectUri: string | undefined): string {
  return [
    "default-src 'none'",
    `style-src ${PAGE_STYLE_SOURCE}`,
    'img-src data:',
    // Chromium holds the redirects that follow a form against this list as well.
    `form-action 'self'${redirectUri === undefined ? '' : sourceOf(redirectUri)}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** The address as a source of a Content-Security-Policy: its origin, or its scheme where that is all. */
function sourceOf(redirectUri: string): string {
  if (!URL.canParse(redirectUri)) return '';
  const { protocol, origin } = new URL(redirectUri);
  const source = /^https?:\/\/[\w.-]+(?::\d+)?$/.test(origin) ? origin : protocol;
  return /^[\w.:/+-]+$/.test(source) ? ` ${source}` : '';
}
