import { type Html, html } from '../cognito/hosted/pages/html.ts';
import type { Span } from '../journal/span.ts';
import { durationText } from './duration.ts';
import { CONSOLE_PATH, nothing, type Page, requestPath, timeOf } from './page.ts';
import { type RequestTree, requestTrees } from './request-tree.ts';

/** Which requests are asked for; an empty text asks for all. */
export interface RequestFilter {
  /** Occurs in the method and the route, or in the request id; in any case. */
  readonly text: string;
  /** `refused` for what was answered with 400 or more. */
  readonly outcome: string;
}

const MAX_SHOWN = 200;

/** `spans` newest first. */
export function requestsPage(spans: readonly Span[], filter: RequestFilter): Page {
  const wanted = requestTrees(spans).filter(({ root }) => isWanted(root, filter));
  const shown = wanted.slice(0, MAX_SHOWN);
  return {
    title: 'Requests',
    filter: html`<form class="filter" role="search" action="${CONSOLE_PATH}">
<label>Text <input type="search" name="text" value="${filter.text}" placeholder="method, route or request id"></label>
<label>Outcome <select name="outcome"><option value="">all</option>
<option value="refused"${filter.outcome === 'refused' && html` selected`}>refused or failed</option></select></label>
<button>Filter</button>
</form>`,
    content:
      shown.length === 0
        ? nothing('No request yet. What comes will stand here, newest first.')
        : html`<p class="count">${shown.length} of ${wanted.length}</p>
<table class="requests">
<thead><tr><th scope="col">Time</th><th scope="col">Status</th><th scope="col">Request</th><th scope="col">Took</th><th scope="col">Split</th></tr></thead>
<tbody>${shown.map(row)}</tbody>
</table>`,
  };
}

function row({ root, hops }: RequestTree): Html {
  return html`<tr>
<td>${timeOf(root.at)}</td>
<td>${statusBadge(root)}</td>
<th scope="row"><a href="${requestPath(root.requestId)}">${root.name}</a></th>
<td class="number">${durationText(root.duration)}</td>
<td class="split">${splitText(hops)}</td>
</tr>`;
}

/** The answer's status, or what a span without one is. */
export function statusBadge({ status, kind }: Pick<Span, 'status' | 'kind'>): Html {
  if (status === undefined) return html`<span class="badge">${kind}</span>`;
  return html`<span class="badge ${status >= 500 ? 'failed' : status >= 400 ? 'refused' : 'allowed'}">${status}</span>`;
}

function splitText(hops: readonly Span[]): string {
  const parts: string[] = [];
  for (const kind of ['authorizer', 'function', 'call'] as const) {
    const own = hops.filter((hop) => hop.kind === kind);
    if (own.length === 0) continue;
    const total = own.reduce((sum, { duration }) => sum + duration, 0);
    parts.push(`${kind === 'call' ? plural(own.length) : kind} ${durationText(total)}`);
  }
  return parts.join(' · ');
}

function plural(calls: number): string {
  return calls === 1 ? '1 call' : `${calls} calls`;
}

function isWanted({ name, requestId, status = 0 }: Span, { text, outcome }: RequestFilter): boolean {
  if (outcome === 'refused' && status < 400) return false;
  return `${name}\n${requestId}`.toLowerCase().includes(text.toLowerCase());
}
