import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLevelStore } from '../store/level-store.ts';
import { type AttributeValue, equalItems, type Item } from './attribute-value.ts';
import {
  ACCOUNTS,
  accountOf,
  BALANCE,
  deletes,
  ITEMS,
  itemAt,
  TABLE,
  transferAt,
  WRITERS,
} from './crash-plan.ts';
import { callDirectly, openDynamoDb } from './direct-call.ts';
import type { DynamoDb } from './dynamodb.ts';

const SOURCE = fileURLToPath(new URL('./crash-child.ts', import.meta.url));
/** Bundled, the process starts fast enough to be killed fifty times. */
const CHILD = fileURLToPath(new URL('../../dist/crash-child.mjs', import.meta.url));
const ROUNDS = 50;
/** The process is killed when it said this much at the most, */
const MAX_LINES = 400;
/** or, every so many rounds, while it still opens what its predecessor left: */
const EARLY_DEATHS = 5;
/** so long after its start at the most. */
const MAX_START_MS = 200;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dynamodb-crash-'));
  await build({
    entryPoints: [SOURCE],
    outfile: CHILD,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
});
afterAll(async () => {
  await rm(directory, { recursive: true });
  await rm(CHILD);
});

/** What the processes said, over all rounds. */
class Journal {
  /** The last version of each id that was acknowledged. */
  readonly acknowledged = new Map<string, number>();
  /** The last that was begun. */
  readonly begun = new Map<string, number>();
  latest = 0;

  hear(line: string): void {
    const [sign, id = '', text] = line.split(' ');
    const version = Number(text);
    this.latest = Math.max(this.latest, version);
    const heard = sign === '!' ? this.acknowledged : this.begun;
    heard.set(id, Math.max(heard.get(id) ?? 0, version));
  }
}

async function writeAndDie(journal: Journal, early: boolean): Promise<void> {
  const child = spawn(process.execPath, [CHILD, directory, String(journal.latest)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('exit', (_, signal) => resolve(signal));
  });
  if (early) setTimeout(() => child.kill('SIGKILL'), Math.random() * MAX_START_MS);
  let left = Math.ceil(Math.random() * MAX_LINES);
  for await (const line of createInterface({ input: child.stdout })) {
    journal.hear(line);
    left -= 1;
    if (left === 0) child.kill('SIGKILL');
  }
  expect(await ended).toBe('SIGKILL');
}

type Items = ReadonlyMap<string, Item>;

const idOf = (item: Item): string => String(Object.values(item.pk ?? {})[0]);
const numberOf = (value: AttributeValue | undefined): number =>
  value !== undefined && 'N' in value ? Number(value.N) : 0;

async function scan(part: DynamoDb, IndexName?: string): Promise<Items> {
  const found = new Map<string, Item>();
  let ExclusiveStartKey: unknown;
  do {
    const { body } = await callDirectly(part, 'Scan', { TableName: TABLE, IndexName, ExclusiveStartKey });
    for (const item of body.Items as readonly Item[]) {
      expect(found.has(idOf(item))).toBe(false);
      found.set(idOf(item), item);
    }
    ExclusiveStartKey = body.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return found;
}

function expectSame(found: Items, wanted: Items): void {
  expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort());
  for (const [id, item] of wanted) {
    if (!equalItems(found.get(id) ?? {}, item)) expect(found.get(id)).toEqual(item);
  }
}

/** Whether an item is what the write of a version makes of it. */
function isAt(id: string, item: Item | undefined, version: number): boolean {
  if (version === 0 || deletes(version)) return item === undefined;
  return item !== undefined && equalItems(item, itemAt(id, version));
}

/** Nothing that was acknowledged is lost; what was only begun may be there, or not, but then for good. */
function expectAcknowledged(table: Items, { acknowledged, begun }: Journal): void {
  for (const [id, latest] of begun) {
    const known = acknowledged.get(id) ?? 0;
    if (id.startsWith('pair-')) {
      const [a, b] = ['a', 'b'].map((half) => numberOf(table.get(`${id}-${half}`)?.v));
      expect(a).toBe(b);
      expect(a).toBeGreaterThanOrEqual(known);
      expect(a).toBeLessThanOrEqual(latest);
    } else if (id.startsWith('transfer-')) {
      if (known > 0) expect(table.has(id)).toBe(true);
      else if (table.has(id)) acknowledged.set(id, latest);
    } else if (isAt(id, table.get(id), latest)) {
      acknowledged.set(id, latest);
    } else if (!isAt(id, table.get(id), known)) {
      expect.fail(`${id} was ${known} and on its way to ${latest}, but is ${JSON.stringify(table.get(id))}`);
    }
  }
}

