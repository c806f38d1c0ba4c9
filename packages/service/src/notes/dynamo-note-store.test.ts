import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { Note } from '@taskyard/contract';
import { describe, expect, it } from 'vitest';
import { recordedClient } from '../dynamo/recorded-client.fixture.ts';
import { describeWithDynamo, testTable } from '../dynamo/test-table.fixture.ts';
import { dynamoNoteStore } from './dynamo-note-store.ts';
import { noteItem } from './note-item.ts';
import { noteStoreConformance } from './note-store.conformance.ts';

describeWithDynamo(() => {
  noteStoreConformance('in DynamoDB', async () => {
    const local = { kind: 'local', partitionKey: 'pk' } as const;
    const summary = ['title', 'titleKey', 'pinned', 'labels', 'version', 'createdAt', 'updatedAt'];
    const { client, table } = await testTable([
      { ...local, name: 'by-time', sortKey: 'noteId', attributes: summary },
      { ...local, name: 'by-pinned', sortKey: 'pinnedNote', attributes: [...summary, 'noteId'] },
    ]);
    return dynamoNoteStore(client, table);
  });
});

const note: Note = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  title: 'a',
  pinned: true,
  labels: [],
  version: 3,
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
  createdBy: 'ada',
  body: 'text',
};

describe('a list is one Query of an index', () => {
  it.each([
    [{}, 'by-time', 11],
    [{ pinned: false }, 'by-pinned', 11],
    [{ titleContains: 'x' }, 'by-time', 1000],
    [{ titleContains: 'x', pinned: true }, 'by-pinned', 1000],
  ])('for %j', async (more, IndexName, Limit) => {
    const { client, calls } = recordedClient({ Items: [noteItem(note)] });
    await dynamoNoteStore(client, 'table').list({ owner: 'ada', limit: 10, ...more });
    expect(calls).toMatchObject([
      { name: 'Query', input: { IndexName, Limit, ConsistentRead: true, ScanIndexForward: false } },
    ]);
  });
});

it.each([
  ['update', undefined, 'missing'],
  ['update', noteItem(note), 'stale'],
  ['delete', undefined, 'missing'],
  ['delete', noteItem(note), 'stale'],
] as const)('%s finds, when its condition fails, what is there', async (method, found, outcome) => {
  const failure = new ConditionalCheckFailedException({
    message: 'The conditional request failed',
    $metadata: {},
    ...(found === undefined ? {} : { Item: found }),
  });
  const { client } = recordedClient(failure);
  const store = dynamoNoteStore(client, 'table');
  const update = { owner: 'ada', id: note.id, change: { title: 'b' }, at: note.createdAt, versions: [2] };
  const result = method === 'update' ? store.update(update) : store.delete('ada', note.id, [2]);
  expect(await result).toEqual({ outcome });
});
