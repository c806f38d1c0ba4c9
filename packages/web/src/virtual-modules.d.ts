declare module 'virtual:operation-table' {
  import type { Operation, OperationName } from '@taskyard/contract';

  /** The contract's table without its schemas; made when the application is built. */
  export const operationTable: Readonly<
    Record<OperationName, Pick<Operation, 'name' | 'module' | 'method' | 'resource' | 'scope' | 'mediaTypes'>>
  >;
}
