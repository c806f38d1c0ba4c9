import { type Account, regionalArn } from '../aws/account.ts';
import type { Sources } from '../aws/sources.ts';
import type { Journal } from '../journal/journal.ts';
import { jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { creationOrder } from './creation-order.ts';
import type { ReferencedValues } from './dynamic-references.ts';
import type { LocalAddress } from './local-addresses.ts';
import { withoutProviderFunctions } from './native-custom-resources.ts';
import {
  NESTED_STACK,
  type NestedTemplates,
  nestedParameters,
  nestedStackProvider,
  nestedTemplate,
  stackNameOf,
} from './nested-stacks.ts';
import type { ResourceProvider } from './resource-provider.ts';
import {
  type DeploymentSummary,
  type DeploymentTools,
  resolvedProperties,
  StackDeployment,
  wantedResources,
} from './stack-deployment.ts';
import type { StackRecord } from './stack-record.ts';
import { plannedScope, resourceScope } from './stack-scope.ts';
import { checkSupport, type SupportFinding } from './support-check.ts';
import { parseTemplate, type Template, type TemplateResource } from './template.ts';

/** A stack as it shall be. */
export interface StackDefinition {
  readonly stackName: string;
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
  readonly nested?: NestedTemplates;
  /** The stack that this one is nested in. */
  readonly parent?: string;
}

/** CloudFormation's stacks: what templates made, kept over restarts. */
export interface Stacks {
  /** What of these stacks does not work here. Makes nothing. Throws TemplateError. */
  check(definitions: readonly StackDefinition[]): SupportFinding[];
  /** Brings the stack to its definition. Throws DeploymentError, TemplateError. */
  deploy(definition: StackDefinition): Promise<DeploymentSummary>;
  /** Outputs by stack, in the form of `cdk deploy --outputs-file`. */
  outputs(): Record<string, Record<string, string>>;
  records(): StackRecord[];
}

export interface StacksNeeds {
  readonly account: Account;
  readonly sources: Sources;
  readonly journal: Journal;
  readonly store: OrderedStore;
  readonly providers: readonly ResourceProvider[];
  /** Makes resources of a type by the functions that the template names. */
  readonly customResource?: (type: string) => ResourceProvider;
  readonly localAddress: LocalAddress;
  /** What dynamic references refer to; without it stand-ins take their place. */
  readonly values?: Pick<ReferencedValues, 'parameter' | 'secret'>;
}

const NO_TEMPLATES: NestedTemplates = new Map();
const EMPTY_TEMPLATE = parseTemplate({}, 'empty');
/** How deep stacks may be nested: a template that holds itself would never end. */
const DEEPEST = 20;

const CUSTOM_TYPE = /^(?:Custom::.+|AWS::CloudFormation::CustomResource)$/;

export async function openStacks(needs: StacksNeeds): Promise<Stacks> {
  const { account, sources, journal, localAddress } = needs;
  const collection = jsonCollection<StackRecord>(needs.store);
  const records = new Map<string, StackRecord>();
  for await (const [stackName, record] of collection.list()) records.set(stackName, record);
  const values: ReferencedValues = {
    parameter: (selector) => needs.values?.parameter(selector),
    secret: (id, version) => needs.values?.secret(id, version),
    missing: (what, standIn) =>
      journal.write({
        source: 'cloudformation',
        outcome: 'notice',
        rule: 'dynamic reference',
        text: `There is no value for ${what}: ${standIn} stands in for it.`,
        hint: 'Put it through the SDK or the CLI while this cloud runs, then change what refers to it, or start again.',
      }),
  };
  /** Looking at a template says nothing of what is missing: another stack may make it first. */
  const plannedValues: ReferencedValues = { ...values, missing: () => {} };
  const providers = new Map(needs.providers.map((provider) => [provider.type, provider]));
  const tools: DeploymentTools = {
    sources,
    journal,
    localAddress,
    values,
    providerOf: (type) =>
      providers.get(type) ?? (CUSTOM_TYPE.test(type) ? needs.customResource?.(type) : undefined),
    save: async (record) => {
      records.set(record.stackName, record);
      await collection.put(record.stackName, record);
    },
  };

  const exportsOfOthers = (stackName: string): Map<string, string> =>
    new Map(
      [...records.values()]
        .filter((record) => record.stackName !== stackName)
        .flatMap((record) => Object.entries(record.exports)),
    );

  const emptyRecord = (stackName: string): StackRecord => ({
    stackName,
    stackId: regionalArn(account, 'cloudformation', `stack/${stackName}/${sources.uuid()}`),
    resources: {},
    leftovers: [],
    creating: {},
    outputs: {},
    exports: {},
  });

  const findingsOf = (definition: StackDefinition, path: readonly string[]): SupportFinding[] => {
    const { stackName, parameters, nested = NO_TEMPLATES } = definition;
    const template = withoutProviderFunctions(definition.template, (type) => providers.has(type));
    const scope = plannedScope({
      ...{ account, template, parameters, values: plannedValues },
      record: records.get(stackName),
    });
    const providerOf = withNested(definition);
    creationOrder(template.resources);
    return [
      ...macroFindings(stackName, template),
      ...Object.entries(wantedResources(template, scope)).flatMap(([logicalId, resource]) => {
        const properties = resolvedProperties(resource, scope, localAddress);
        const subject = subjectOf(stackName, logicalId, resource);
        const own = checkSupport(subject, properties, providerOf(resource.type));
        if (resource.type !== NESTED_STACK) return own;
        const inner = nestedTemplate(nested, properties);
        if (inner === undefined || path.length > DEEPEST) return [...own, missingTemplate(subject)];
        const existing = records.get(stackName)?.resources[logicalId]?.physicalId;
        const innerName = existing === undefined ? `${stackName}-${logicalId}` : stackNameOf(existing);
        const innerDefinition = { ...definition, stackName: innerName, template: inner };
        return [
          ...own,
          ...findingsOf({ ...innerDefinition, parameters: nestedParameters(properties) }, [
            ...path,
            stackName,
          ]),
        ];
      }),
    ];
  };

  /** Providers, with that of stacks inside of this one. */
  const withNested = ({ nested = NO_TEMPLATES }: StackDefinition): DeploymentTools['providerOf'] => {
    const provider = nestedStackProvider({
      ...{ templates: nested, deploy, remove },
      record: (stackName) => records.get(stackName),
    });
    return (type) => (type === NESTED_STACK ? provider : tools.providerOf(type));
  };

  const deploy = (definition: StackDefinition): Promise<DeploymentSummary> => {
    const { stackName, parameters, parent } = definition;
    const template = withoutProviderFunctions(definition.template, (type) => providers.has(type));
    const record = records.get(stackName) ?? emptyRecord(stackName);
    const deployment = new StackDeployment(parent === undefined ? record : { ...record, parent }, template, {
      ...tools,
      providerOf: withNested(definition),
    });
    const scope = resourceScope({
      account,
      template,
      parameters,
      values,
      record: () => deployment.record,
      exports: exportsOfOthers(stackName),
    });
    return deployment.run(scope);
  };

  async function remove(stackName: string): Promise<void> {
    if (!records.has(stackName)) return;
    await deploy({ stackName, template: EMPTY_TEMPLATE, parameters: {} });
    records.delete(stackName);
    await collection.delete(stackName);
  }

  return {
    check: (definitions) => definitions.flatMap((definition) => findingsOf(definition, [])),
    deploy,

    outputs: () =>
      Object.fromEntries(
        [...records.values()]
          .filter(({ parent }) => parent === undefined)
          .map(({ stackName, outputs }) => [stackName, { ...outputs }]),
      ),
    records: () => [...records.values()],
  };
}

function subjectOf(
  stackName: string,
  logicalId: string,
  { type, constructPath }: TemplateResource,
): Parameters<typeof checkSupport>[0] {
  return { stackName, logicalId, type, ...(constructPath === undefined ? {} : { constructPath }) };
}

function missingTemplate(subject: Parameters<typeof checkSupport>[0]): SupportFinding {
  return {
    ...subject,
    outcome: 'refused',
    property: 'TemplateURL',
    reason: 'the assembly holds no template of a nested stack under this key.',
  };
}

/**
 * Macros rewrite a template. SAM's is harmless where no resource of its types is there to rewrite, and the functions
 * of the language extensions are understood as they stand.
 */
function macroFindings(stackName: string, template: Template): SupportFinding[] {
  const usesServerlessTypes = Object.values(template.resources).some(({ type }) =>
    type.startsWith('AWS::Serverless::'),
  );
  return template.transforms
    .filter((transform) => transform !== 'AWS::LanguageExtensions')
    .filter((transform) => !transform.startsWith('AWS::Serverless') || usesServerlessTypes)
    .map((transform) => ({
      outcome: 'refused',
      stackName,
      logicalId: 'Transform',
      type: transform,
      reason: transform.startsWith('AWS::Serverless')
        ? 'SAM templates are not transformed here: this takes what cdk synth writes.'
        : 'macros are not supported.',
    }));
}
