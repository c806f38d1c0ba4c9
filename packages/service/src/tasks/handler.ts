import { randomBytes } from 'node:crypto';
import type { ApiHandler } from '../api/create-handler.ts';
import { moduleHandler, moduleTools } from '../api/module-handler.ts';
import { signedBucket } from '../s3/signed-bucket.ts';
import { bucketRequests } from '../s3/signed-requests.ts';
import { dynamoTaskTable } from './dynamo-task-table.ts';
import { taskRoutes } from './task-routes.ts';

const tools = moduleTools('tasks');

/** The function of the module `tasks`. */
export const handler: ApiHandler = moduleHandler(
  tools,
  taskRoutes({
    ...tools,
    table: dynamoTaskTable(tools.client, tools.table),
    attachments: signedBucket(bucketRequests(tools.client, 'ATTACHMENTS_BUCKET'), tools.now),
    transfers: signedBucket(bucketRequests(tools.client, 'TRANSFERS_BUCKET'), tools.now),
    newSecret: () => randomBytes(32).toString('base64url'),
  }),
);
