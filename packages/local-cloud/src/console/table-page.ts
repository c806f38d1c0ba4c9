import { AwsError } from '../aws/aws-error.ts';
import { type Html, html } from '../cognito/hosted/pages/html.ts';
import type { TableBrowser, WireItem } from '../dynamodb/table-browser.ts';
import type { KeySchema } from '../dynamodb/table-definition.ts';
import { parsedJson, shortJson } from './json-text.ts';
import { CONSOLE_PATH, nothing, type Page } from './page.ts';
import { keyText, tablePath } from './tables-page.ts';

const PAGE_SIZE = 50;

/** One page of a table's items, or of an index's; undefined when there is no such table, index or key. */
export async function tablePage(tables: TableBrowser, query: URLSearchParams): Promise<Page | undefined> {
  const name = query.get('name') ?? '';
  const table = tables.tables().find(({ definition }) => definition.name === name);
  if (table === undefined) return undefined;
  const { keys, indexes } = table.definition;
  const index = query.get('index') ?? undefined;
  const indexKeys = index === undefined ? keys : indexes.find((one) => one.name === index)?.keys;
  if (indexKeys === undefined) return undefined;
  const start = query.get('start');
  try {
    const page = await tables.page(name, index, start === null ? undefined : parsedJson(start), PAGE_SIZE);
    const { Items: items, LastEvaluatedKey: last, ConsumedCapacity: consumed } = page;
    const next = {
      ...(index === undefined ? {} : { index }),
      ...(last === undefined ? {} : { start: JSON.stringify(last) }),
    };
    return {
      title: index === undefined ? name : `${name}, ${index}`,
      filter: html`<p><a href="${CONSOLE_PATH}/tables">All tables</a></p>`,
      content: html`<p class="count">keys <code>${keyText(indexKeys)}</code> · this page consumed ${consumed.CapacityUnits} read units</p>
${items.length === 0 ? nothing('No items.') : html`<ol class="lines">${items.map((item) => line(name, keys, item))}</ol>`}
${last !== undefined && html`<p><a href="${tablePath(name, next)}">Next page</a></p>`}`,
    };
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

function line(table: string, keys: KeySchema, item: WireItem): Html {
  const key = keyOf(keys, item);
  const address = `${CONSOLE_PATH}/item?${new URLSearchParams({ name: table, key: JSON.stringify(key) })}`;
  return html`<li><a href="${address}"><code>${shortJson(key)}</code></a>
<div class="body">${shortJson(item)}</div></li>`;
}

function keyOf({ partition, sort }: KeySchema, item: WireItem): WireItem {
  return {
    [partition.name]: item[partition.name],
    ...(sort === undefined ? {} : { [sort.name]: item[sort.name] }),
  };
}

/** One item whole; undefined when there is none with this key. */
export async function itemPage(tables: TableBrowser, query: URLSearchParams): Promise<Page | undefined> {
  const name = query.get('name') ?? '';
  try {
    const item = await tables.item(name, parsedJson(query.get('key') ?? ''));
    if (item === undefined) return undefined;
    return {
      title: 'Item',
      filter: html`<p><a href="${tablePath(name)}">All items of ${name}</a></p>`,
      content: html`<pre class="card body">${JSON.stringify(item, undefined, 2)}</pre>`,
    };
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
