import * as about from './about/operations.ts';
import * as items from './items/operations.ts';
import * as networks from './networks/operations.ts';
import * as notes from './notes/operations.ts';
import type { Operation, Scope } from './operation.ts';
import * as records from './records/operations.ts';
import * as tasks from './tasks/operations.ts';
import * as tokens from './tokens/operations.ts';

/** The table of operations of all modules, by name. A module joins with its own table here. */
export const operations: typeof tasks &
  typeof items &
  typeof notes &
  typeof records &
  typeof networks &
  typeof tokens &
  typeof about = {
  ...tasks,
  ...items,
  ...notes,
  ...records,
  ...networks,
  ...tokens,
  ...about,
};

export type Operations = typeof operations;
export type OperationName = keyof Operations;

/** The same rows as a list. */
export const operationList: readonly Operation[] = Object.values(operations);

/** The operations that a personal access token may ask for. */
export const automationOperations: readonly Operation[] = operationList.filter(
  ({ peopleOnly }) => peopleOnly !== true,
);

/** Every scope of the API, in the order of the table. */
export const allScopes: readonly Scope[] = [
  ...new Set(operationList.flatMap(({ scope }) => (scope === 'any' || scope === 'none' ? [] : [scope]))),
];

/** The scopes of which a token needs one to ask for an operation; none where no token is needed. */
export function scopesOf({ scope }: Pick<Operation, 'scope'>): readonly Scope[] {
  if (scope === 'none') return [];
  return scope === 'any' ? allScopes : [scope];
}

/** The operations of one module. */
export function operationsOf(module: string): readonly Operation[] {
  return operationList.filter((operation) => operation.module === module);
}

/** The names of the modules, in the order of the table. */
export const moduleNames: readonly string[] = [...new Set(operationList.map(({ module }) => module))];
