import type { ListRole, NewTaskList, TaskList } from '@taskyard/contract';
import { type Item, numberAttribute, optionalText, textAttribute } from '../dynamo/attributes.ts';
import type { TableKey } from './task-table.ts';

export const LIST_PREFIX: string = 'list#';
export const SHARED_PREFIX: string = 'shared#';

export function listItemKey(owner: string, id: string): TableKey {
  return { pk: owner, sk: `${LIST_PREFIX}${id}` };
}

/** A list as it is stored: the same for everybody who sees it. */
export interface StoredList extends NewTaskList {
  readonly id: string;
  readonly owner: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export function listItem({ id, owner, name, color, version, createdAt, updatedAt }: StoredList): Item {
  const { pk, sk } = listItemKey(owner, id);
  return {
    pk: { S: pk },
    sk: { S: sk },
    name: { S: name },
    ...(color === undefined ? {} : { color: { S: color } }),
    version: { N: String(version) },
    createdAt: { S: createdAt },
    updatedAt: { S: updatedAt },
  };
}

export function storedListOf(item: Item): StoredList {
  return {
    id: textAttribute(item, 'sk').slice(LIST_PREFIX.length),
    owner: textAttribute(item, 'pk'),
    name: textAttribute(item, 'name'),
    ...optionalText(item, 'color'),
    version: numberAttribute(item, 'version'),
    createdAt: textAttribute(item, 'createdAt'),
    updatedAt: textAttribute(item, 'updatedAt'),
  };
}

/** The list as somebody with `role` sees it. */
export function taskListOf({ owner, ...list }: StoredList, role: ListRole): TaskList {
  const { id, name, color, version, createdAt, updatedAt } = list;
  return {
    id,
    name,
    ...(color === undefined ? {} : { color }),
    role,
    ownerId: owner,
    version,
    createdAt,
    updatedAt,
  };
}

/** That a person shares a list of somebody else; kept in the person's own partition. */
export interface Membership {
  readonly person: string;
  readonly listId: string;
  readonly owner: string;
  readonly role: ListRole;
  readonly memberId: string;
}

export function membershipKey(person: string, listId: string): TableKey {
  return { pk: person, sk: `${SHARED_PREFIX}${listId}` };
}

export function membershipItem({ person, listId, owner, role, memberId }: Membership): Item {
  const { pk, sk } = membershipKey(person, listId);
  return { pk: { S: pk }, sk: { S: sk }, owner: { S: owner }, role: { S: role }, memberId: { S: memberId } };
}

export function membershipOf(item: Item): Membership {
  return {
    person: textAttribute(item, 'pk'),
    listId: textAttribute(item, 'sk').slice(SHARED_PREFIX.length),
    owner: textAttribute(item, 'owner'),
    role: textAttribute(item, 'role') === 'EDITOR' ? 'EDITOR' : 'VIEWER',
    memberId: textAttribute(item, 'memberId'),
  };
}
