import { AwsError } from '../../aws/aws-error.ts';
import type { AttributeValue } from '../attribute-value.ts';
import type { ReturnOnFailure } from '../item-shapes.ts';
import type { Table } from '../table-catalogue.ts';
import { type CancellationReason, cancelled, NO_REASON } from '../transaction.ts';
import type { ParsedAction } from '../transaction-write.ts';
import { validationError } from '../validation-error.ts';
import type { ExistsStatement } from './statement.ts';
import { readStatement, type SelectStatement, type Statement } from './statement.ts';
import { actionOf, type WriteStatement } from './write-action.ts';

/** A statement of a transaction, as the request has it. */
export interface StatementInput {
  readonly text: string;
  readonly parameters: readonly AttributeValue[];
  readonly onFailure: ReturnOnFailure | undefined;
}

/** Either reads or writes: no transaction has both. */
export type TransactionStatements =
  | { readonly kind: 'reads'; readonly statements: readonly SelectStatement[] }
  | { readonly kind: 'writes'; readonly statements: readonly (WriteStatement | ExistsStatement)[] };

/** Reads the statements of a transaction. Throws AwsError ValidationException, which names the first wrong one. */
export function readTransaction(inputs: readonly StatementInput[]): TransactionStatements {
  const reads: SelectStatement[] = [];
  const writes: (WriteStatement | ExistsStatement)[] = [];
  for (const [at, { text, parameters }] of inputs.entries()) {
    inStatement(at, () => {
      const statement = readStatement(text, parameters);
      refuseInTransaction(statement);
      if (statement.kind === 'select') reads.push(statement);
      else writes.push(statement);
      if (reads.length > 0 && writes.length > 0) {
        throw validationError('Unsupported operation in transaction.');
      }
    });
  }
  return writes.length > 0 ? { kind: 'writes', statements: writes } : { kind: 'reads', statements: reads };
}

/** The tables of the statements. Throws AwsError TransactionCanceledException when one does not exist. */
export function transactionTables(found: readonly (Table | undefined)[]): Table[] {
  const tables = found.filter((table) => table !== undefined);
  if (tables.length === found.length) return tables;
  const missing: CancellationReason = {
    Code: 'ResourceNotFound',
    Message: 'Requested resource not found',
  };
  throw cancelled(found.map((table) => (table === undefined ? missing : NO_REASON)));
}

/**
 * The native actions of a transaction's writes. A write that names no one item becomes an action without a
 * key, which the transaction then gives as its reason.
 */
export function transactionActions(
  statements: readonly (WriteStatement | ExistsStatement)[],
  tables: readonly Table[],
  inputs: readonly StatementInput[],
): ParsedAction[] {
  return statements.flatMap((statement, at): ParsedAction[] => {
    const table = tables[at];
    if (table === undefined) return [];
    const { keys } = table.definition;
    const onFailure = inputs[at]?.onFailure;
    if (statement.kind === 'exists') return [inStatement(at, () => actionOf(statement, keys, onFailure))];
    try {
      return [actionOf(statement, keys, onFailure)];
    } catch (error) {
      if (statement.kind === 'insert' || !isValidation(error)) throw error;
      const tableName = statement.source.table;
      return [{ kind: 'ConditionCheck', tableName, item: {}, condition: undefined, onFailure }];
    }
  });
}

/** An INSERT whose condition failed met an item that is there already. */
export function withDuplicates(
  error: unknown,
  statements: readonly (WriteStatement | ExistsStatement)[],
): unknown {
  if (!(error instanceof AwsError) || error.code !== 'TransactionCanceledException') return error;
  const { CancellationReasons: given } = error.members;
  if (!Array.isArray(given)) return error;
  const reasons: CancellationReason[] = given;
  return cancelled(
    reasons.map((reason, at) =>
      reason.Code === 'ConditionalCheckFailed' && statements[at]?.kind === 'insert'
        ? { ...reason, Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' }
        : reason,
    ),
  );
}

/** Puts the statement's number before what is wrong with it. */
export function inStatement<T>(at: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw isValidation(error)
      ? validationError(`Validation failed in TransactStatements[${at}]: ${error.message}`)
      : error;
  }
}

function isValidation(error: unknown): error is AwsError {
  return error instanceof AwsError && error.code === 'ValidationException';
}

function refuseInTransaction(statement: Statement): void {
  if ((statement.kind === 'update' || statement.kind === 'delete') && statement.returning !== undefined) {
    throw validationError('RETURNING clause is not supported in ExecuteTransaction.');
  }
  if (statement.source.index === undefined) return;
  throw validationError(
    statement.kind === 'select'
      ? 'Reads on indices are not supported within transactions.'
      : 'Operations on indices are not supported in transactions',
  );
}
