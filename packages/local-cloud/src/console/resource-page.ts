import { html } from '../cognito/hosted/pages/html.ts';
import { maskedProperties } from './masked-properties.ts';
import { CONSOLE_PATH, type Page } from './page.ts';
import type { ShownStack } from './stack-page.ts';

/** One resource with its properties, secrets masked; undefined when there is none. */
export function resourcePage(stacks: readonly ShownStack[], query: URLSearchParams): Page | undefined {
  const stack = stacks.find(({ stackName }) => stackName === query.get('stack'));
  const resource = Object.values(stack?.resources ?? {}).find(
    ({ logicalId }) => logicalId === query.get('id'),
  );
  if (stack === undefined || resource === undefined) return undefined;
  const { logicalId, type, physicalId, properties, deletionPolicy, references } = resource;
  const facts = Object.entries({
    type,
    'physical id': physicalId,
    'deletion policy': deletionPolicy,
    'refers to': references.join(', ') || 'none',
  });
  return {
    title: logicalId,
    filter: html`<p><a href="${CONSOLE_PATH}/stack">All resources</a></p>`,
    content: html`<table class="facts"><tbody>${facts.map(
      ([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`,
    )}</tbody></table>
<section><h2>Properties</h2>
<pre class="card body">${JSON.stringify(maskedProperties(type, properties), undefined, 2)}</pre></section>`,
  };
}
