export type * from '@taskyard/contract';
export { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, taskPriorities, taskStatuses } from '@taskyard/contract';
export { createClient } from './client.ts';
export { ProblemError } from './problem-error.ts';
export type { CallOptions, OperationRow } from './request.ts';
export {
  type Answer,
  type Client,
  type ClientOptions,
  createTableClient,
  type OperationCalls,
} from './table-client.ts';
