import { type Account, regionalArn } from '../aws/account.ts';
import { randomText, type Sources } from '../aws/sources.ts';
import type { Journal } from '../journal/journal.ts';
import { jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { creationOrder, referencesOf } from './creation-order.ts';
import { resolveIntrinsics } from './intrinsics.ts';
import { type LocalAddress, withLocalAddresses } from './local-addresses.ts';
import { NOTED_TYPES } from './noted-types.ts';
import type { Json, JsonObject, ResourceProvider, ResourceState } from './resource-provider.ts';
import type { ResourceRecord, StackRecord } from './stack-record.ts';
import { plannedScope, resourceScope, type StackScope } from './stack-scope.ts';
import { checkSupport, type SupportFinding } from './support-check.ts';
import { type Template, TemplateError, type TemplateResource } from './template.ts';

/** A stack as it shall be. */
export interface StackDefinition {
  readonly stackName: string;
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A resource that could not be made, changed or removed. `cause` is the service's own error. */
export class DeploymentError extends Error {
  override name = 'DeploymentError';
}

/** How many resources a deployment made, changed, replaced, removed and left as they were. */
export interface DeploymentSummary {
  readonly created: number;
  readonly updated: number;
  readonly replaced: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** CloudFormation's stacks: what templates made, kept over restarts. */
export interface Stacks {
  /** What of these stacks does not work here. Makes nothing. Throws TemplateError. */
  check(definitions: readonly StackDefinition[]): SupportFinding[];
  /** Brings the stack to its definition: creates, updates, replaces and removes. Throws DeploymentError. */
  deploy(definition: StackDefinition): Promise<DeploymentSummary>;
  /** Outputs by stack, in the form of `cdk deploy --outputs-file`. */
  outputs(): Record<string, Record<string, string>>;
  records(): StackRecord[];
}

export async function openStacks(needs: {
  readonly account: Account;
  readonly sources: Sources;
  readonly journal: Journal;
  readonly store: OrderedStore;
  readonly providers: readonly ResourceProvider[];
  readonly localAddress: LocalAddress;
}): Promise<Stacks> {
  const { account, sources, journal } = needs;
  const collection = jsonCollection<StackRecord>(needs.store);
  const providers = new Map(needs.providers.map((provider) => [provider.type, provider]));
  const records = new Map<string, StackRecord>();
  for await (const [stackName, record] of collection.list()) records.set(stackName, record);

  const save = async (record: StackRecord): Promise<void> => {
    records.set(record.stackName, record);
    await collection.put(record.stackName, record);
  };

  const exports = (except?: string): Map<string, string> =>
    new Map(
      [...records.values()]
        .filter((record) => record.stackName !== except)
        .flatMap((record) => Object.entries(record.exports)),
    );

  const newRecord = (stackName: string): StackRecord => ({
    stackName,
    stackId: regionalArn(account, 'cloudformation', `stack/${stackName}/${sources.uuid()}`),
    resources: {},
    leftovers: [],
    creating: {},
    outputs: {},
    exports: {},
  });

  function wantedResources(template: Template, scope: StackScope): Record<string, TemplateResource> {
    return Object.fromEntries(
      Object.entries(template.resources).filter(
        ([, resource]) => resource.condition === undefined || scope.condition(resource.condition),
      ),
    );
  }

  function propertiesOf(resource: TemplateResource, scope: StackScope): JsonObject {
    const resolved = resolveIntrinsics(resource.properties, scope) as JsonObject;
    return withLocalAddresses(resolved, needs.localAddress);
  }

  function providerOf(type: string): ResourceProvider {
    const provider = providers.get(type);
    if (provider === undefined) throw new DeploymentError(`The resource type ${type} is not supported.`);
    return provider;
  }

  function check(definitions: readonly StackDefinition[]): SupportFinding[] {
    const findings: SupportFinding[] = [];
    for (const { stackName, template, parameters } of definitions) {
      for (const transform of template.transforms) {
        if (transform.startsWith('AWS::Serverless') && !usesServerlessTypes(template)) continue;
        findings.push({
          outcome: 'refused',
          stackName,
          logicalId: 'Transform',
          type: transform,
          reason: 'macros are not supported.',
        });
      }
      const scope = plannedScope({ account, template, parameters, record: records.get(stackName) });
      for (const [logicalId, resource] of Object.entries(wantedResources(template, scope))) {
        const subject = { stackName, logicalId, type: resource.type };
        findings.push(...checkSupport(subject, propertiesOf(resource, scope), providers));
      }
      creationOrder(template.resources);
    }
    return findings;
  }

  async function deploy({ stackName, template, parameters }: StackDefinition): Promise<DeploymentSummary> {
    let record = records.get(stackName) ?? newRecord(stackName);
    await save(record);
    const summary = { created: 0, updated: 0, replaced: 0, removed: 0, unchanged: 0 };
    const scope = resourceScope({
      account,
      template,
      parameters,
      record: () => record,
      exports: exports(stackName),
    });
    const wanted = wantedResources(template, scope);

    const createNew = async (logicalId: string, properties: JsonObject): Promise<ResourceState> => {
      const type = wanted[logicalId]?.type ?? '';
      const creationToken = record.creating[logicalId] ?? randomText(sources, 12, TOKEN_ALPHABET);
      record = { ...record, creating: { ...record.creating, [logicalId]: creationToken } };
      await save(record);
      const request = { stackName, stackId: record.stackId, logicalId, creationToken, properties };
      return await attempt('create', logicalId, type, () => providerOf(type).create(request));
    };

    const keep = async (
      logicalId: string,
      resource: TemplateResource,
      properties: JsonObject,
      state: ResourceState,
      leftover?: ResourceRecord,
    ): Promise<void> => {
      const { [logicalId]: _done, ...creating } = record.creating;
      record = {
        ...record,
        creating,
        leftovers: leftover === undefined ? record.leftovers : [...record.leftovers, leftover],
        resources: {
          ...record.resources,
          [logicalId]: {
            logicalId,
            type: resource.type,
            properties,
            deletionPolicy: resource.deletionPolicy,
            references: [...resource.dependsOn, ...referencesOf(resource.properties)],
            physicalId: state.physicalId,
            attributes: state.attributes,
          },
        },
      };
      await save(record);
    };

    for (const logicalId of creationOrder(wanted)) {
      const resource = wanted[logicalId];
      if (resource === undefined || (!providers.has(resource.type) && resource.type in NOTED_TYPES)) continue;
      const properties = propertiesOf(resource, scope);
      const existing = record.resources[logicalId];
      if (existing === undefined) {
        await keep(logicalId, resource, properties, await createNew(logicalId, properties));
        summary.created += 1;
      } else if (existing.type !== resource.type) {
        await keep(logicalId, resource, properties, await createNew(logicalId, properties), existing);
        summary.replaced += 1;
      } else if (sameJson(existing.properties, properties)) {
        summary.unchanged += 1;
      } else {
        const request = { stackName, stackId: record.stackId, logicalId, creationToken: '', properties };
        const outcome = await attempt('update', logicalId, resource.type, () =>
          providerOf(resource.type).update(request, existing, existing.properties),
        );
        if (outcome === 'replace') {
          await keep(logicalId, resource, properties, await createNew(logicalId, properties), existing);
          summary.replaced += 1;
        } else {
          await keep(logicalId, resource, properties, outcome);
          summary.updated += 1;
        }
      }
    }

    const gone = Object.values(record.resources).filter(({ logicalId }) => wanted[logicalId] === undefined);
    record = {
      ...record,
      resources: Object.fromEntries(
        Object.entries(record.resources).filter(([logicalId]) => wanted[logicalId] !== undefined),
      ),
      leftovers: [...record.leftovers, ...gone],
    };
    await save(record);
    for (const leftover of removalOrder(record.leftovers)) {
      await remove(leftover);
      record = { ...record, leftovers: record.leftovers.filter((other) => other !== leftover) };
      await save(record);
      summary.removed += 1;
    }
    record = { ...record, ...outputsOf(template, scope) };
    await save(record);
    return summary;
  }

  async function remove(leftover: ResourceRecord): Promise<void> {
    if (leftover.deletionPolicy.startsWith('Retain')) {
      journal.write({
        source: 'cloudformation',
        outcome: 'notice',
        rule: `DeletionPolicy ${leftover.deletionPolicy}`,
        text: `${leftover.logicalId} (${leftover.type}) left the template; ${leftover.physicalId} is kept.`,
      });
      return;
    }
    await attempt('delete', leftover.logicalId, leftover.type, () =>
      providerOf(leftover.type).delete(leftover, leftover.properties),
    );
  }

  function outputsOf(template: Template, scope: StackScope): Pick<StackRecord, 'outputs' | 'exports'> {
    const outputs: Record<string, string> = {};
    const exported: Record<string, string> = {};
    for (const [name, output] of Object.entries(template.outputs)) {
      if (output.condition !== undefined && !scope.condition(output.condition)) continue;
      const value = withLocalAddresses(outputText(output.value, scope, name), needs.localAddress);
      outputs[name] = value;
      if (output.exportName !== undefined) exported[outputText(output.exportName, scope, name)] = value;
    }
    return { outputs, exports: exported };
  }

  return {
    check,
    deploy,
    outputs: () =>
      Object.fromEntries([...records.values()].map(({ stackName, outputs }) => [stackName, { ...outputs }])),
    records: () => [...records.values()],
  };
}

const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

async function attempt<Result>(
  verb: 'create' | 'update' | 'delete',
  logicalId: string,
  type: string,
  action: () => Promise<Result>,
): Promise<Result> {
  try {
    return await action();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DeploymentError(`Could not ${verb} ${logicalId} (${type}): ${reason}`, { cause });
  }
}

/** Each resource before those it refers to. */
function removalOrder(leftovers: readonly ResourceRecord[]): ResourceRecord[] {
  const ordered: ResourceRecord[] = [];
  const visit = (record: ResourceRecord, path: readonly ResourceRecord[]): void => {
    if (ordered.includes(record) || path.includes(record)) return;
    for (const other of leftovers) {
      if (other.references.includes(record.logicalId)) visit(other, [...path, record]);
    }
    ordered.push(record);
  };
  for (const leftover of leftovers) visit(leftover, []);
  return ordered;
}

function outputText(value: Json, scope: StackScope, name: string): string {
  const resolved = resolveIntrinsics(value, scope);
  if (typeof resolved === 'string' || typeof resolved === 'number' || typeof resolved === 'boolean') {
    return String(resolved);
  }
  throw new TemplateError(`The output ${name} is not a string.`);
}

function usesServerlessTypes(template: Template): boolean {
  return Object.values(template.resources).some(({ type }) => type.startsWith('AWS::Serverless::'));
}

/** Equal without regard to the order of members. */
function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return left === right;
  }
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const leftEntries = Object.entries(left);
  return (
    leftEntries.length === Object.keys(right).length &&
    leftEntries.every(([name, value]) => sameJson(value, (right as JsonObject)[name]))
  );
}
