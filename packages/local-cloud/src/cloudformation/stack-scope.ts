import { type Account, regionalArn } from '../aws/account.ts';
import { parameterValue, type ReferencedValues } from './dynamic-references.ts';
import { evaluateCondition, type IntrinsicScope, NO_VALUE } from './intrinsics.ts';
import { type NotedResource, notedResource } from './noted-types.ts';
import type { Json, JsonObject } from './resource-provider.ts';
import type { StackRecord } from './stack-record.ts';
import { type Template, TemplateError } from './template.ts';

/** A stack's parameters, pseudo parameters, conditions, mappings and resources. */
export type StackScope = IntrinsicScope;

interface ScopeNeeds {
  readonly account: Account;
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
  /** What parameters of the parameter store are worth. */
  readonly values: ReferencedValues;
}

/** The scope of a stack that is being deployed: `record` gives its resources as they are by now. */
export function resourceScope(
  needs: ScopeNeeds & { readonly record: () => StackRecord; readonly exports: ReadonlyMap<string, string> },
): StackScope {
  const recorded = (logicalId: string): StackRecord['resources'][string] | undefined =>
    needs.record().resources[logicalId];
  const leftOut = (logicalId: string): NotedResource => {
    const declared = needs.template.resources[logicalId];
    const noted = declared && notedResource(needs.account, needs.record().stackId, logicalId, declared);
    if (noted === undefined) throw new TemplateError(`Nothing named ${logicalId} is in the stack.`);
    return noted;
  };
  return makeScope(needs, {
    stackName: needs.record().stackName,
    stackId: needs.record().stackId,
    physicalId: (logicalId) => (recorded(logicalId) ?? leftOut(logicalId)).physicalId,
    attribute: (logicalId, attribute) => {
      const resource = recorded(logicalId);
      if (resource === undefined) return leftOut(logicalId).attribute(attribute);
      const value = resource.attributes[attribute];
      if (value === undefined)
        throw new TemplateError(`${logicalId} (${resource.type}) has no attribute ${attribute}.`);
      return value;
    },
    importValue: (name) => {
      const value = needs.exports.get(name);
      if (value === undefined) throw new TemplateError(`No export named ${name} found.`);
      return value;
    },
  });
}

/**
 * The scope of a stack that is only looked at: what its resources will be called is not known yet, so
 * a placeholder stands for each that does not exist.
 */
export function plannedScope(needs: ScopeNeeds & { readonly record: StackRecord | undefined }): StackScope {
  const { account, record, template } = needs;
  // Templates cut ARNs and URLs into pieces, so what will be one must have the pieces.
  const placeholder = (name: string, resource: string, service = 'unknown'): string => {
    if (/Arn/.test(name)) return regionalArn(account, service, resource);
    return /(?:Endpoint|URL|Url)$/.test(name) ? `https://${resource}` : resource;
  };
  const declared = (logicalId: string): void => {
    if (template.resources[logicalId] === undefined) {
      throw new TemplateError(`Unresolved reference: nothing is named ${logicalId} in the template.`);
    }
  };
  return makeScope(needs, {
    stackName: record?.stackName ?? 'stack',
    stackId:
      record?.stackId ??
      regionalArn(account, 'cloudformation', 'stack/stack/00000000-0000-0000-0000-000000000000'),
    physicalId: (logicalId) => {
      declared(logicalId);
      return record?.resources[logicalId]?.physicalId ?? logicalId;
    },
    attribute: (logicalId, attribute) => {
      declared(logicalId);
      const known = record?.resources[logicalId]?.attributes[attribute];
      return known ?? placeholder(attribute, `${logicalId}.${attribute}`, serviceOf(template, logicalId));
    },
    importValue: (name) => placeholder(name, name),
  });
}

/** The service that is named in the ARNs of a resource, for one that has ARNs of its own service. */
function serviceOf(template: Template, logicalId: string): string | undefined {
  const [vendor, service] = template.resources[logicalId]?.type.split('::') ?? [];
  return vendor === 'AWS' && service !== 'CloudFormation' ? service?.toLowerCase() : undefined;
}

function makeScope(
  { account, template, parameters, values }: ScopeNeeds,
  stack: {
    readonly stackName: string;
    readonly stackId: string;
    physicalId(logicalId: string): string;
    attribute(logicalId: string, attribute: string): string;
    importValue(exportName: string): string;
  },
): StackScope {
  const pseudo: Readonly<Record<string, Json>> = {
    'AWS::AccountId': account.accountId,
    'AWS::Region': account.region,
    'AWS::Partition': account.partition,
    'AWS::URLSuffix': account.urlSuffix,
    'AWS::StackName': stack.stackName,
    'AWS::StackId': stack.stackId,
    'AWS::NotificationARNs': [],
  };
  const evaluating = new Set<string>();
  const scope: StackScope = {
    ref(name) {
      if (name === 'AWS::NoValue') return NO_VALUE;
      if (Object.hasOwn(pseudo, name)) return pseudo[name] as Json;
      const parameter = template.parameters[name];
      if (parameter === undefined) return stack.physicalId(name);
      const given = parameters[name] ?? parameter.default;
      const stored = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(parameter.type)?.[1];
      const value = given !== undefined && stored !== undefined ? parameterValue(given, values) : given;
      if (value === undefined) throw new TemplateError(`Parameters: [${name}] must have values`);
      const type = stored ?? parameter.type;
      return type === 'CommaDelimitedList' || type.startsWith('List<')
        ? value.split(',').map((part) => part.trim())
        : value;
    },
    attribute: stack.attribute,
    condition(name) {
      const expression = template.conditions[name];
      if (expression === undefined) throw new TemplateError(`Unresolved condition: ${name}`);
      if (evaluating.has(name)) throw new TemplateError(`Circular dependency between conditions: ${name}`);
      evaluating.add(name);
      try {
        return evaluateCondition(expression, scope);
      } finally {
        evaluating.delete(name);
      }
    },
    mapping: (map, first, second) => {
      const level = (template.mappings[map] as JsonObject | undefined)?.[first] as JsonObject | undefined;
      return level?.[second];
    },
    importValue: stack.importValue,
    availabilityZones: (region) =>
      ['a', 'b', 'c'].map((letter) => `${region === '' ? account.region : region}${letter}`),
  };
  return scope;
}
