import * as items from './items/operations.ts';
import * as networks from './networks/operations.ts';
import * as notes from './notes/operations.ts';
import type { Operation } from './operation.ts';
import * as records from './records/operations.ts';
import * as tasks from './tasks/operations.ts';
import * as tokens from './tokens/operations.ts';

/** The table of operations of all modules, by name. A module joins with its own table here. */
export const operations: typeof tasks &
  typeof items &
  typeof notes &
  typeof records &
  typeof networks &
  typeof tokens = {
  ...tasks,
  ...items,
  ...notes,
  ...records,
  ...networks,
  ...tokens,
};

export type Operations = typeof operations;
export type OperationName = keyof Operations;

/** The same rows as a list. */
export const operationList: readonly Operation[] = Object.values(operations);

/** The operations that a personal access token may ask for. */
export const automationOperations: readonly Operation[] = operationList.filter(
  ({ peopleOnly }) => peopleOnly !== true,
);

/** The operations of one module. */
export function operationsOf(module: string): readonly Operation[] {
  return operationList.filter((operation) => operation.module === module);
}

/** The names of the modules, in the order of the table. */
export const moduleNames: readonly string[] = [...new Set(operationList.map(({ module }) => module))];
