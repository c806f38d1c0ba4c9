export { createHandler, type HandlerOptions, type RequestLog } from './api/create-handler.ts';
export { dynamoTaskTable } from './tasks/dynamo-task-table.ts';
export { taskRoutes } from './tasks/task-routes.ts';
export type { TaskTable } from './tasks/task-table.ts';
export type { TaskTools } from './tasks/task-tools.ts';
