import * as z from 'zod';
import { type Operation, problemAnswers } from '../operation.ts';
import { type Page, type PageQuery, pageQueryMembers, pageSchema } from '../page.ts';
import { objectSchema } from '../schema.ts';
import { listId, type TaskList, taskListSchema } from './list.ts';
import type { ListPath } from './list-operations.ts';
import {
  type Invitation,
  invitationSchema,
  type JoinList,
  joinListSchema,
  type Member,
  type MemberChange,
  memberChangeSchema,
  memberSchema,
  type NewMember,
  newMemberSchema,
} from './member.ts';

export interface MemberPath extends ListPath {
  readonly memberId: string;
}

const listPath = objectSchema<ListPath>('MembersPath', { listId });
const memberPath = objectSchema<MemberPath>('MemberPath', { listId, memberId: z.uuidv7() });

export const createMember: Operation<{ path: ListPath; body: NewMember }, Invitation> = {
  module: 'tasks',
  name: 'createMember',
  summary: 'Invite somebody to a list. The code in the answer is theirs to join with, within 7 days.',
  method: 'POST',
  resource: '/lists/{listId}/members',
  scope: 'tasks/write',
  input: { path: listPath, body: newMemberSchema },
  mediaTypes: ['application/json'],
  answers: {
    201: {
      description: 'The invitation, with its code.',
      schema: invitationSchema,
      headers: ['ETag', 'Location'],
    },
    ...problemAnswers(400, 403, 404, 409, 413, 415),
  },
};

export const listMembers: Operation<{ path: ListPath; query: PageQuery }, Page<Member>> = {
  module: 'tasks',
  name: 'listMembers',
  summary: 'List who shares a list, besides its owner. Only the owner sees invitations.',
  method: 'GET',
  resource: '/lists/{listId}/members',
  scope: 'tasks/read',
  input: { path: listPath, query: objectSchema<PageQuery>('ListMembersQuery', pageQueryMembers) },
  answers: {
    200: {
      description: 'A page of members.',
      schema: pageSchema('MemberPage', memberSchema),
      headers: ['Link'],
    },
    ...problemAnswers(400, 404),
  },
};

export const patchMember: Operation<{ path: MemberPath; body: MemberChange }, Member> = {
  module: 'tasks',
  name: 'patchMember',
  summary: 'Change the role of a member, or of an invitation.',
  method: 'PATCH',
  resource: '/lists/{listId}/members/{memberId}',
  scope: 'tasks/write',
  input: { path: memberPath, body: memberChangeSchema },
  mediaTypes: ['application/merge-patch+json', 'application/json'],
  requestHeaders: ['If-Match'],
  answers: {
    200: { description: 'The member as it is now.', schema: memberSchema, headers: ['ETag'] },
    ...problemAnswers(400, 403, 404, 412, 413, 415),
  },
};

export const deleteMember: Operation<{ path: MemberPath }, undefined> = {
  module: 'tasks',
  name: 'deleteMember',
  summary: 'End a membership or take an invitation back. A member may end their own.',
  method: 'DELETE',
  resource: '/lists/{listId}/members/{memberId}',
  scope: 'tasks/write',
  input: { path: memberPath },
  answers: {
    204: { description: 'It is gone.' },
    ...problemAnswers(400, 403, 404),
  },
};

export const joinList: Operation<{ body: JoinList }, TaskList> = {
  module: 'tasks',
  name: 'joinList',
  summary: 'Take an invitation. Its code works once.',
  method: 'POST',
  resource: '/lists/join',
  scope: 'tasks/write',
  input: { body: joinListSchema },
  mediaTypes: ['application/json'],
  answers: {
    200: { description: 'The list that is shared now.', schema: taskListSchema, headers: ['ETag'] },
    ...problemAnswers(400, 404, 409, 413, 415),
  },
};