/** No transfer was made in half: the accounts are what all transfers on record make of them. */
function expectBalances(table: Items): void {
  if (!table.has(accountOf(0))) return;
  const balances = new Map(
    Array.from({ length: ACCOUNTS }, (_, at): [string, number] => [accountOf(at), BALANCE]),
  );
  for (const [id, item] of table) {
    if (!id.startsWith('transfer-')) continue;
    const { from, to, amount } = transferAt(numberOf(item.v));
    balances.set(from, (balances.get(from) ?? 0) - amount);
    balances.set(to, (balances.get(to) ?? 0) + amount);
  }
  for (const [account, balance] of balances) {
    expect(numberOf(table.get(account)?.balance)).toBe(balance);
  }
}

interface Description {
  readonly LatestStreamArn: string;
  readonly ItemCount: number;
  readonly GlobalSecondaryIndexes: readonly { readonly IndexName: string; readonly IndexStatus: string }[];
}

async function describeTable(part: DynamoDb): Promise<Description | undefined> {
  const { body } = await callDirectly(part, 'DescribeTable', { TableName: TABLE });
  return body.Table as Description | undefined;
}

/** Once what the crash interrupted is done: an index that is being filled, and counting. */
async function describeSettled(part: DynamoDb, items: number): Promise<Description | undefined> {
  for (;;) {
    const table = await describeTable(part);
    const filled = table?.GlobalSecondaryIndexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE');
    if (table === undefined || (filled && table.ItemCount === items)) return table;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function expectIndexes(part: DynamoDb, table: Items, description: Description): Promise<void> {
  const withAttributes = (...names: string[]): Items =>
    new Map([...table].filter(([, item]) => names.every((name) => item[name] !== undefined)));
  for (const { IndexName } of description.GlobalSecondaryIndexes) {
    expectSame(
      await scan(part, IndexName),
      IndexName === 'extra' ? withAttributes('g', 'v') : withAttributes('g'),
    );
  }
  const keys = [...withAttributes('l')].map(([id, { pk, sk, l }]): [string, Item] => [
    id,
    { ...(pk && { pk }), ...(sk && { sk }), ...(l && { l }) },
  ]);
  expectSame(await scan(part, 'local'), new Map(keys));
}

/** A copy of the table that is made of nothing but its stream. */
class Replica {
  readonly items = new Map<string, Item>();
  #after: string | undefined;

  /** Follows the stream to its end. Each change must begin where the one before it ended. */
  async follow(part: DynamoDb, arn: string): Promise<void> {
    for (;;) {
      const records = await part.streams.read(arn, this.#after, 1000);
      for (const { dynamodb, eventName } of records) {
        const id = idOf(dynamodb.Keys);
        const before = this.items.get(id);
        if (before === undefined ? dynamodb.OldImage : !equalItems(before, dynamodb.OldImage ?? {})) {
          expect(dynamodb.OldImage).toEqual(before);
        }
        expect(eventName).toBe(
          before === undefined ? 'INSERT' : dynamodb.NewImage === undefined ? 'REMOVE' : 'MODIFY',
        );
        if (dynamodb.NewImage === undefined) this.items.delete(id);
        else this.items.set(id, dynamodb.NewImage);
        this.#after = dynamodb.SequenceNumber;
      }
      if (records.length === 0) return;
    }
  }
}

describe('a crash', () => {
  it('loses nothing that was acknowledged, and leaves nothing half done', { timeout: 900_000 }, async () => {
    const journal = new Journal();
    const replica = new Replica();
    for (let round = 1; round <= ROUNDS; round++) {
      await writeAndDie(journal, round % EARLY_DEATHS === 0);
      const store = await openLevelStore(directory);
      const part = await openDynamoDb(store.namespace('dynamodb'));
      if ((await describeTable(part)) !== undefined) {
        const table = await scan(part);
        expectAcknowledged(table, journal);
        expectBalances(table);
        const description = await describeSettled(part, table.size);
        if (description === undefined) throw new Error('The table went.');
        await expectIndexes(part, table, description);
        await replica.follow(part, description.LatestStreamArn);
        expectSame(replica.items, table);
      }
      await part.close?.();
      await store.close();
    }
    expect(journal.acknowledged.size).toBeGreaterThan(WRITERS * ITEMS);
  });
});
