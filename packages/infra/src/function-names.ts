import { moduleNames } from '@taskyard/contract';

/** The contract's one module without a table: what the API tells of itself and of the caller. */
export const ABOUT = 'about';

/** The authorizer of the automation API. */
export const TOKEN_AUTHORIZER = 'token-authorizer';

/** The daily summary of records. */
export const RECORD_SUMMARY = 'record-summary';

/** What follows from changes of the tasks' table. */
export const TASK_STREAM = 'task-stream';

/** Exports and imports of tasks. */
export const TASK_TRANSFER = 'task-transfer';

/** Every function: one a module, and those that stand beside them. Each has a handler in the service's folder of its name. */
export const functionNames: readonly string[] = [
  ...moduleNames,
  TOKEN_AUTHORIZER,
  RECORD_SUMMARY,
  TASK_STREAM,
  TASK_TRANSFER,
];
