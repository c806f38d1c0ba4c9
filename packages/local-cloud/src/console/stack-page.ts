import type { ResourceRecord, StackRecord } from '../cloudformation/stack-record.ts';
import type { SupportFinding } from '../cloudformation/support-check.ts';
import { type Html, html } from '../cognito/hosted/pages/html.ts';
import { CONSOLE_PATH, nothing, type Page } from './page.ts';

/** What of a stack is shown. */
export interface ShownStack extends Pick<StackRecord, 'stackName' | 'outputs'> {
  readonly resources: Readonly<Record<string, Omit<ResourceRecord, 'attributes'>>>;
}

/** `notes` are what is left out of the templates. */
export function stackPage(stacks: readonly ShownStack[], notes: readonly SupportFinding[] = []): Page {
  return {
    title: 'Stack',
    content:
      stacks.length === 0
        ? nothing('Nothing is deployed yet.')
        : html`${stacks.map(oneStack)}${leftOut(notes)}`,
  };
}

function oneStack({ stackName, resources, outputs }: ShownStack): Html {
  const values = Object.entries(outputs).map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td>${linked(value)}</td></tr>`,
  );
  const rows = Object.values(resources)
    .toSorted((a, b) => (a.type < b.type ? -1 : 1))
    .map(
      ({ logicalId, type, physicalId }) => html`<tr>
<th scope="row"><a href="${CONSOLE_PATH}/resource?${new URLSearchParams({ stack: stackName, id: logicalId }).toString()}">${logicalId}</a></th><td>${type}</td><td><code>${physicalId}</code></td>
</tr>`,
    );
  return html`<section>
<h2>${stackName}</h2>
<h3>Outputs</h3>
${values.length === 0 ? nothing('None.') : html`<table class="outputs"><tbody>${values}</tbody></table>`}
<h3>Resources <span class="count">${rows.length}</span></h3>
<table class="resources">
<thead><tr><th scope="col">Logical id</th><th scope="col">Type</th><th scope="col">Physical id</th></tr></thead>
<tbody>${rows}</tbody>
</table>
</section>`;
}

function leftOut(notes: readonly SupportFinding[]): Html {
  if (notes.length === 0) return html``;
  const rows = notes.map(
    ({ stackName, logicalId, type, property = 'all of it', reason }) =>
      html`<tr><th scope="row">${logicalId}</th><td>${stackName}</td><td>${type}</td><td>${property}</td><td>${reason}</td></tr>`,
  );
  return html`<section>
<h2>Left out <span class="count">${rows.length}</span></h2>
<p>What the templates ask for and what changes nothing on one machine.</p>
<table>
<thead><tr><th scope="col">Logical id</th><th scope="col">Stack</th><th scope="col">Type</th><th scope="col">Property</th><th scope="col">Why</th></tr></thead>
<tbody>${rows}</tbody>
</table>
</section>`;
}

function linked(value: string): Html {
  return /^https?:\/\//.test(value)
    ? html`<a href="${value}" rel="noreferrer">${value}</a>`
    : html`<code>${value}</code>`;
}
