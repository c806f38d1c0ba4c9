import { randomUUID } from 'node:crypto';
import type { ApiHandler } from '../api/create-handler.ts';
import { moduleHandler, moduleTools } from '../api/module-handler.ts';
import { dynamoRecordStore } from './dynamo-record-store.ts';
import { recordRoutes } from './record-routes.ts';

const tools = moduleTools('records');

/** The function of the module `records`. */
export const handler: ApiHandler = moduleHandler(
  tools,
  recordRoutes({ ...tools, store: dynamoRecordStore(tools.client, tools.table, randomUUID()) }),
);
