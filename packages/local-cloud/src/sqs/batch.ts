import { AwsError } from '../aws/aws-error.ts';
import type { SqsInput } from './sqs-input.ts';

const MOST_ENTRIES = 10;

/** What a batch answers: an entry each, by the ids that the caller gave. */
export interface BatchResult {
  readonly Successful: object[];
  readonly Failed: object[];
}

/** Does each entry of a batch by itself; what one of them does wrong fails only that one. */
export async function inBatch(
  input: SqsInput,
  one: (entry: SqsInput) => Promise<object>,
): Promise<BatchResult> {
  const entries = input.inputs('Entries');
  checkEntries(entries);
  const result: BatchResult = { Successful: [], Failed: [] };
  for (const entry of entries) {
    const Id = entry.text('Id');
    try {
      result.Successful.push({ Id, ...(await one(entry)) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      result.Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return result;
}

function checkEntries(entries: readonly SqsInput[]): void {
  if (entries.length === 0) {
    throw new AwsError(
      'EmptyBatchRequest',
      'There should be at least one SendMessageBatchRequestEntry in the request.',
    );
  }
  if (entries.length > MOST_ENTRIES) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MOST_ENTRIES}. You have sent ${entries.length}.`,
    );
  }
  const ids = new Set<string>();
  for (const entry of entries) {
    const id = entry.text('Id');
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(id)) {
      throw new AwsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    }
    if (ids.has(id)) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
    ids.add(id);
  }
}
