import { createHash } from 'node:crypto';
import type { Member, MemberRole } from '@taskyard/contract';
import { type Item, numberAttribute, optionalText, textAttribute } from '../dynamo/attributes.ts';
import { membershipKey } from './list-item.ts';
import { MAX_MEMBERS } from './sharing-limits.ts';
import { LAST, type TableKey, type TaskTable, type Write } from './task-table.ts';

/** A member as it is stored, beside the list. */
export interface StoredMember extends Member {
  readonly owner: string;
  readonly listId: string;
  /** Of the code that an invitation can be taken with. */
  readonly codeHash?: string;
}

const accessPrefix = (listId: string): string => `access#${listId}#`;

export function memberKey(owner: string, listId: string, id: string): TableKey {
  return { pk: owner, sk: `${accessPrefix(listId)}${id}` };
}

export function memberItem(member: StoredMember): Item {
  const { pk, sk } = memberKey(member.owner, member.listId, member.id);
  const { personId, joinedAt, expiresAt, codeHash } = member;
  return {
    pk: { S: pk },
    sk: { S: sk },
    email: { S: member.email },
    role: { S: member.role },
    version: { N: String(member.version) },
    invitedAt: { S: member.invitedAt },
    ...(personId === undefined ? {} : { personId: { S: personId } }),
    ...(joinedAt === undefined ? {} : { joinedAt: { S: joinedAt } }),
    ...(codeHash === undefined ? {} : { codeHash: { S: codeHash } }),
    ...(expiresAt === undefined ? {} : { expiresAt: { N: String(Date.parse(expiresAt) / 1000) } }),
  };
}

export function storedMemberOf(item: Item): StoredMember {
  const [, listId = '', id = ''] = textAttribute(item, 'sk').split('#');
  const expires = item.expiresAt?.N;
  return {
    owner: textAttribute(item, 'pk'),
    listId,
    id,
    email: textAttribute(item, 'email'),
    role: roleOf(item),
    status: item.personId === undefined ? 'INVITED' : 'JOINED',
    ...optionalText(item, 'personId'),
    version: numberAttribute(item, 'version'),
    invitedAt: textAttribute(item, 'invitedAt'),
    ...optionalText(item, 'joinedAt'),
    ...(expires === undefined ? {} : { expiresAt: new Date(Number(expires) * 1000).toISOString() }),
    ...optionalText(item, 'codeHash'),
  };
}

export function roleOf(item: Item): MemberRole {
  return textAttribute(item, 'role') === 'EDITOR' ? 'EDITOR' : 'VIEWER';
}

/** A member as the API gives it. */
export function memberOf({
  owner: _owner,
  listId: _listId,
  codeHash: _codeHash,
  ...member
}: StoredMember): Member {
  return member;
}

/** Whether an invitation can no longer be taken. `now` is in milliseconds. */
export function isExpired({ expiresAt }: Pick<Member, 'expiresAt'>, now: number): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) <= now;
}

/** Everybody who shares a list or is invited to, expired invitations included. */
export async function storedMembers(
  table: TaskTable,
  owner: string,
  listId: string,
): Promise<readonly StoredMember[]> {
  const { items } = await table.query({
    partition: owner,
    from: accessPrefix(listId),
    to: accessPrefix(listId) + LAST,
    limit: MAX_MEMBERS,
  });
  return items.map(storedMemberOf);
}

/** An invitation is found by the hash of its code alone, so that nothing stored can be joined with. */
export function invitationKey(codeHash: string): TableKey {
  return { pk: `invitation#${codeHash}`, sk: 'invitation' };
}

export function hashOfCode(code: string): string {
  return createHash('sha256').update(code).digest('base64url');
}

export function invitationWrite(member: StoredMember & { readonly codeHash: string }): Write {
  const { pk, sk } = invitationKey(member.codeHash);
  return {
    put: {
      pk: { S: pk },
      sk: { S: sk },
      owner: { S: member.owner },
      listId: { S: member.listId },
      memberId: { S: member.id },
      expiresAt: { N: String(Date.parse(member.expiresAt ?? member.invitedAt) / 1000) },
    },
    when: 'absent',
  };
}

/** What ends a membership or an invitation. */
export function removeMemberWrites(member: StoredMember): readonly Write[] {
  const { owner, listId, id, personId, codeHash, version } = member;
  return [
    { remove: memberKey(owner, listId, id), when: { version } },
    ...(personId === undefined ? [] : [{ remove: membershipKey(personId, listId) }]),
    ...(codeHash === undefined ? [] : [{ remove: invitationKey(codeHash) }]),
  ];
}
