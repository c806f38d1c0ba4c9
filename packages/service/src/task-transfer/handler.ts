import { Logger } from '@aws-lambda-powertools/logger';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { environmentVariable } from '../api/environment.ts';
import { createDynamoClient } from '../dynamo/dynamo-client.ts';
import { objectWriter } from '../s3/object-writer.ts';
import { bucketRequests } from '../s3/signed-requests.ts';
import { SYSTEM_SOURCES } from '../sources.ts';
import { followBatch } from '../task-stream/follow-batch.ts';
import { dynamoTaskTable } from '../tasks/dynamo-task-table.ts';
import { JOB_PREFIX } from '../tasks/transfer-item.ts';
import { runTransfer, type TransferJob } from './run-transfer.ts';

const client = createDynamoClient();
const log = new Logger({ serviceName: 'task-transfer' });
const requests = bucketRequests(client, 'TRANSFERS_BUCKET');
const tools = {
  table: dynamoTaskTable(client, environmentVariable('TABLE_NAME')),
  files: {
    write: (key: string) => objectWriter(requests, key),
    async read(key: string): Promise<string> {
      const response = await requests.send({ method: 'GET', key });
      if (!response.ok) throw new Error(`S3 answered ${response.status} to GET ${key}`);
      return response.text();
    },
  },
  now: SYSTEM_SOURCES.now,
};

/** Does the exports and imports that the stream of the tasks' table tells of. */
export async function handler(event: DynamoDBStreamEvent, context: Context): Promise<DynamoDBBatchResponse> {
  log.addContext(context);
  return followBatch(
    event,
    async (record) => {
      const job = jobOf(record);
      await runTransfer(tools, job);
      log.info('transferred', { ...job });
    },
    (record, error) => log.error('not transferred', { eventId: record.eventID, error: error as Error }),
  );
}

function jobOf({ dynamodb, eventID }: DynamoDBRecord): TransferJob {
  const [owner, sk] = [dynamodb?.Keys?.pk?.S, dynamodb?.Keys?.sk?.S];
  const [kind, id] = sk?.startsWith(JOB_PREFIX) ? sk.slice(JOB_PREFIX.length).split('#') : [];
  if (owner === undefined || id === undefined || (kind !== 'export' && kind !== 'import')) {
    throw new Error(`The record ${eventID} tells of no transfer`);
  }
  return { owner, kind, id };
}
