import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { Item } from '../dynamo/attributes.ts';
import { versionCondition } from '../dynamo/version-condition.ts';
import { ownerStatus } from './task-item.ts';
import type { TaskUpdate } from './task-store.ts';

/** The expressions of one UpdateItem call. */
export type UpdateExpressions = Required<
  Pick<
    UpdateItemCommandInput,
    'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
  >
>;

/** A change as one conditional write: what `changeTask` does, done by the table in one step. */
export function taskUpdateExpression({ owner, change, at, versions }: TaskUpdate): UpdateExpressions {
  const sets = ['#version = #version + :one', '#updatedAt = :at'];
  const removes: string[] = [];
  const names: Record<string, string> = { '#version': 'version', '#updatedAt': 'updatedAt' };
  const values: Item = { ':one': { N: '1' }, ':at': { S: at } };
  const conditions = ['attribute_exists(pk)'];

  const set = (name: string, value: Item[string]): void => {
    names[`#${name}`] = name;
    values[`:${name}`] = value;
    sets.push(`#${name} = :${name}`);
  };
  const setOrRemove = (name: string, value: string | null | undefined): void => {
    if (value === undefined) return;
    if (value !== null) {
      set(name, { S: value });
    } else {
      names[`#${name}`] = name;
      removes.push(`#${name}`);
    }
  };
  const absent = (name: string): void => {
    names[`#${name}`] = name;
    conditions.push(`attribute_not_exists(#${name})`);
  };

  if (change.title !== undefined) set('title', { S: change.title });
  if (change.priority !== undefined) set('priority', { S: change.priority });
  if (change.labels !== undefined) set('labels', { L: (change.labels ?? []).map((label) => ({ S: label })) });
  setOrRemove('description', change.description);
  setOrRemove('dueOn', change.dueOn);
  setOrRemove('dueAt', change.dueAt);
  if (typeof change.dueOn === 'string' && change.dueAt === undefined) absent('dueAt');
  if (typeof change.dueAt === 'string' && change.dueOn === undefined) absent('dueOn');
  if (change.status !== undefined) {
    set('status', { S: change.status });
    set('ownerStatus', { S: ownerStatus(owner, change.status) });
    names['#completedAt'] = 'completedAt';
    if (change.status === 'COMPLETED') sets.push('#completedAt = if_not_exists(#completedAt, :at)');
    else removes.push('#completedAt');
  }
  const inVersions = versionCondition(versions, values);
  if (inVersions !== undefined) conditions.push(inVersions);

  return {
    UpdateExpression: `SET ${sets.join(', ')}${removes.length === 0 ? '' : ` REMOVE ${removes.join(', ')}`}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}
