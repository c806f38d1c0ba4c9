import { type Account, regionalArn } from '../aws/account.ts';
import type { Sources } from '../aws/sources.ts';
import type { Journal } from '../journal/journal.ts';
import { jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { creationOrder } from './creation-order.ts';
import type { LocalAddress } from './local-addresses.ts';
import { withoutProviderFunctions } from './native-custom-resources.ts';
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
import type { Template, TemplateResource } from './template.ts';

/** A stack as it shall be. */
export interface StackDefinition {
  readonly stackName: string;
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
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
}

const CUSTOM_TYPE = /^(?:Custom::.+|AWS::CloudFormation::CustomResource)$/;

export async function openStacks(needs: StacksNeeds): Promise<Stacks> {
  const { account, sources, journal, localAddress } = needs;
  const collection = jsonCollection<StackRecord>(needs.store);
  const records = new Map<string, StackRecord>();
  for await (const [stackName, record] of collection.list()) records.set(stackName, record);
  const providers = new Map(needs.providers.map((provider) => [provider.type, provider]));
  const tools: DeploymentTools = {
    sources,
    journal,
    localAddress,
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

  return {
    check: (definitions) =>
      definitions.flatMap(({ stackName, template: given, parameters }) => {
        const template = withoutProviderFunctions(given, (type) => providers.has(type));
        const scope = plannedScope({ account, template, parameters, record: records.get(stackName) });
        creationOrder(template.resources);
        return [
          ...macroFindings(stackName, template),
          ...Object.entries(wantedResources(template, scope)).flatMap(([logicalId, resource]) =>
            checkSupport(
              subjectOf(stackName, logicalId, resource),
              resolvedProperties(resource, scope, localAddress),
              tools.providerOf(resource.type),
            ),
          ),
        ];
      }),

    deploy: ({ stackName, template: given, parameters }) => {
      const template = withoutProviderFunctions(given, (type) => providers.has(type));
      const deployment = new StackDeployment(
        records.get(stackName) ?? emptyRecord(stackName),
        template,
        tools,
      );
      const scope = resourceScope({
        account,
        template,
        parameters,
        record: () => deployment.record,
        exports: exportsOfOthers(stackName),
      });
      return deployment.run(scope);
    },

    outputs: () =>
      Object.fromEntries([...records.values()].map(({ stackName, outputs }) => [stackName, { ...outputs }])),
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

/** Macros rewrite a template. SAM's is harmless where no resource of its types is there to rewrite. */
function macroFindings(stackName: string, template: Template): SupportFinding[] {
  const usesServerlessTypes = Object.values(template.resources).some(({ type }) =>
    type.startsWith('AWS::Serverless::'),
  );
  return template.transforms
    .filter((transform) => !transform.startsWith('AWS::Serverless') || usesServerlessTypes)
    .map((transform) => ({
      outcome: 'refused',
      stackName,
      logicalId: 'Transform',
      type: transform,
      reason: 'macros are not supported.',
    }));
}
