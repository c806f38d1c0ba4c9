declare module 'virtual:operation-table' {
  import type { OperationRow } from '@taskyard/client';
  import type { OperationName, Scope } from '@taskyard/contract';

  /** The contract's table without its schemas; made when the application is built. */
  export const operationTable: Readonly<Record<OperationName, OperationRow>>;

  /** Every scope that an operation asks for. */
  export const allScopes: readonly Scope[];
}
