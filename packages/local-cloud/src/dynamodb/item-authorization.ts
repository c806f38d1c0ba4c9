import type { Caller } from '../aws/aws-service.ts';
import type { AttributeValue } from './attribute-value.ts';
import { authorizeTable } from './authorization.ts';
import type { ReturnConsumedCapacity } from './capacity.ts';
import type { Engine, TableReference } from './engine.ts';

/** What a request wants of items, as IAM's condition keys tell it. */
export interface ItemAccess {
  /** Without the service's prefix: `PutItem`. */
  readonly action: string;
  readonly table: TableReference;
  readonly indexName?: string | undefined;
  /** The partition keys of the items, as far as the request names them. */
  readonly leadingKeys?: readonly (AttributeValue | undefined)[] | undefined;
  /** The names of the top-level attributes that are named; undefined when the request names none. */
  readonly attributes?: Iterable<string> | undefined;
  readonly select?: string | undefined;
  /** Whether a PartiQL statement reads all of a table or an index. */
  readonly fullTableScan?: boolean | undefined;
  readonly returnValues?: string | undefined;
  readonly returnConsumedCapacity?: ReturnConsumedCapacity | undefined;
  /** The operation that carries this one: `TransactWriteItems`. */
  readonly enclosing?: string;
}

/**
 * Asks whether the caller may. Throws AwsError AccessDeniedException.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function authorizeItems(engine: Engine, caller: Caller, access: ItemAccess): void {
  const { table, indexName } = access;
  const context: Record<string, string | readonly string[]> = {};
  const keys = access.leadingKeys?.map(keyText).filter((key) => key !== undefined);
  if (keys !== undefined && keys.length > 0) context['dynamodb:LeadingKeys'] = keys;
  if (access.attributes !== undefined) context['dynamodb:Attributes'] = [...new Set(access.attributes)];
  if (access.select !== undefined) context['dynamodb:Select'] = access.select;
  if (access.fullTableScan !== undefined) context['dynamodb:FullTableScan'] = String(access.fullTableScan);
  if (access.returnValues !== undefined) context['dynamodb:ReturnValues'] = access.returnValues;
  if (access.returnConsumedCapacity !== undefined) {
    context['dynamodb:ReturnConsumedCapacity'] = access.returnConsumedCapacity;
  }
  if (access.enclosing !== undefined) context['dynamodb:EnclosingOperation'] = access.enclosing;
  authorizeTable(engine, caller, access.action, table, { indexName, context });
}

/**
 * Parses, then authorizes with what was parsed. A request that is refused for its caller is refused for
 * that alone, also when its expressions are wrong.
 */
export function parseAuthorized<T>(parse: () => T, authorize: (parsed: T | undefined) => void): T {
  let parsed: T;
  try {
    parsed = parse();
  } catch (error) {
    authorize(undefined);
    throw error;
  }
  authorize(parsed);
  return parsed;
}

function keyText(value: AttributeValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  return 'B' in value ? value.B : undefined;
}
