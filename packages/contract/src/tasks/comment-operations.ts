import * as z from 'zod';
import { type Operation, problemAnswers } from '../operation.ts';
import { type Page, type PageQuery, pageQueryMembers, pageSchema } from '../page.ts';
import { objectSchema } from '../schema.ts';
import {
  type Comment,
  type CommentChange,
  commentChangeSchema,
  commentSchema,
  type NewComment,
  newCommentSchema,
} from './comment.ts';

export interface CommentsPath {
  readonly taskId: string;
}

export interface CommentPath extends CommentsPath {
  readonly commentId: string;
}

const commentsPath = objectSchema<CommentsPath>('CommentsPath', { taskId: z.uuidv7() });
const commentPath = objectSchema<CommentPath>('CommentPath', { taskId: z.uuidv7(), commentId: z.uuidv7() });

export const createComment: Operation<{ path: CommentsPath; body: NewComment }, Comment> = {
  module: 'tasks',
  name: 'createComment',
  summary: 'Write a comment on a task.',
  method: 'POST',
  resource: '/tasks/{taskId}/comments',
  scope: 'tasks/write',
  input: { path: commentsPath, body: newCommentSchema },
  mediaTypes: ['application/json'],
  requestHeaders: ['Idempotency-Key'],
  answers: {
    201: {
      description: 'The comment as it was made.',
      schema: commentSchema,
      headers: ['ETag', 'Location', 'Idempotency-Replayed'],
    },
    ...problemAnswers(400, 403, 404, 409, 413, 415, 422),
  },
};

export const listComments: Operation<{ path: CommentsPath; query: PageQuery }, Page<Comment>> = {
  module: 'tasks',
  name: 'listComments',
  summary: 'List the comments on a task, the newest first.',
  method: 'GET',
  resource: '/tasks/{taskId}/comments',
  scope: 'tasks/read',
  input: { path: commentsPath, query: objectSchema<PageQuery>('ListCommentsQuery', pageQueryMembers) },
  answers: {
    200: {
      description: 'A page of comments.',
      schema: pageSchema('CommentPage', commentSchema),
      headers: ['Link'],
    },
    ...problemAnswers(400, 404),
  },
};

export const getComment: Operation<{ path: CommentPath }, Comment> = {
  module: 'tasks',
  name: 'getComment',
  summary: 'Read one comment.',
  method: 'GET',
  resource: '/tasks/{taskId}/comments/{commentId}',
  scope: 'tasks/read',
  input: { path: commentPath },
  requestHeaders: ['If-None-Match'],
  answers: {
    200: { description: 'The comment.', schema: commentSchema, headers: ['ETag'] },
    304: { description: 'The caller has it already.', headers: ['ETag'] },
    ...problemAnswers(400, 404),
  },
};

export const patchComment: Operation<{ path: CommentPath; body: CommentChange }, Comment> = {
  module: 'tasks',
  name: 'patchComment',
  summary: 'Change a comment of your own.',
  method: 'PATCH',
  resource: '/tasks/{taskId}/comments/{commentId}',
  scope: 'tasks/write',
  input: { path: commentPath, body: commentChangeSchema },
  mediaTypes: ['application/merge-patch+json', 'application/json'],
  requestHeaders: ['If-Match'],
  answers: {
    200: { description: 'The comment as it is now.', schema: commentSchema, headers: ['ETag'] },
    ...problemAnswers(400, 403, 404, 412, 413, 415),
  },
};

export const deleteComment: Operation<{ path: CommentPath }, undefined> = {
  module: 'tasks',
  name: 'deleteComment',
  summary: 'Delete a comment: your own, or any in a list of yours.',
  method: 'DELETE',
  resource: '/tasks/{taskId}/comments/{commentId}',
  scope: 'tasks/write',
  input: { path: commentPath },
  requestHeaders: ['If-Match'],
  answers: {
    204: { description: 'It is gone.' },
    ...problemAnswers(400, 403, 404, 412),
  },
};
