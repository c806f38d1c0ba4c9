import * as z from 'zod';
import { objectSchema, text } from '../schema.ts';

export interface NewComment {
  /** Markdown, 1 to 8192 characters. */
  readonly text: string;
}

export interface Comment extends NewComment {
  readonly id: string;
  /** The `sub` of the person who wrote it. */
  readonly authorId: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface CommentChange {
  readonly text?: string;
}

const content = text(1, 8192);

export const commentSchema: z.ZodType<Comment> = objectSchema<Comment>('Comment', {
  id: z.uuidv7(),
  text: content,
  authorId: z.string(),
  version: z.int().min(1),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export const newCommentSchema: z.ZodType<NewComment> = objectSchema<NewComment>('NewComment', {
  text: content,
});

export const commentChangeSchema: z.ZodType<CommentChange> = objectSchema<CommentChange>('CommentChange', {
  text: content.exactOptional(),
});
