import type { ApiHandler } from '../api/create-handler.ts';
import { moduleHandler, moduleTools } from '../api/module-handler.ts';
import { dynamoTaskStore } from './dynamo-task-store.ts';
import { taskRoutes } from './task-routes.ts';

const tools = moduleTools('tasks');

/** The function of the module `tasks`. */
export const handler: ApiHandler = moduleHandler(
  tools,
  taskRoutes({ ...tools, store: dynamoTaskStore(tools.client, tools.table) }),
);
