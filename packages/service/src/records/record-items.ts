import type { RecordSummary } from '@taskyard/contract';
import { type Item, numberAttribute, textAttribute } from '../dynamo/attributes.ts';
import type { StoredRecord } from './record-store.ts';

/**
 * The table: a record is two items under its owner's `sub`, written together. `record#<id>` is small and what
 * lists read; `data#<id>` has the data as well and is what one reading takes.
 */
export const SUMMARY_PREFIX: string = 'record#';

const DATA_PREFIX = 'data#';

export function summaryKey(owner: string, id: string): Item {
  return { pk: { S: owner }, sk: { S: `${SUMMARY_PREFIX}${id}` } };
}

export function dataKey(owner: string, id: string): Item {
  return { pk: { S: owner }, sk: { S: `${DATA_PREFIX}${id}` } };
}

export function summaryItem({ id, size, createdAt, createdBy }: RecordSummary): Item {
  return { ...summaryKey(createdBy, id), size: { N: String(size) }, createdAt: { S: createdAt } };
}

export function dataItem(record: StoredRecord): Item {
  return {
    ...summaryItem(record),
    ...dataKey(record.createdBy, record.id),
    data: { S: record.dataText },
  };
}

export function summaryOf(item: Item): RecordSummary {
  return {
    id: textAttribute(item, 'sk').split('#')[1] ?? '',
    size: numberAttribute(item, 'size'),
    createdAt: textAttribute(item, 'createdAt'),
    createdBy: textAttribute(item, 'pk'),
  };
}

export function recordOf(item: Item): StoredRecord {
  return { ...summaryOf(item), dataText: textAttribute(item, 'data') };
}
