import { randomText, type Sources } from '../aws/sources.ts';
import type { Journal } from '../journal/journal.ts';
import { creationOrder, referencesOf } from './creation-order.ts';
import { type ReferencedValues, withReferences } from './dynamic-references.ts';
import { resolveIntrinsics } from './intrinsics.ts';
import { type LocalAddress, localOutput, withLocalAddresses } from './local-addresses.ts';
import { notedReason } from './noted-types.ts';
import { removalOrder } from './removal-order.ts';
import type {
  Json,
  JsonObject,
  ResourceProvider,
  ResourceRequest,
  ResourceState,
  UpdateOutcome,
} from './resource-provider.ts';
import { rollbackSteps } from './rollback-steps.ts';
import type { ResourceRecord, StackRecord } from './stack-record.ts';
import type { StackScope } from './stack-scope.ts';
import { type Template, TemplateError, type TemplateResource } from './template.ts';

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

export interface DeploymentTools {
  readonly sources: Sources;
  readonly journal: Journal;
  /** Who makes resources of a type; undefined when nobody does. */
  providerOf(type: string): ResourceProvider | undefined;
  readonly localAddress: LocalAddress;
  readonly values: ReferencedValues;
  /** Keeps the record; called after every change, so that a crash loses track of nothing. */
  save(record: StackRecord): Promise<void>;
}

/** The template's resources whose condition holds. */
export function wantedResources(template: Template, scope: StackScope): Record<string, TemplateResource> {
  return Object.fromEntries(
    Object.entries(template.resources).filter(
      ([, resource]) => resource.condition === undefined || scope.condition(resource.condition),
    ),
  );
}

/** A resource's properties, resolved, with local addresses. */
export function resolvedProperties(
  resource: TemplateResource,
  scope: StackScope,
  localAddress: LocalAddress,
): JsonObject {
  const resolved = resolveIntrinsics(resource.properties, scope) as JsonObject;
  return withLocalAddresses(resolved, localAddress);
}

/** One stack on its way from what is recorded to what its template says. */
export class StackDeployment {
  #record: StackRecord;
  readonly #template: Template;
  readonly #tools: DeploymentTools;

  constructor(record: StackRecord, template: Template, tools: DeploymentTools) {
    this.#record = record;
    this.#template = template;
    this.#tools = tools;
  }

  /** The stack as it is by now. */
  get record(): StackRecord {
    return this.#record;
  }

  /**
   * Creates, updates and replaces in dependency order, resolves the outputs, then removes what is no longer wanted,
   * users before what they use. `scope` reads this deployment's record.
   * Throws DeploymentError, TemplateError; the stack is then rolled back to what it was. When the process dies, what was
   * done until then is kept, and the next deployment goes on from there.
   */
  async run(scope: StackScope): Promise<DeploymentSummary> {
    const before = this.#record;
    const wanted = wantedResources(this.#template, scope);
    await this.#keep({});
    const summary = await this.#bringAll(wanted, scope).catch(async (error) => {
      await this.#rollBack(before);
      throw error;
    });
    return { ...summary, removed: await this.#removeAllBut(wanted) };
  }

