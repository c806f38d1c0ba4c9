import { ownerOf } from '../aws/owner.ts';
import type { Engine } from './engine.ts';
import { getItem } from './operations/get-item.ts';
import { scan } from './operations/scan.ts';
import type { Table } from './table-catalogue.ts';

/** Attribute values by name, as the wire has them: `{"S": "text"}`. */
export type WireItem = Readonly<Record<string, unknown>>;

export interface ScannedPage {
  readonly Items: readonly WireItem[];
  /** Where the next page begins. */
  readonly LastEvaluatedKey?: WireItem;
  readonly ConsumedCapacity: { readonly CapacityUnits: number };
}

/** What the console reads of the tables. */
export interface TableBrowser {
  /** By name. */
  tables(): readonly Pick<Table, 'definition' | 'statistics'>[];
  /** Throws AwsError. */
  page(table: string, index: string | undefined, start: unknown, limit: number): Promise<ScannedPage>;
  /** Undefined when there is none with this key. Throws AwsError. */
  item(table: string, key: unknown): Promise<WireItem | undefined>;
}

/** Reads with the operations that clients read with. */
export function tableBrowser(engine: Engine): TableBrowser {
  const owner = ownerOf(engine.account);
  return {
    tables: () => engine.catalogue.all(),
    async page(table, index, start, limit) {
      const request = {
        TableName: table,
        Limit: limit,
        ReturnConsumedCapacity: 'TOTAL',
        ...(index === undefined ? {} : { IndexName: index }),
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      };
      return JSON.parse(await scan.handle(engine, request, owner));
    },
    async item(table, key) {
      const answer: { Item?: WireItem } = JSON.parse(
        await getItem.handle(engine, { TableName: table, Key: key, ConsistentRead: true }, owner),
      );
      return answer.Item;
    },
  };
}
