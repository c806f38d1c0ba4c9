import type { Comment } from '@taskyard/contract';
import { type Item, numberAttribute, textAttribute } from '../dynamo/attributes.ts';
import { taskPartition } from './history-item.ts';
import type { TableKey } from './task-table.ts';

export const COMMENT_PREFIX: string = 'comment#';

export function commentKey(taskId: string, id: string): TableKey {
  return { pk: taskPartition(taskId), sk: `${COMMENT_PREFIX}${id}` };
}

export function commentItem(taskId: string, comment: Comment): Item {
  const { pk, sk } = commentKey(taskId, comment.id);
  return {
    pk: { S: pk },
    sk: { S: sk },
    text: { S: comment.text },
    authorId: { S: comment.authorId },
    version: { N: String(comment.version) },
    createdAt: { S: comment.createdAt },
    updatedAt: { S: comment.updatedAt },
  };
}

export function commentOf(item: Item): Comment {
  return {
    id: textAttribute(item, 'sk').slice(COMMENT_PREFIX.length),
    text: textAttribute(item, 'text'),
    authorId: textAttribute(item, 'authorId'),
    version: numberAttribute(item, 'version'),
    createdAt: textAttribute(item, 'createdAt'),
    updatedAt: textAttribute(item, 'updatedAt'),
  };
}
