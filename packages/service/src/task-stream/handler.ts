import { Logger } from '@aws-lambda-powertools/logger';
import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { environmentVariable } from '../api/environment.ts';
import { createDynamoClient } from '../dynamo/dynamo-client.ts';
import { signedBucket } from '../s3/signed-bucket.ts';
import { bucketRequests } from '../s3/signed-requests.ts';
import { SYSTEM_SOURCES } from '../sources.ts';
import { dynamoTaskTable } from '../tasks/dynamo-task-table.ts';
import { followBatch } from './follow-batch.ts';
import { followChange } from './follow-change.ts';

const client = createDynamoClient();
const log = new Logger({ serviceName: 'task-stream' });
const tools = {
  table: dynamoTaskTable(client, environmentVariable('TABLE_NAME')),
  attachments: signedBucket(bucketRequests(client, 'ATTACHMENTS_BUCKET'), SYSTEM_SOURCES.now),
};

/** Follows the stream of the tasks' table. */
export async function handler(event: DynamoDBStreamEvent, context: Context): Promise<DynamoDBBatchResponse> {
  log.addContext(context);
  const answer = await followBatch(
    event,
    (record) => followChange(tools, record),
    ({ eventID, dynamodb }, error) => {
      // Enough to find the item by, should the record be given up in the end.
      const { pk, sk } = dynamodb?.Keys ?? {};
      log.error('not followed', { eventId: eventID, pk: pk?.S, sk: sk?.S, error: error as Error });
    },
  );
  log.info('followed', { records: event.Records.length, failed: answer.batchItemFailures.length });
  return answer;
}
