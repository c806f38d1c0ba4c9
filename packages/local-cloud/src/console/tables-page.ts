import { type Html, html } from '../cognito/hosted/pages/html.ts';
import type { TableBrowser } from '../dynamodb/table-browser.ts';
import type { IndexDefinition, KeySchema } from '../dynamodb/table-definition.ts';
import type { ConsumedCapacity, ConsumedUnits } from './consumed-capacity.ts';
import { CONSOLE_PATH, nothing, type Page } from './page.ts';

/** Every table with its keys, its indexes, what they took of late, and what else it has. */
export function tablesPage(tables: TableBrowser, consumed: ConsumedCapacity): Page {
  const rows = tables.tables().map(({ definition, statistics }) => {
    const { name, keys, indexes, stream, timeToLive, throughput } = definition;
    return html`<section class="card">
<h2><a href="${tablePath(name)}">${name}</a></h2>
<p class="meta"><span>${statistics.items} items</span> <span>${statistics.bytes} bytes</span>
<span>${throughput === undefined ? 'on demand' : `${throughput.read} read and ${throughput.write} write units`}</span></p>
<dl>
<div><dt>keys</dt><dd><code>${keyText(keys)}</code></dd></div>
<div><dt>consumed</dt><dd>${unitsText(consumed(name))}</dd></div>
${indexes.map((index) => indexRow(name, index, consumed(name, index.name)))}
<div><dt>stream</dt><dd>${stream?.enabled === true ? stream.view : 'none'}</dd></div>
<div><dt>TTL</dt><dd>${timeToLive === undefined ? 'none' : html`<code>${timeToLive.attribute}</code>`}</dd></div>
</dl>
</section>`;
  });
  return {
    title: 'Tables',
    content: rows.length === 0 ? nothing('There is no table.') : html`<div class="cards">${rows}</div>`,
  };
}

function indexRow(
  table: string,
  { name, kind, keys, projection, state }: IndexDefinition,
  consumed: ConsumedUnits,
): Html {
  // A local index has no metrics of its own: what it takes is its table's.
  const units = kind === 'global' && html`<span class="source">${unitsText(consumed)}</span>`;
  return html`<div><dt>index</dt><dd><a href="${tablePath(table, { index: name })}">${name}</a>
<code>${keyText(keys)}</code> <span class="source">${kind}, ${projection.type}, ${state}</span> ${units}</dd></div>`;
}

function unitsText({ read, write }: ConsumedUnits): string {
  return `${read} read and ${write} write units in the last hour`;
}

/** `pk (S), sk (S)` */
export function keyText({ partition, sort }: KeySchema): string {
  return [partition, ...(sort === undefined ? [] : [sort])]
    .map(({ name, type }) => `${name} (${type})`)
    .join(', ');
}

/** The address of a table's items. */
export function tablePath(name: string, more: Readonly<Record<string, string>> = {}): string {
  return `${CONSOLE_PATH}/table?${new URLSearchParams({ name, ...more })}`;
}
