export * from './open-api.ts';
export * from './operation.ts';
export * from './operations.ts';
export * from './page.ts';
export * from './problem.ts';
export type { ListTasksQuery, TaskPath } from './tasks/operations.ts';
export * as tasks from './tasks/operations.ts';
export * from './tasks/task.ts';
