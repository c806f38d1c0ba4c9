import type { ResourcePolicy } from './resource-policy.ts';

/** The types that a key attribute may have. */
export type KeyType = 'S' | 'N' | 'B';

export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

export interface KeySchema {
  readonly partition: KeyAttribute;
  readonly sort?: KeyAttribute;
  /** What follows `partition` in a global index whose partition key has several attributes. */
  readonly morePartition?: readonly KeyAttribute[];
  /** What follows `sort` in a global index whose sort key has several. */
  readonly moreSort?: readonly KeyAttribute[];
}

/** Capacity units a second. */
export interface Throughput {
  readonly read: number;
  readonly write: number;
  /** When one of the two was last raised; milliseconds since the epoch. */
  readonly raisedAt?: number;
  /** The same for the last time that one was lowered. */
  readonly loweredAt?: number;
}

/** The most request units a second of what is billed on demand, which nothing here enforces. */
export interface OnDemandLimits {
  readonly read?: number;
  readonly write?: number;
}

/** Units a second that a table or an index was asked to be ready for. */
export interface WarmThroughput {
  readonly read?: number;
  readonly write?: number;
}

export interface Projection {
  readonly type: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  /** The attributes beside the keys, for INCLUDE. */
  readonly attributes: readonly string[];
}

export interface IndexDefinition {
  readonly name: string;
  readonly kind: 'global' | 'local';
  /** Tells the index's entries from those of every other index that the table has or had. */
  readonly number: number;
  readonly keys: KeySchema;
  readonly projection: Projection;
  /** For a global index of a table with provisioned capacity. */
  readonly throughput?: Throughput;
  readonly onDemandLimits?: OnDemandLimits;
  readonly warmThroughput?: WarmThroughput;
  /** CREATING while items that are older than the index are still being added to it. */
  readonly state: 'CREATING' | 'ACTIVE';
}

export type StreamView = 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES' | 'KEYS_ONLY';

export interface StreamDefinition {
  /** Tells the stream's records from those of every other stream that the table had. */
  readonly number: number;
  /** The time of its beginning, `2026-01-31T12:00:00.000`; the end of its ARN. */
  readonly label: string;
  readonly view: StreamView;
  readonly enabled: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly resourcePolicy?: ResourcePolicy | undefined;
}

/** All that is durable about a table but its items. */
export interface TableDefinition {
  readonly name: string;
  /** A UUID. */
  readonly id: string;
  /** Tells the table's entries from those of every other table that there is or was. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly attributes: readonly KeyAttribute[];
  readonly keys: KeySchema;
  readonly indexes: readonly IndexDefinition[];
  /** Throughput of a provisioned table; absent for one that is billed on demand. */
  readonly throughput?: Throughput;
  readonly onDemandLimits?: OnDemandLimits;
  readonly warmThroughput?: WarmThroughput;
  /** When the table was last switched to on-demand billing; milliseconds since the epoch. */
  readonly onDemandSince?: number;
  readonly tableClass: 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS';
  /** When the class was last changed; milliseconds since the epoch. */
  readonly tableClassSince?: number;
  readonly deletionProtected: boolean;
  readonly encryption?: EncryptionDefinition;
  readonly stream?: StreamDefinition;
  readonly timeToLive?: TimeToLive;
  readonly pointInTimeRecovery?: PointInTimeRecovery;
  readonly tags: Readonly<Record<string, string>>;
  readonly resourcePolicy?: ResourcePolicy | undefined;
  /** The number that the next index, stream or time to live gets. */
  readonly nextNumber: number;
  /** Of a table that a template made: the name of its creation. */
  readonly creationToken?: string;
}

export interface TimeToLive {
  /** The attribute that says when an item goes, in seconds since the epoch. */
  readonly attribute: string;
  /** Tells its entries from those of an earlier setting. */
  readonly number: number;
  /** CREATING while items that are older than the setting are still being looked at. */
  readonly state: 'CREATING' | 'ACTIVE';
}

export interface EncryptionDefinition {
  /** The ARN of the KMS key that the table says it uses. Items are not encrypted on this machine. */
  readonly keyArn: string;
}

export interface PointInTimeRecovery {
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly days: number;
}

/** The table itself among its indexes. */
export const TABLE_INDEX_NUMBER = 0;

export function findIndex(table: TableDefinition, name: string): IndexDefinition | undefined {
  return table.indexes.find((index) => index.name === name);
}

export function partitionAttributes({ partition, morePartition }: KeySchema): readonly KeyAttribute[] {
  return morePartition === undefined ? [partition] : [partition, ...morePartition];
}

export function sortAttributes({ sort, moreSort }: KeySchema): readonly KeyAttribute[] {
  if (sort === undefined) return [];
  return moreSort === undefined ? [sort] : [sort, ...moreSort];
}

/** The key attributes, those of the partition key first. */
export function keyAttributes(keys: KeySchema): readonly KeyAttribute[] {
  const { partition, sort, morePartition, moreSort } = keys;
  // Every write comes by here, and most keys have no more than two attributes.
  if (morePartition === undefined && moreSort === undefined) {
    return sort === undefined ? [partition] : [partition, sort];
  }
  return [...partitionAttributes(keys), ...sortAttributes(keys)];
}

export function keyNames(keys: KeySchema): string[] {
  return keyAttributes(keys).map(({ name }) => name);
}
