import { AwsError } from '../aws/aws-error.ts';
import { type Engine, tableArn } from './engine.ts';
import { newOnDemandLimits } from './on-demand-limits.ts';
import { firstPolicy } from './policy-target.ts';
import type { Table } from './table-catalogue.ts';
import type { EncryptionDefinition, TableDefinition } from './table-definition.ts';
import type {
  EncryptionInput,
  OnDemandInput,
  StreamInput,
  TableClass,
  TagInput,
  WarmInput,
} from './table-shapes.ts';
import { checkStream, checkTableSpec, type TableSpec, warmThroughputOf } from './table-spec.ts';
import { withTags } from './tags.ts';
import { invalidParameter, validationError } from './validation-error.ts';

/** All that CreateTable asks for. */
export interface TableInput extends TableSpec {
  readonly TableName: string;
  readonly OnDemandThroughput?: OnDemandInput;
  readonly WarmThroughput?: WarmInput;
  readonly StreamSpecification?: StreamInput;
  readonly SSESpecification?: EncryptionInput;
  readonly Tags?: readonly TagInput[];
  readonly TableClass?: TableClass;
  readonly DeletionProtectionEnabled?: boolean;
  readonly ResourcePolicy?: string;
}

/** Makes a table; `creationToken` is kept with it, for who asks again after a crash. Throws AwsError ValidationException or ResourceInUseException. */
export async function createTable(engine: Engine, input: TableInput, creationToken?: string): Promise<Table> {
  const { attributes, keys, indexes, throughput } = checkTableSpec(input);
  const onDemandLimits = newOnDemandLimits(
    input.OnDemandThroughput,
    input.BillingMode ?? 'PROVISIONED',
    'table',
  );
  const now = engine.sources.now();
  const stream = input.StreamSpecification && checkStream(input.StreamSpecification, now, indexes.length + 1);
  if (engine.catalogue.get(input.TableName) !== undefined) {
    throw new AwsError('ResourceInUseException', `Table already exists: ${input.TableName}`);
  }
  const encryption = encryptionOf(engine, input.SSESpecification);
  const tags = withTags({}, input.Tags ?? []);
  const policy = input.ResourcePolicy;
  const resourcePolicy = policy && firstPolicy(engine, tableArn(engine, input.TableName), policy);
  return engine.catalogue.add(
    (number): TableDefinition => ({
      name: input.TableName,
      id: engine.sources.uuid(),
      number,
      createdAt: now,
      attributes,
      keys,
      indexes,
      ...(throughput && { throughput }),
      ...(onDemandLimits && { onDemandLimits }),
      ...(input.WarmThroughput && { warmThroughput: warmThroughputOf(input.WarmThroughput) }),
      ...(throughput === undefined && { onDemandSince: now }),
      tableClass: input.TableClass ?? 'STANDARD',
      deletionProtected: input.DeletionProtectionEnabled ?? false,
      ...(encryption && { encryption }),
      ...(stream && { stream }),
      tags,
      ...(resourcePolicy && { resourcePolicy }),
      nextNumber: indexes.length + 2,
      ...(creationToken !== undefined && { creationToken }),
    }),
  );
}

/** Removes a table and all that is in it. Throws AwsError ValidationException when it is protected. */
export function deleteTable(engine: Engine, table: Table): Promise<void> {
  return table.gate.alone(async () => {
    if (table.definition.deletionProtected) {
      throw validationError(
        'Resource cannot be deleted as it is currently protected against deletion. ' +
          'Disable deletion protection first.',
      );
    }
    if (!table.deleted) await engine.catalogue.remove(table);
  });
}

/** Items lie unencrypted on this machine; the table says of its key what it would say on AWS. */
export function encryptionOf(
  engine: Engine,
  input: EncryptionInput | undefined,
): EncryptionDefinition | undefined {
  if (input?.Enabled !== true) {
    if (input?.KMSMasterKeyId === undefined) return undefined;
    throw invalidParameter('KMSMasterKeyId can not be specified when SSE is not enabled');
  }
  const keyId = input.KMSMasterKeyId ?? 'alias/aws/dynamodb';
  if (keyId.startsWith('arn:')) return { keyArn: keyId };
  const resource = keyId.startsWith('alias/') ? keyId : `key/${keyId}`;
  return { keyArn: tableArn(engine, '').replace(':dynamodb:', ':kms:').replace('table/', resource) };
}
