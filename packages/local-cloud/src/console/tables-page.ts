import { type Html, html } from '../cognito/hosted/pages/html.ts';
import type { TableBrowser } from '../dynamodb/table-browser.ts';
import type { IndexDefinition, KeySchema } from '../dynamodb/table-definition.ts';
import { CONSOLE_PATH, nothing, type Page } from './page.ts';

/** Every table with its keys, its indexes and what else it has. */
export function tablesPage(tables: TableBrowser): Page {
  const rows = tables.tables().map(({ definition, statistics }) => {
    const { name, keys, indexes, stream, timeToLive, throughput } = definition;
    return html`<section class="card">
<h2><a href="${tablePath(name)}">${name}</a></h2>
<p class="meta"><span>${statistics.items} items</span> <span>${statistics.bytes} bytes</span>
<span>${throughput === undefined ? 'on demand' : `${throughput.read} read and ${throughput.write} write units`}</span></p>
<dl>
<div><dt>keys</dt><dd><code>${keyText(keys)}</code></dd></div>
${indexes.map((index) => indexRow(name, index))}
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

function indexRow(table: string, { name, kind, keys, projection, state }: IndexDefinition): Html {
  return html`<div><dt>index</dt><dd><a href="${tablePath(table, { index: name })}">${name}</a>
<code>${keyText(keys)}</code> <span class="source">${kind}, ${projection.type}, ${state}</span></dd></div>`;
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
