import { type DynamoDBClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { NoteSummary } from '@taskyard/contract';
import { type Slice, sliceOf } from '../paging/slice.ts';
import { noteKey, noteSummaryOf, PINNED_INDEX, pinnedNote, pinnedPrefix, TIME_INDEX } from './note-item.ts';
import { type NoteQuery, SEARCHED_NOTES } from './note-store.ts';

/** A part of a list of notes: one Query of an index, which never touches a body. */
export async function listNoteItems(
  client: DynamoDBClient,
  table: string,
  query: NoteQuery,
): Promise<Slice<NoteSummary>> {
  const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand(queryInput(table, query)));
  const found = Items.map(noteSummaryOf);
  if (found.length > query.limit) return sliceOf(found, query.limit);
  const next = LastEvaluatedKey?.noteId?.S ?? LastEvaluatedKey?.pinnedNote?.S?.slice(2);
  return next === undefined ? { things: found } : { things: found, next };
}

function queryInput(table: string, query: NoteQuery): QueryCommandInput {
  const { owner, pinned, titleContains, after, limit } = query;
  return {
    TableName: table,
    ConsistentRead: true,
    ScanIndexForward: false,
    IndexName: pinned === undefined ? TIME_INDEX : PINNED_INDEX,
    KeyConditionExpression:
      pinned === undefined ? 'pk = :owner' : 'pk = :owner AND begins_with(pinnedNote, :pinned)',
    ExpressionAttributeValues: {
      ':owner': { S: owner },
      ...(pinned === undefined ? {} : { ':pinned': { S: pinnedPrefix(pinned) } }),
      ...(titleContains === undefined ? {} : { ':title': { S: titleContains } }),
    },
    ...(titleContains === undefined
      ? // One more than asked, to know whether there is a next page without a Query that finds nothing.
        { Limit: limit + 1 }
      : { Limit: SEARCHED_NOTES, FilterExpression: 'contains(titleKey, :title)' }),
    ...(after === undefined
      ? {}
      : {
          ExclusiveStartKey: {
            ...noteKey(owner, after),
            ...(pinned === undefined
              ? { noteId: { S: after } }
              : { pinnedNote: { S: pinnedNote(pinned, after) } }),
          },
        }),
  };
}
