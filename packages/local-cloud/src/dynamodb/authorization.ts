import type { Caller, ConditionContext } from '../aws/aws-service.ts';
import { type Engine, findTable, type TableReference } from './engine.ts';
import { compiledPolicy, type ResourcePolicy } from './resource-policy.ts';
import { findStream } from './stream-reader.ts';

/**
 * Asks the policies of the caller and of the table, if it is there, about an action on it or on one of its indexes.
 * Throws AwsError AccessDeniedException. `action` has no prefix: `PutItem`.
 */
export function authorizeTable(
  engine: Engine,
  caller: Caller,
  action: string,
  table: TableReference,
  more: { readonly indexName?: string | undefined; readonly context?: ConditionContext } = {},
): void {
  const { indexName, context } = more;
  caller.authorize({
    action: `dynamodb:${action}`,
    resource: indexName === undefined ? table.arn : `${table.arn}/index/${indexName}`,
    ...(context && { context }),
    ...ownPolicy(table.arn, policyOfTable(engine, table)),
  });
}

/** The same about a table's stream. */
export function authorizeStream(engine: Engine, caller: Caller, action: string, arn: string): void {
  caller.authorize({
    action: `dynamodb:${action}`,
    resource: arn,
    ...ownPolicy(arn, findStream(engine, arn)?.stream.resourcePolicy),
  });
}

/** Every request asks, and hardly any table has one: whether the ARN is the table's is looked at only then. */
function policyOfTable(engine: Engine, table: TableReference): ResourcePolicy | undefined {
  const policy = engine.catalogue.get(table.name)?.definition.resourcePolicy;
  return policy !== undefined && findTable(engine, table) !== undefined ? policy : undefined;
}

function ownPolicy(
  arn: string,
  policy: ResourcePolicy | undefined,
): { readonly resourcePolicy?: ReturnType<typeof compiledPolicy> } {
  return policy === undefined ? {} : { resourcePolicy: compiledPolicy(arn, policy) };
}
