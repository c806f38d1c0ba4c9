import { AwsError } from '../aws/aws-error.ts';
import type { Caller } from '../aws/aws-service.ts';
import type { CompiledPolicy } from '../iam/policy/compiled-policy.ts';
import { authorizeStream, authorizeTable } from './authorization.ts';
import { type Engine, requireTable, tableReference } from './engine.ts';
import { compileResourcePolicy, type ResourcePolicy } from './resource-policy.ts';
import { requireStream } from './stream-reader.ts';
import type { Table } from './table-catalogue.ts';
import type { TableDefinition } from './table-definition.ts';
import { changeDefinition } from './table-settings.ts';
import { validationError } from './validation-error.ts';

const TABLE_OR_STREAM = /^arn:[^:]+:dynamodb:[^:]+:\d+:table\/[a-zA-Z0-9_.-]{3,255}(\/stream\/[^/]+)?$/;

/** A table or a stream as something that may have a policy. */
export interface PolicyTarget {
  readonly arn: string;
  readonly table: Table;
  readonly ofStream: boolean;
}

/**
 * The table or stream that a request about its policy names. Throws AwsError ValidationException for what is neither's
 * ARN, AccessDeniedException when the caller may not, ResourceNotFoundException.
 */
export function policyTarget(engine: Engine, caller: Caller, action: string, arn: string): PolicyTarget {
  const match = TABLE_OR_STREAM.exec(arn);
  if (match === null) throw validationError(`Invalid ResourceArn provided as input ${arn}`);
  if (match[1] !== undefined) {
    authorizeStream(engine, caller, action, arn);
    return { arn, table: requireStream(engine, arn).table, ofStream: true };
  }
  const reference = tableReference(engine, arn);
  authorizeTable(engine, caller, action, reference);
  return { arn, table: requireTable(engine, reference), ofStream: false };
}

export function policyOf({ table: { definition }, ofStream }: PolicyTarget): ResourcePolicy | undefined {
  return (ofStream ? definition.stream : definition)?.resourcePolicy;
}

const NO_POLICY = 'NO_POLICY';

/** Throws AwsError PolicyNotFoundException unless the policy is of the revision that is expected, if any is. */
export function assertRevision(target: PolicyTarget, expected: string | undefined): void {
  const revision = policyOf(target)?.revisionId ?? NO_POLICY;
  if (expected !== undefined && expected !== revision) throw policyNotFound(target.arn);
}

export function policyNotFound(arn: string): AwsError {
  return new AwsError(
    'PolicyNotFoundException',
    `Resource-based policy not found for the provided ResourceArn: ${arn}`,
  );
}

/**
 * Gives the table or stream another policy, or none, and answers the revision. The same document again is no change.
 * Throws AwsError ValidationException for a policy that DynamoDB does not take, and what `check` throws, which
 * gets the policy.
 */
export async function setResourcePolicy(
  engine: Engine,
  target: PolicyTarget,
  document: string | undefined,
  check: (wanted: CompiledPolicy | undefined) => void = () => {},
): Promise<string | undefined> {
  const wanted = document === undefined ? undefined : compileResourcePolicy(target.arn, document);
  await changeDefinition(engine, target.table, (definition) => {
    check(wanted);
    if (policyOf(target)?.document === document) return definition;
    const policy = document === undefined ? undefined : newPolicy(document, engine.sources.now());
    return withPolicy(definition, target.ofStream, policy);
  });
  return policyOf(target)?.revisionId;
}

/** The policy that CreateTable gives a table. Throws AwsError ValidationException. */
export function firstPolicy(engine: Engine, arn: string, document: string): ResourcePolicy {
  compileResourcePolicy(arn, document);
  return newPolicy(document, engine.sources.now());
}

function newPolicy(document: string, now: number): ResourcePolicy {
  return { document, revisionId: String(now) };
}

function withPolicy(
  definition: TableDefinition,
  ofStream: boolean,
  resourcePolicy: ResourcePolicy | undefined,
): TableDefinition {
  const { stream } = definition;
  return ofStream && stream !== undefined
    ? { ...definition, stream: { ...stream, resourcePolicy } }
    : { ...definition, resourcePolicy };
}
