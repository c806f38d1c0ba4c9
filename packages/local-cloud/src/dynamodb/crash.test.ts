import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLevelStore } from '../store/level-store.ts';
import type { Item } from './attribute-value.ts';
import { callDirectly, openDynamoDb } from './direct-call.ts';
import type { DynamoDb } from './dynamodb.ts';

const CHILD = fileURLToPath(new URL('./crash-child.ts', import.meta.url));
const ROUNDS = 3;
const WRITES_A_ROUND = 400;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dynamodb-crash-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** The last version that was acknowledged for each id. */
type Acknowledged = Map<string, number>;

async function writeAndDie(acknowledged: Acknowledged): Promise<void> {
  const start = String(Math.max(0, ...acknowledged.values()));
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, directory, start], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('exit', (_, signal) => resolve(signal));
  });
  let count = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const [id = '', version = ''] = line.split(' ');
    acknowledged.set(id, Math.max(acknowledged.get(id) ?? 0, Number(version)));
    count += 1;
    if (count === WRITES_A_ROUND) child.kill('SIGKILL');
  }
  expect(await ended).toBe('SIGKILL');
  expect(count).toBeGreaterThanOrEqual(WRITES_A_ROUND);
}

async function scan(part: DynamoDb, IndexName?: string): Promise<Map<string, Item>> {
  const { body } = await callDirectly(part, 'Scan', { TableName: 'crash', IndexName });
  const items = body.Items as readonly (Item & { pk: { S: string } })[];
  return new Map(items.map((item) => [item.pk.S, item]));
}

function versionOf(item: Item | undefined): number {
  const value = item?.v;
  return value !== undefined && 'N' in value ? Number(value.N) : 0;
}

describe('a crash', () => {
  it('loses nothing that was acknowledged, and leaves nothing half done', { timeout: 120_000 }, async () => {
    const acknowledged: Acknowledged = new Map();
    for (let round = 0; round < ROUNDS; round++) {
      await writeAndDie(acknowledged);
      const store = await openLevelStore(directory);
      const part = await openDynamoDb(store.namespace('dynamodb'));
      const table = await scan(part);
      for (const [id, version] of acknowledged) {
        const halves = id.startsWith('pair-') ? [`${id}-a`, `${id}-b`] : [id];
        for (const half of halves) expect(versionOf(table.get(half))).toBeGreaterThanOrEqual(version);
        expect(new Set(halves.map((half) => versionOf(table.get(half)))).size).toBe(1);
      }
      const indexed = new Map([...table].filter(([, item]) => item.g !== undefined));
      expect(await scan(part, 'gsi')).toEqual(indexed);
      const streamed = new Map<string, number>();
      const { body } = await callDirectly(part, 'DescribeTable', { TableName: 'crash' });
      const arn = (body.Table as { LatestStreamArn: string }).LatestStreamArn;
      for (let after: string | undefined; ; ) {
        const records = await part.streams.read(arn, after, 100_000);
        if (records.length === 0) break;
        for (const { dynamodb } of records) {
          const id = dynamodb.Keys.pk;
          if (id && 'S' in id) streamed.set(id.S, versionOf(dynamodb.NewImage));
          after = dynamodb.SequenceNumber;
        }
      }
      // What the stream said last of an item is what the item is.
      for (const [id, version] of streamed) expect(versionOf(table.get(id))).toBe(version);
      expect(streamed.size).toBe(table.size);
      await part.close?.();
      const again = await openDynamoDb(store.namespace('dynamodb'));
      const described = await callDirectly(again, 'DescribeTable', { TableName: 'crash' });
      expect(described.body.Table).toMatchObject({ ItemCount: table.size });
      await again.close?.();
      await store.close();
    }
  });
});
