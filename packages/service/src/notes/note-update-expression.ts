import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { Item } from '../dynamo/attributes.ts';
import { versionCondition } from '../dynamo/version-condition.ts';
import { pinnedNote } from './note-item.ts';
import { type NoteUpdate, titleKey } from './note-store.ts';

/** The expressions of one UpdateItem call. */
export type UpdateExpressions = Required<
  Pick<
    UpdateItemCommandInput,
    'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
  >
>;

/** A change as one conditional write: what `changeNote` does, done by the table in one step. */
export function noteUpdateExpression({ id, change, at, versions }: NoteUpdate): UpdateExpressions {
  const sets = ['#version = #version + :one'];
  const names: Record<string, string> = { '#version': 'version' };
  const values: Item = { ':one': { N: '1' } };
  const set = (name: string, value: Item[string]): void => {
    names[`#${name}`] = name;
    values[`:${name}`] = value;
    sets.push(`#${name} = :${name}`);
  };

  set('updatedAt', { S: at });
  if (change.title !== undefined) {
    set('title', { S: change.title });
    set('titleKey', { S: titleKey(change.title) });
  }
  if (change.pinned !== undefined) {
    set('pinned', { BOOL: change.pinned });
    set('pinnedNote', { S: pinnedNote(change.pinned, id) });
  }
  if (change.labels !== undefined) set('labels', { L: (change.labels ?? []).map((label) => ({ S: label })) });
  if (change.body !== undefined) set('body', { S: change.body ?? '' });

  const inVersions = versionCondition(versions, values);
  return {
    UpdateExpression: `SET ${sets.join(', ')}`,
    ConditionExpression: ['attribute_exists(pk)', inVersions].filter(Boolean).join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}
