import { AwsError } from '../../aws/aws-error.ts';
import type { AttributeValue, Item } from '../attribute-value.ts';
import { type Consumption, type ReadKind, readUnits } from '../capacity.ts';
import type { Engine } from '../engine.ts';
import { itemsPrefix } from '../entry-key.ts';
import { type Condition, conditionPaths } from '../expressions/condition.ts';
import { valueAt } from '../expressions/document-path.ts';
import { javaHashOrder } from '../expressions/java-hash-order.ts';
import type { KeyCondition } from '../expressions/key-condition.ts';
import { projectedNames } from '../index-entries.ts';
import { isWithin, type KeyRange, partitionRange, prefixRange, resumed, sortRange } from '../key-range.ts';
import { MAX_PAGE_SIZE, type Page, readPage } from '../page-read.ts';
import { wholeItems } from '../read-selection.ts';
import { lastEvaluatedKey, startEntryKey } from '../start-key.ts';
import {
  findIndex,
  type IndexDefinition,
  TABLE_INDEX_NUMBER,
  type TableDefinition,
} from '../table-definition.ts';
import { invalidParameter, validationError } from '../validation-error.ts';
import type { Continuation } from './next-token.ts';
import { planSelect } from './select-plan.ts';
import type { Column, SelectStatement } from './statement.ts';

export interface SelectOptions {
  readonly consistent: boolean;
  /** How many items are looked at. */
  readonly limit: number | undefined;
  readonly start: Continuation | undefined;
}

export interface Selected {
  /** The JSON of each item. */
  readonly items: readonly string[];
  /** Where the next page begins; undefined when nothing remains. */
  readonly next: Continuation | undefined;
}

/** One page of what a SELECT finds; adds what it costs. Throws AwsError ValidationException. */
export async function runSelect(
  engine: Engine,
  table: TableDefinition,
  select: SelectStatement,
  consumption: Consumption,
  options: SelectOptions,
): Promise<Selected> {
  const index = selectedIndex(table, select, options.consistent);
  const plan = planSelect(select, index?.keys ?? table.keys);
  if (plan.partitions !== undefined) assertFilterProjected(table, index, plan.filter);
  const whole = wholeItems(
    engine,
    table,
    index,
    undefined,
    select.columns && { paths: select.columns.map(({ path }) => path) },
  );
  const ranges = rangesOf(table, index, plan.partitions);
  const items: string[] = [];
  let remaining = options.limit;
  let size = 0;
  for (let at = options.start?.partition ?? 0; at < ranges.length; at += 1) {
    const range = ranges[at];
    if (range === undefined) break;
    const key = at === options.start?.partition ? options.start.key : undefined;
    const start = key && startEntry(table, index, range, key);
    const page = await readPage(engine, {
      range: resumed(range, start, plan.reverse),
      limit: remaining,
      filter: plan.filter,
      projection: undefined,
      countOnly: false,
      whole,
    });
    for (const item of page.items) items.push(columnsText(select.columns, item));
    consume(consumption, index, page, options.consistent ? 'consistent' : 'eventual');
    if (page.last !== undefined) {
      return { items, next: { partition: at, key: lastEvaluatedKey(table, index, page.last.item) } };
    }
    size += page.size;
    if (size >= MAX_PAGE_SIZE && at + 1 < ranges.length) {
      return { items, next: { partition: at + 1, key: undefined } };
    }
    if (remaining !== undefined) remaining -= page.scannedCount;
  }
  return { items, next: undefined };
}

/** The JSON of an item's columns; of the whole item for `*`. */
export function columnsText(columns: readonly Column[] | undefined, text: string): string {
  if (columns === undefined) return text;
  // The text is that of a stored item.
  const item = JSON.parse(text) as Item;
  const entries = columns.flatMap(({ name, path }): [string, AttributeValue][] => {
    const value = valueAt(item, path);
    return value === undefined ? [] : [[name, value]];
  });
  return JSON.stringify(Object.fromEntries(entries));
}

function selectedIndex(
  table: TableDefinition,
  select: SelectStatement,
  consistent: boolean,
): IndexDefinition | undefined {
  const { index: name } = select.source;
  if (name === undefined) return undefined;
  const index = findIndex(table, name);
  if (index === undefined) throw validationError('The table does not have the specified index');
  if (index.kind === 'global' && consistent) {
    throw validationError('Strongly consistent read is not supported on Global Secondary Indexes');
  }
  if (index.state === 'CREATING') {
    throw validationError(`Cannot read from backfilling global secondary index: ${name}`);
  }
  return index;
}

function assertFilterProjected(
  table: TableDefinition,
  index: IndexDefinition | undefined,
  filter: Condition | undefined,
): void {
  if (index === undefined || filter === undefined || index.projection.type === 'ALL') return;
  const held = projectedNames(table, index);
  const names = new Set(conditionPaths(filter).map(([name]) => name));
  const lacking = [...names].filter((name) => !held.has(name));
  if (lacking.length === 0) return;
  throw invalidParameter(
    `Secondary index ${index.name} does not project one or more filter attributes: ` +
      `[${javaHashOrder(lacking).join(', ')}]`,
  );
}

function rangesOf(
  table: TableDefinition,
  index: IndexDefinition | undefined,
  partitions: readonly KeyCondition[] | undefined,
): KeyRange[] {
  const number = index?.number ?? TABLE_INDEX_NUMBER;
  if (partitions === undefined) return [prefixRange(itemsPrefix(table.number, number))];
  return partitions.map((condition) =>
    sortRange(partitionRange(table.number, number, condition), condition.sort),
  );
}

function startEntry(
  table: TableDefinition,
  index: IndexDefinition | undefined,
  range: KeyRange,
  key: Item,
): Buffer {
  const mismatch = 'NextToken does not match request';
  let start: Buffer;
  try {
    start = startEntryKey(table, index, key, 'Query');
  } catch (cause) {
    throw cause instanceof AwsError ? validationError(mismatch) : cause;
  }
  if (!isWithin(range, start)) throw validationError(mismatch);
  return start;
}

function consume(
  consumption: Consumption,
  index: IndexDefinition | undefined,
  page: Page,
  kind: ReadKind,
): void {
  if (index === undefined) {
    consumption.addRead(readUnits(page.size, kind));
    return;
  }
  consumption.addIndexRead(index, readUnits(page.size, kind));
  for (const size of page.fetchedSizes) consumption.addRead(readUnits(size, kind));
}
