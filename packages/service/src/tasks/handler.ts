import { Logger } from '@aws-lambda-powertools/logger';
import { type ApiHandler, createHandler } from '../api/create-handler.ts';
import { environmentVariable } from '../api/environment.ts';
import { createDynamoClient } from '../dynamo/dynamo-client.ts';
import { storedPageTokenKey } from '../dynamo/stored-page-token-key.ts';
import { createPageTokens } from '../paging/page-tokens.ts';
import { SYSTEM_SOURCES } from '../sources.ts';
import { createUuidV7 } from '../uuid-v7.ts';
import { dynamoTaskStore } from './dynamo-task-store.ts';
import { taskRoutes } from './task-routes.ts';

const client = createDynamoClient();
const table = environmentVariable('TABLE_NAME');

/** The function of the module `tasks`. */
export const handler: ApiHandler = createHandler({
  routes: taskRoutes({
    store: dynamoTaskStore(client, table),
    pageTokens: createPageTokens(storedPageTokenKey(client, table, SYSTEM_SOURCES)),
    now: SYSTEM_SOURCES.now,
    newId: createUuidV7(SYSTEM_SOURCES),
  }),
  allowedOrigin: environmentVariable('ALLOWED_ORIGIN'),
  log: new Logger({ serviceName: 'tasks' }),
  now: () => performance.now(),
});
