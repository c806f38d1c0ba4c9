import { MAX_ATTACHED_BYTES } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import { numberAttribute } from '../dynamo/attributes.ts';
import type { TableKey, TaskTable, Write } from './task-table.ts';

function usageKey(owner: string): TableKey {
  return { pk: `usage#${owner}`, sk: 'attachments' };
}

/**
 * Adds up what the attachments in one person's lists take: gives the write that goes with an attachment which comes
 * (`bytes` above zero) or goes (below). Throws a 409 problem when there is no room.
 */
export async function countBytes(table: TaskTable, owner: string, bytes: number): Promise<Write> {
  const { pk, sk } = usageKey(owner);
  const item = await table.get({ pk, sk });
  const used = (item === undefined ? 0 : numberAttribute(item, 'bytes')) + bytes;
  if (bytes > 0 && used > MAX_ATTACHED_BYTES) {
    throw new ApiProblem('in-the-way', {
      detail: `Attachments may take ${MAX_ATTACHED_BYTES} bytes in all lists of their owner together`,
    });
  }
  const version = item === undefined ? 0 : numberAttribute(item, 'version');
  return {
    put: {
      pk: { S: pk },
      sk: { S: sk },
      bytes: { N: String(Math.max(0, used)) },
      version: { N: String(version + 1) },
    },
    when: item === undefined ? 'absent' : { version },
  };
}
