import { operations } from '@taskyard/contract';
import { type Client, type ClientOptions, createTableClient } from './table-client.ts';

/** A client of the API, derived from the contract's table. */
export function createClient(options: ClientOptions): Client {
  return createTableClient(operations, options);
}
