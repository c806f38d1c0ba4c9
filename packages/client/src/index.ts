export type { NewTask, Page, Problem, Task, TaskChange, TaskPriority, TaskStatus } from '@taskyard/contract';
export { taskPriorities, taskStatuses } from '@taskyard/contract';
export { type Answer, type Client, type ClientOptions, createClient, type OperationCalls } from './client.ts';
export { ProblemError } from './problem-error.ts';
export type { CallOptions } from './request.ts';
