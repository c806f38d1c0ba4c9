import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Item } from '../dynamo/attributes.ts';
import { failedCondition } from '../dynamo/failed-condition.ts';
import { versionCondition } from '../dynamo/version-condition.ts';
import { insertItem } from '../idempotency/insert-item.ts';
import { replayedOutcome } from '../idempotency/replayed-outcome.ts';
import { listNoteItems } from './list-note-items.ts';
import { noteItem, noteKey, noteOf } from './note-item.ts';
import type { NoteStore } from './note-store.ts';
import { noteUpdateExpression } from './note-update-expression.ts';

/** Keeps notes in a DynamoDB table of the form that `note-item.ts` tells. Each method is one call. */
export function dynamoNoteStore(client: DynamoDBClient, table: string): NoteStore {
  return {
    async insert(note, claim) {
      const insertion = { table, item: noteItem(note), claim, owner: note.createdBy };
      return replayedOutcome(await insertItem(client, insertion), noteOf);
    },

    async get(owner, id) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: noteKey(owner, id), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : noteOf(Item);
    },

    list: (query) => listNoteItems(client, table, query),

    async update(update) {
      try {
        const { Attributes } = await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: noteKey(update.owner, update.id),
            ...noteUpdateExpression(update),
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        if (Attributes === undefined) throw new Error('UpdateItem gave no attributes back');
        return { outcome: 'updated', note: noteOf(Attributes) };
      } catch (error) {
        return { outcome: failedCondition(error).item === undefined ? 'missing' : 'stale' };
      }
    },

    async delete(owner, id, versions) {
      const values: Item = {};
      const inVersions = versionCondition(versions, values);
      try {
        await client.send(
          new DeleteItemCommand({
            TableName: table,
            Key: noteKey(owner, id),
            ConditionExpression: ['attribute_exists(pk)', inVersions].filter(Boolean).join(' AND '),
            ...(inVersions === undefined
              ? {}
              : {
                  ExpressionAttributeNames: { '#version': 'version' },
                  ExpressionAttributeValues: values,
                }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { outcome: 'deleted' };
      } catch (error) {
        return { outcome: failedCondition(error).item === undefined ? 'missing' : 'stale' };
      }
    },
  };
}
