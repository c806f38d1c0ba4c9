import type { HistoryEntry } from '@taskyard/contract';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import type { Item } from '../dynamo/attributes.ts';
import type { Bucket } from '../s3/bucket.ts';
import { ATTACHMENT_PREFIX, attachmentObject, UPLOAD_PREFIX } from '../tasks/attachment-item.ts';
import { lastChangeOf, taskPartition } from '../tasks/history-item.ts';
import { purgeTask } from '../tasks/purge-task.ts';
import { GONE_PREFIX, TASK_PREFIX, TRASH_PREFIX } from '../tasks/task-item.ts';
import type { TaskTable } from '../tasks/task-table.ts';
import { keepEntry } from './keep-entry.ts';

export interface FollowTools {
  readonly table: TaskTable;
  readonly attachments: Pick<Bucket, 'remove'>;
}

/** What DynamoDB signs the removals with that its time to live makes. */
const TIME_TO_LIVE = 'dynamodb.amazonaws.com';

/**
 * Does what follows from one change of the tasks' table. The stream brings every change at least once, so each of these
 * may be done again.
 */
export async function followChange(
  { table, attachments }: FollowTools,
  record: DynamoDBRecord,
): Promise<void> {
  const { pk, sk } = keyOf(record);
  const expired = record.eventName === 'REMOVE' && record.userIdentity?.principalId === TIME_TO_LIVE;
  if (record.eventName !== 'REMOVE' && sk.startsWith(GONE_PREFIX)) {
    await purgeTask(table, pk, sk.slice(GONE_PREFIX.length));
  } else if (expired && sk.startsWith(TRASH_PREFIX)) {
    await purgeTask(table, pk, sk.slice(TRASH_PREFIX.length));
  } else if (record.eventName === 'REMOVE' && sk.startsWith(ATTACHMENT_PREFIX)) {
    await attachments.remove(objectIn(pk, sk.slice(ATTACHMENT_PREFIX.length)));
  } else if (expired && sk.startsWith(UPLOAD_PREFIX)) {
    // A completion that broke off has left a copy.
    await attachments.remove(objectIn(pk, sk.slice(UPLOAD_PREFIX.length)));
  } else if (sk.startsWith(TASK_PREFIX) || sk.startsWith(TRASH_PREFIX)) {
    const taskId = sk.slice(sk.indexOf('#') + 1);
    const entry = newEntry(record);
    if (entry !== undefined) await keepEntry(table, { owner: pk, taskId, entry });
  }
}

/** The entry about a change of a task; undefined when the record tells of something else, such as a new comment. */
function newEntry({ dynamodb }: DynamoDBRecord): HistoryEntry | undefined {
  const entry = entryIn(dynamodb?.NewImage);
  return entry?.id === entryIn(dynamodb?.OldImage)?.id ? undefined : entry;
}

function entryIn(image: Readonly<Record<string, AttributeValue>> | undefined): HistoryEntry | undefined {
  // Texts and maps are the same to a function as to the SDK.
  return image === undefined ? undefined : lastChangeOf(image as Item);
}

function objectIn(partition: string, attachmentId: string): string {
  return attachmentObject(partition.slice(taskPartition('').length), attachmentId);
}

function keyOf({ dynamodb, eventID }: DynamoDBRecord): { readonly pk: string; readonly sk: string } {
  const [pk, sk] = [dynamodb?.Keys?.pk?.S, dynamodb?.Keys?.sk?.S];
  if (pk === undefined || sk === undefined) throw new Error(`The record ${eventID} has no key of the table`);
  return { pk, sk };
}
