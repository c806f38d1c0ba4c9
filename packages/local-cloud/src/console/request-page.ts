import { type Html, html } from '../cognito/hosted/pages/html.ts';
import type { RecentEntry } from '../journal/recent-journal.ts';
import type { Span } from '../journal/span.ts';
import type { StoredEvent } from '../logs/log-chunk.ts';
import { timeRange } from '../logs/log-event-position.ts';
import { decisionCard } from './decision-card.ts';
import { durationText } from './duration.ts';
import type { ReadableLogs } from './logs-page.ts';
import { shortened } from './logs-page.ts';
import { CONSOLE_PATH, nothing, type Page, timeOf } from './page.ts';
import { type RequestTree, requestTrees } from './request-tree.ts';
import { statusBadge } from './requests-page.ts';

/** Everything that is known of one request. */
export interface KnownRequest {
  /** Absent when it is not in memory any more. */
  readonly tree: RequestTree | undefined;
  /** Oldest first. */
  readonly decisions: readonly RecentEntry[];
  readonly lines: readonly Pick<StoredEvent, 'timestamp' | 'stream' | 'message'>[];
}

const MAX_LINES = 500;
/** Lines are stamped by the function's clock, a little before or after its run. */
const MARGIN_MS = 2_000;

/** Looks for the request with this id; undefined when nothing is known of it. */
export async function findRequest(
  requestId: string,
  from: {
    readonly spans: readonly Span[];
    readonly logs: ReadableLogs;
    explain(requestId: string): Promise<readonly RecentEntry[]>;
  },
): Promise<KnownRequest | undefined> {
  const trees = requestTrees(from.spans);
  const tree =
    trees.find(({ root }) => root.requestId === requestId) ??
    trees.find(({ hops }) => hops.some((hop) => hop.requestId === requestId));
  const decisions = await from.explain(tree?.root.requestId ?? requestId);
  if (tree === undefined && decisions.length === 0) return undefined;
  const runs = tree === undefined ? [] : [tree.root, ...tree.hops].filter(({ kind }) => kind === 'function');
  const lines = (await Promise.all(runs.map((run) => linesOf(run, from.logs)))).flat();
  return { tree, decisions, lines };
}

/** The lines of one run: those that name its request id. */
async function linesOf(
  { requestId, at, duration, logGroup }: Span,
  logs: ReadableLogs,
): Promise<StoredEvent[]> {
  const group = logGroup === undefined ? undefined : logs.group(logGroup);
  if (group === undefined) return [];
  const lines: StoredEvent[] = [];
  const range = timeRange(Math.floor(at) - MARGIN_MS, Math.ceil(at + duration) + MARGIN_MS);
  for await (const event of logs.groupEvents(group, range)) {
    if (event.message.includes(requestId)) lines.push(event);
    if (lines.length === MAX_LINES) break;
  }
  return lines;
}

export function requestPage(requestId: string, { tree, decisions, lines }: KnownRequest): Page {
  const hints = decisions.filter(({ outcome, hint }) => outcome !== 'allowed' && hint !== undefined);
  return {
    title: tree?.root.name ?? `Request ${requestId}`,
    filter: html`<p><a href="${CONSOLE_PATH}">All requests</a></p>`,
    content: html`${tree === undefined ? nothing('Its times are not in memory any more.') : times(tree)}
${
  hints.length > 0 &&
  html`<section><h2>What to change</h2><ul class="lines">${hints.map(({ hint = '' }) => html`<li class="hint">${hint}</li>`)}</ul></section>`
}
<section><h2>Decisions</h2>
${decisions.length === 0 ? nothing('No decision was written.') : html`<ol class="cards">${decisions.map(decisionCard)}</ol>`}
</section>
<section><h2>Log</h2>
${
  lines.length === 0
    ? nothing('No function wrote a line for it.')
    : html`<ol class="lines">${lines.map(
        ({ timestamp, stream, message }) => html`<li>
<p class="meta">${timeOf(timestamp)} <span class="source">${stream}</span></p>
<div class="body">${shortened(message)}</div>
</li>`,
      )}</ol>`
}
</section>`,
  };
}

function times({ root, hops }: RequestTree): Html {
  return html`<p class="meta">${timeOf(root.at)} ${statusBadge(root)} <span>${durationText(root.duration)}</span> <code>${root.requestId}</code></p>
<table class="hops">
<thead><tr><th scope="col">Hop</th><th scope="col">What</th><th scope="col">Took</th><th scope="col">When</th></tr></thead>
<tbody>${[root, ...hops].map((span) => hop(span, root))}</tbody>
</table>`;
}

function hop(span: Span, root: Span): Html {
  const scale = 100 / Math.max(root.duration, 0.001);
  const left = Math.min(Math.max((span.at - root.at) * scale, 0), 99);
  const width = Math.min(Math.max(span.duration * scale, 0.5), 100 - left);
  return html`<tr>
<td>${span.kind}</td>
<th scope="row">${span.name} ${span.status !== undefined && span.kind !== 'request' && statusBadge(span)}
${span.coldStart !== undefined && html`<span class="count">after a cold start of ${durationText(span.coldStart)}</span>`}</th>
<td class="number">${durationText(span.duration)}</td>
<td class="bar"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="${span.kind}" x="${left.toFixed(2)}" width="${width.toFixed(2)}" height="8"/></svg></td>
</tr>`;
}
