import type { ApiHandler } from '../api/create-handler.ts';
import { moduleHandler, moduleTools } from '../api/module-handler.ts';
import { dynamoItemStore } from './dynamo-item-store.ts';
import { itemRoutes } from './item-routes.ts';

const tools = moduleTools('items');

/** The function of the module `items`. */
export const handler: ApiHandler = moduleHandler(
  tools,
  itemRoutes({ ...tools, store: dynamoItemStore(tools.client, tools.table) }),
);
