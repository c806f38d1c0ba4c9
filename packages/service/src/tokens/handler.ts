import type { ApiHandler } from '../api/create-handler.ts';
import { moduleHandler, moduleTools } from '../api/module-handler.ts';
import { SYSTEM_SOURCES } from '../sources.ts';
import { dynamoTokenStore } from './dynamo-token-store.ts';
import { tokenRoutes } from './token-routes.ts';

const tools = moduleTools('tokens');

/** The function of the module `tokens`. */
export const handler: ApiHandler = moduleHandler(
  tools,
  tokenRoutes({
    ...tools,
    bytes: SYSTEM_SOURCES.bytes,
    store: dynamoTokenStore(tools.client, tools.table),
  }),
);
