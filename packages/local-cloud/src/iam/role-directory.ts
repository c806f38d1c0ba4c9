import { AwsError } from '../aws/aws-error.ts';
import type { Json } from '../cloudformation/resource-provider.ts';
import type { Journal } from '../journal/journal.ts';
import { jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { awsManagedPolicy } from './aws-managed-policies.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { type CompiledPolicy, compilePolicy } from './policy/compiled-policy.ts';
import { explainMalformedPolicy } from './policy/malformed-policy.ts';
import { checkManagedPolicySize, checkRolePolicySizes } from './policy-sizes.ts';

/** A role as it is kept. Policy documents are kept as they were given. */
export interface RoleRecord {
  readonly name: string;
  /** Begins with AROA. */
  readonly id: string;
  readonly arn: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly description: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly trustPolicy: Json;
  /** Inline policies by name. */
  readonly inline: Readonly<Record<string, Json>>;
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
  readonly boundary?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Names the creation, so that it can be tried again. */
  readonly creationToken: string;
}

/** A managed policy of this account. */
export interface ManagedPolicyRecord {
  readonly name: string;
  /** Begins with ANPA. */
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly description: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly document: Json;
  readonly creationToken: string;
}

/** A role with its policies compiled. */
export interface Role {
  readonly record: RoleRecord;
  readonly trust: CompiledPolicy;
  readonly identity: readonly CompiledPolicy[];
  readonly boundary: readonly CompiledPolicy[] | undefined;
}

/**
 * The roles and managed policies of the account. They are few and asked for with every call, so all of
 * them are in memory; a change is durable before it takes effect, and takes effect at once.
 */
export interface RoleDirectory {
  role(name: string): Role | undefined;
  /** By ARN. The path in it must be the role's own. */
  roleOf(arn: string): Role | undefined;
  roles(): readonly Role[];
  /** Throws AwsError: EntityAlreadyExists, MalformedPolicyDocument, NoSuchEntity for an unknown policy. */
  createRole(record: RoleRecord): Promise<void>;
  /** Throws AwsError NoSuchEntity when the role is not there. */
  changeRole(name: string, change: (record: RoleRecord) => RoleRecord): Promise<void>;
  /** Does nothing when the role is not there. */
  deleteRole(name: string): Promise<void>;
  managedPolicy(arn: string): ManagedPolicyRecord | undefined;
  /** Makes the policy, or changes it for every role that has it. */
  putManagedPolicy(record: ManagedPolicyRecord): Promise<void>;
  deleteManagedPolicy(arn: string): Promise<void>;
}

const NOBODY: CompiledPolicy = { name: 'nobody', kind: 'trust', allows: [], denies: [] };

export async function openRoleDirectory(store: OrderedStore, journal: Journal): Promise<RoleDirectory> {
  const roleDocuments = jsonCollection<RoleRecord>(store.namespace('roles'));
  const policyDocuments = jsonCollection<ManagedPolicyRecord>(store.namespace('policies'));
  const managed = new Map<
    string,
    { readonly record: ManagedPolicyRecord; readonly policy: CompiledPolicy }
  >();
  const roles = new Map<string, Role>();

  const policyOf = (arn: string): CompiledPolicy => {
    const policy = managed.get(arn)?.policy ?? awsManagedPolicy(arn);
    if (policy !== undefined) return policy;
    throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  };
  const compileRole = (record: RoleRecord): Role => ({
    record,
    trust: compilePolicy(record.trustPolicy, 'trust', `trust policy of ${record.name}`),
    identity: [
      ...Object.entries(record.inline).map(([name, document]) => compilePolicy(document, 'identity', name)),
      ...record.attached.map(policyOf),
    ],
    boundary: record.boundary === undefined ? undefined : [policyOf(record.boundary)],
  });

  // A policy that an earlier version kept and this one does not take: with only some of its policies a
  // role could do more than it should, so it may do nothing until it is deployed again.
  const notTaken = (subject: string, error: unknown): void => {
    if (!(error instanceof AwsError)) throw error;
    journal.write({
      source: 'iam',
      outcome: 'failed',
      rule: subject,
      text: explainMalformedPolicy(error),
      hint: `What has the ${subject} may do nothing until it is deployed again.`,
    });
  };
  for await (const [arn, record] of policyDocuments.list()) {
    try {
      managed.set(arn, { record, policy: compilePolicy(record.document, 'identity', arn) });
    } catch (error) {
      notTaken(`policy ${arn}`, error);
    }
  }
  for await (const [name, record] of roleDocuments.list()) {
    try {
      roles.set(name, compileRole(record));
    } catch (error) {
      notTaken(`role ${name}`, error);
      roles.set(name, { record, trust: NOBODY, identity: [], boundary: undefined });
    }
  }

  const inTurn = oneAtATime();
  const keepRole = async (record: RoleRecord): Promise<void> => {
    checkRolePolicySizes(record);
    const role = compileRole(record);
    await roleDocuments.put(record.name, record);
    roles.set(record.name, role);
  };

  return {
    role: (name) => roles.get(name),
    roleOf: (arn) => {
      const role = roles.get(arn.slice(arn.lastIndexOf('/') + 1));
      return role?.record.arn === arn ? role : undefined;
    },
    roles: () => [...roles.values()],
    createRole: (record) =>
      inTurn(async () => {
        const existing = roles.get(record.name);
        if (existing !== undefined && existing.record.creationToken !== record.creationToken) {
          throw new AwsError('EntityAlreadyExists', `Role with name ${record.name} already exists.`, 409);
        }
        await keepRole(existing === undefined ? record : { ...record, id: existing.record.id });
      }),
    changeRole: (name, change) =>
      inTurn(async () => {
        const role = roles.get(name);
        if (role === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`);
        await keepRole(change(role.record));
      }),
    deleteRole: (name) =>
      inTurn(async () => {
        await roleDocuments.delete(name);
        roles.delete(name);
      }),
    managedPolicy: (arn) => managed.get(arn)?.record,
    putManagedPolicy: (record) =>
      inTurn(async () => {
        const existing = managed.get(record.arn);
        if (existing !== undefined && existing.record.creationToken !== record.creationToken) {
          throw new AwsError('EntityAlreadyExists', `A policy called ${record.name} already exists.`, 409);
        }
        checkManagedPolicySize(record);
        const policy = compilePolicy(record.document, 'identity', record.arn);
        await policyDocuments.put(record.arn, record);
        managed.set(record.arn, { record, policy });
        for (const { record: holder } of roles.values()) {
          if (holder.attached.includes(record.arn) || holder.boundary === record.arn) {
            roles.set(holder.name, compileRole(holder));
          }
        }
      }),
    deleteManagedPolicy: (arn) =>
      inTurn(async () => {
        for (const { record } of roles.values()) {
          if (record.attached.includes(arn) || record.boundary === arn) {
            throw new AwsError('DeleteConflict', 'Cannot delete a policy attached to entities.', 409);
          }
        }
        await policyDocuments.delete(arn);
        managed.delete(arn);
      }),
  };
}

function noSuchEntity(text: string): AwsError {
  return new AwsError('NoSuchEntity', text, 404);
}
