import { type Account, regionalArn } from '../aws/account.ts';
import type { Caller } from '../aws/aws-service.ts';
import type { Sources } from '../aws/sources.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import type { ItemLocks } from './item-locks.ts';
import type { StreamLog } from './stream-log.ts';
import type { Table, TableCatalogue } from './table-catalogue.ts';
import type { DynamoDbMetrics } from './table-metrics.ts';
import { tableNotFound } from './table-not-found.ts';
import type { TransactionTokens } from './transaction-tokens.ts';

/** What the operations work on. */
export interface Engine {
  readonly account: Account;
  readonly sources: Sources;
  readonly store: OrderedStore;
  readonly catalogue: TableCatalogue;
  readonly locks: ItemLocks;
  readonly tokens: TransactionTokens;
  readonly streams: StreamLog;
  readonly metrics: DynamoDbMetrics;
}

/** A table as a request names it: by its name or by its ARN. */
export interface TableReference {
  readonly name: string;
  readonly arn: string;
}

const TABLE_ARN = /^arn:[^:]+:dynamodb:[^:]*:[^:]*:table\/([a-zA-Z0-9_.-]+)$/;

export function tableReference(engine: Engine, nameOrArn: string): TableReference {
  const name = TABLE_ARN.exec(nameOrArn)?.[1];
  return name === undefined
    ? { name: nameOrArn, arn: tableArn(engine, nameOrArn) }
    : { name, arn: nameOrArn };
}

export function tableArn(engine: Engine, name: string): string {
  return regionalArn(engine.account, 'dynamodb', `table/${name}`);
}

/** The table that a request refers to; undefined when there is none in this account and region. */
export function findTable(engine: Engine, reference: TableReference): Table | undefined {
  return reference.arn === tableArn(engine, reference.name)
    ? engine.catalogue.get(reference.name)
    : undefined;
}

/** The same. Throws AwsError ResourceNotFoundException, in the words of the item operations. */
export function requireTable(engine: Engine, reference: TableReference): Table {
  const table = findTable(engine, reference);
  if (table === undefined) throw tableNotFound();
  return table;
}

/** An operation of the wire: takes the request's JSON, gives the answer's. */
export interface Operation {
  /** As AWS names it. */
  readonly name: string;
  handle(engine: Engine, json: unknown, caller: Caller): Promise<string>;
}
