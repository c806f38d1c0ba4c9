import type { ApiHandler } from '../api/create-handler.ts';
import { moduleHandler, moduleTools } from '../api/module-handler.ts';
import { dynamoNoteStore } from './dynamo-note-store.ts';
import { noteRoutes } from './note-routes.ts';

const tools = moduleTools('notes');

/** The function of the module `notes`. */
export const handler: ApiHandler = moduleHandler(
  tools,
  noteRoutes({ ...tools, store: dynamoNoteStore(tools.client, tools.table) }),
);