  async #bringAll(
    wanted: Readonly<Record<string, TemplateResource>>,
    scope: StackScope,
  ): Promise<DeploymentSummary> {
    const summary = { created: 0, updated: 0, replaced: 0, removed: 0, unchanged: 0 };
    for (const logicalId of creationOrder(wanted)) {
      const resource = wanted[logicalId];
      if (resource === undefined || this.#isOnlyNoted(resource)) continue;
      const properties = resolvedProperties(resource, scope, this.#tools.localAddress);
      summary[await this.#bring(logicalId, resource, properties)] += 1;
    }
    await this.#keep(this.#outputs(scope));
    return summary;
  }

  /** As far as the providers can; what cannot be taken back stays as it is, and is told. */
  async #rollBack(before: StackRecord): Promise<void> {
    const { changeBack, remove } = rollbackSteps(before, this.#record);
    const stuck: ResourceRecord[] = [];
    for (const { was, is } of changeBack) {
      const back = await this.#changedBack(was, is);
      if (back === undefined) stuck.push(is);
    }
    for (const made of remove) {
      await this.#remove({ ...made, deletionPolicy: 'Delete' }).catch((error) =>
        this.#tellStuck(made, error),
      );
    }
    const { creating } = this.#record;
    const resources = Object.fromEntries(stuck.map((is) => [is.logicalId, is]));
    await this.#keep({ ...before, creating, resources: { ...before.resources, ...resources } });
    this.#tools.journal.write({
      source: 'cloudformation',
      outcome: 'notice',
      rule: 'rollback',
      text: `The stack ${before.stackName} was rolled back: ${changeBack.length - stuck.length} changed back, ${remove.length} removed.`,
    });
  }

  async #changedBack(was: ResourceRecord, is: ResourceRecord): Promise<ResourceState | undefined> {
    try {
      const outcome = await this.#update(was.properties, is);
      if (typeof outcome === 'object' && !('replacedBy' in outcome)) return outcome;
      this.#tellStuck(is, new Error('it can only be replaced.'));
    } catch (error) {
      this.#tellStuck(is, error);
    }
    return undefined;
  }

  #tellStuck({ logicalId, type }: ResourceRecord, error: unknown): void {
    this.#tools.journal.write({
      source: 'cloudformation',
      outcome: 'failed',
      rule: 'rollback',
      text: `${logicalId} (${type}) could not be rolled back: ${error instanceof Error ? error.message : String(error)}`,
    });
  }

  async #bring(
    logicalId: string,
    resource: TemplateResource,
    properties: JsonObject,
  ): Promise<'created' | 'updated' | 'replaced' | 'unchanged'> {
    const existing = this.#record.resources[logicalId];
    if (existing !== undefined && existing.type === resource.type) {
      if (existing.incomplete !== true && sameJson(existing.properties, properties)) return 'unchanged';
      const outcome = await attempt('update', logicalId, resource.type, () =>
        this.#update(properties, existing),
      );
      if (typeof outcome === 'object' && 'replacedBy' in outcome) {
        await this.#keepResource(logicalId, resource, properties, outcome.replacedBy, existing);
        return 'replaced';
      }
      if (outcome !== 'replace') {
        await this.#keepResource(logicalId, resource, properties, outcome);
        return 'updated';
      }
    }
    const state = await this.#create(logicalId, resource.type, properties);
    await this.#keepResource(logicalId, resource, properties, state, existing);
    return existing === undefined ? 'created' : 'replaced';
  }

  async #create(logicalId: string, type: string, properties: JsonObject): Promise<ResourceState> {
    const { creating } = this.#record;
    const creationToken = creating[logicalId] ?? randomText(this.#tools.sources, 12, TOKEN_ALPHABET);
    await this.#keep({ creating: { ...creating, [logicalId]: creationToken } });
    const request = this.#request(logicalId, properties, creationToken);
    return attempt('create', logicalId, type, () => this.#provider(type).create(request));
  }

  /** Changes a resource to these properties. */
  #update(properties: JsonObject, existing: ResourceRecord): Promise<UpdateOutcome> {
    const request = this.#request(existing.logicalId, properties);
    return this.#provider(existing.type).update(request, existing, this.#referenced(existing.properties));
  }

  #request(logicalId: string, properties: JsonObject, creationToken = ''): ResourceRequest {
    const { stackName, stackId } = this.#record;
    return { stackName, stackId, logicalId, creationToken, properties: this.#referenced(properties) };
  }

  async #keepResource(
    logicalId: string,
    resource: TemplateResource,
    properties: JsonObject,
    state: ResourceState,
    replaced?: ResourceRecord,
  ): Promise<void> {
    const { [logicalId]: _created, ...creating } = this.#record.creating;
    const kept: ResourceRecord = {
      logicalId,
      type: resource.type,
      properties,
      deletionPolicy: resource.deletionPolicy,
      references: [...resource.dependsOn, ...referencesOf(resource.properties)],
      physicalId: state.physicalId,
      attributes: state.attributes,
      ...(state.origin === undefined ? {} : { origin: state.origin }),
      ...(this.#lacksSomething(properties) ? { incomplete: true } : {}),
    };
    await this.#keep({
      creating,
      resources: { ...this.#record.resources, [logicalId]: kept },
      leftovers: replaced === undefined ? this.#record.leftovers : [...this.#record.leftovers, replaced],
    });
  }

  async #removeAllBut(wanted: Readonly<Record<string, TemplateResource>>): Promise<number> {
    const entries = Object.entries(this.#record.resources);
    const stays = entries.filter(([logicalId]) => wanted[logicalId] !== undefined);
    const gone = entries.filter(([logicalId]) => wanted[logicalId] === undefined);
    await this.#keep({
      resources: Object.fromEntries(stays),
      leftovers: [...this.#record.leftovers, ...gone.map(([, record]) => record)],
    });
    const leftovers = removalOrder(this.#record.leftovers);
    for (const leftover of leftovers) {
      await this.#remove(leftover);
      await this.#keep({ leftovers: this.#record.leftovers.filter((other) => other !== leftover) });
    }
    return leftovers.length;
  }

  async #remove(leftover: ResourceRecord): Promise<void> {
    const { logicalId, type, deletionPolicy, physicalId } = leftover;
    if (!deletionPolicy.startsWith('Retain')) {
      await attempt('delete', logicalId, type, () =>
        this.#provider(type).delete(leftover, this.#referenced(leftover.properties)),
      );
      return;
    }
    this.#tools.journal.write({
      source: 'cloudformation',
      outcome: 'notice',
      rule: `DeletionPolicy ${deletionPolicy}`,
      text: `${logicalId} (${type}) is no longer in the template; ${physicalId} is kept.`,
    });
  }

  #outputs(scope: StackScope): Pick<StackRecord, 'outputs' | 'values' | 'exports'> {
    const outputs: Record<string, string> = {};
    const values: Record<string, string> = {};
    const exports: Record<string, string> = {};
    for (const [name, output] of Object.entries(this.#template.outputs)) {
      if (output.condition !== undefined && !scope.condition(output.condition)) continue;
      const value = outputText(output.value, scope, name);
      values[name] = value;
      outputs[name] = localOutput(value, this.#tools.localAddress);
      // Who imports it may put it together with more before it becomes an address.
      if (output.exportName !== undefined) exports[outputText(output.exportName, scope, name)] = value;
    }
    return { outputs, values, exports };
  }

  #referenced(properties: JsonObject): JsonObject {
    const { values } = this.#tools;
    return withReferences(properties, { ...values, missing: () => {} });
  }

  /** Whether something that the properties refer to is missing, which is told. */
  #lacksSomething(properties: JsonObject): boolean {
    const { values } = this.#tools;
    let lacks = false;
    withReferences(properties, {
      ...values,
      missing(what, standIn) {
        lacks = true;
        values.missing(what, standIn);
      },
    });
    return lacks;
  }

  #isOnlyNoted({ type }: TemplateResource): boolean {
    return this.#tools.providerOf(type) === undefined && notedReason(type) !== undefined;
  }

  #provider(type: string): ResourceProvider {
    const provider = this.#tools.providerOf(type);
    if (provider === undefined) throw new DeploymentError(`The resource type ${type} is not supported.`);
    return provider;
  }

  async #keep(change: Partial<StackRecord>): Promise<void> {
    this.#record = { ...this.#record, ...change };
    await this.#tools.save(this.#record);
  }
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

function outputText(value: Json, scope: StackScope, name: string): string {
  const resolved = resolveIntrinsics(value, scope);
  if (typeof resolved === 'string' || typeof resolved === 'number' || typeof resolved === 'boolean') {
    return String(resolved);
  }
  throw new TemplateError(`The output ${name} is not a string.`);
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
