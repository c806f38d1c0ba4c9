import { type Html, html } from '../cognito/hosted/pages/html.ts';
import type { AccessDecision } from '../journal/journal.ts';
import type { RecentEntry } from '../journal/recent-journal.ts';
import { requestLink, timeOf } from './page.ts';

/** One decision: what was said, by which rule, and what to change. */
export function decisionCard(entry: RecentEntry): Html {
  const { at, outcome, source, text, rule, requestId, hint, access } = entry;
  return html`<li class="card ${outcome}">
<p class="meta">${timeOf(at)} <span class="badge">${outcome}</span> <span class="source">${source}</span></p>
<p class="text">${text}</p>
<dl>
<div><dt>rule</dt><dd>${rule}</dd></div>
${access !== undefined && accessRows(access)}
${requestId !== undefined && html`<div><dt>request</dt><dd>${requestLink(requestId)}</dd></div>`}
${hint !== undefined && html`<div class="hint"><dt>hint</dt><dd>${hint}</dd></div>`}
</dl>
</li>`;
}

function accessRows({ caller, policies, statement, missing }: AccessDecision): Html {
  return html`<div><dt>caller</dt><dd><code>${caller}</code></dd></div>
${
  statement === undefined
    ? html`<div><dt>asked</dt><dd>${policies.length === 0 ? 'no policy' : policies.join(', ')}</dd></div>`
    : html`<div><dt>by</dt><dd>statement ${statement.name} of ${statement.policy}</dd></div>`
}
${
  missing !== undefined &&
  html`<div class="hint"><dt>missing</dt><dd><code>${JSON.stringify(missing)}</code></dd></div>`
}`;
}
