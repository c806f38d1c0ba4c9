export { createHandler, type HandlerOptions, type RequestLog } from './api/create-handler.ts';
export { dynamoTaskStore } from './tasks/dynamo-task-store.ts';
export { taskRoutes } from './tasks/task-routes.ts';
export type { TaskStore } from './tasks/task-store.ts';
export type { TaskTools } from './tasks/task-tools.ts';
