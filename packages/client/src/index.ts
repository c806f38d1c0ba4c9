export type * from '@taskyard/contract';
export { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, taskPriorities, taskStatuses } from '@taskyard/contract';
export { type Answer, type Client, type ClientOptions, createClient, type OperationCalls } from './client.ts';
export { ProblemError } from './problem-error.ts';
export type { CallOptions } from './request.ts';
