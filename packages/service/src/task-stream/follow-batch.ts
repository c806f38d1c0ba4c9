import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';

/** How many records of a batch are under way at once. */
const AT_ONCE = 10;

/** Follows each record of a batch; names those that failed, so that Lambda goes on from the first of them. */
export async function followBatch(
  { Records }: DynamoDBStreamEvent,
  follow: (record: DynamoDBRecord) => Promise<void>,
  failed: (record: DynamoDBRecord, error: unknown) => void,
): Promise<DynamoDBBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (let at = 0; at < Records.length; at += AT_ONCE) {
    await Promise.all(
      Records.slice(at, at + AT_ONCE).map((record) =>
        follow(record).catch((error: unknown) => {
          failed(record, error);
          batchItemFailures.push({ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' });
        }),
      ),
    );
  }
  return { batchItemFailures };
}
