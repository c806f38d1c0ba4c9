import type { Json, JsonObject, ResourceProvider, ResourceState } from './resource-provider.ts';
import type { DeploymentSummary } from './stack-deployment.ts';
import type { StackRecord } from './stack-record.ts';
import type { StackDefinition } from './stacks.ts';
import type { Template } from './template.ts';

export const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** The templates of nested stacks, by the keys of the objects that hold them. */
export type NestedTemplates = ReadonlyMap<string, Template>;

/** The template that a nested stack is made of; undefined when the assembly has none at that URL. */
export function nestedTemplate(templates: NestedTemplates, properties: JsonObject): Template | undefined {
  return templates.get(
    String(properties.TemplateURL ?? '')
      .split('/')
      .at(-1) ?? '',
  );
}

/** Values of parameters as CloudFormation passes them on: lists as one text. */
export function nestedParameters(properties: JsonObject): Record<string, string> {
  const given = properties.Parameters;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {};
  return Object.fromEntries(
    Object.entries(given).map(([name, value]: [string, Json]) => [
      name,
      Array.isArray(value) ? value.map(String).join(',') : String(value),
    ]),
  );
}

/** The name of the stack with that ARN. */
export function stackNameOf(stackId: string): string {
  return stackId.split('/').at(1) ?? '';
}

/** AWS::CloudFormation::Stack: a stack of its own, deployed and removed with the one that declares it. */
export function nestedStackProvider(needs: {
  readonly templates: NestedTemplates;
  deploy(definition: StackDefinition): Promise<DeploymentSummary>;
  remove(stackName: string): Promise<void>;
  record(stackName: string): StackRecord | undefined;
}): ResourceProvider {
  const { templates } = needs;

  async function bring(stackName: string, properties: JsonObject, parent: string): Promise<ResourceState> {
    const template = nestedTemplate(templates, properties);
    if (template === undefined) throw new Error(`There is no template at ${String(properties.TemplateURL)}.`);
    await needs.deploy({
      stackName,
      template,
      parent,
      parameters: nestedParameters(properties),
      nested: templates,
    });
    const { stackId = '', values = {} } = needs.record(stackName) ?? {};
    const outputs = Object.entries(values).map(([name, value]) => [`Outputs.${name}`, value]);
    return { physicalId: stackId, attributes: Object.fromEntries(outputs) };
  }

  return {
    type: NESTED_STACK,
    properties: {
      Parameters: 'supported',
      TemplateURL: 'supported',
      NotificationARNs: { noted: 'nobody is told of the progress of a stack' },
      Tags: { noted: 'stacks have no tags here' },
      TimeoutInMinutes: { noted: 'a stack has all the time it needs' },
    },
    create: ({ stackName, logicalId, creationToken, properties }) =>
      bring(`${stackName}-${logicalId}-${creationToken}`, properties, stackName),
    update: ({ stackName, properties }, { physicalId }) =>
      bring(stackNameOf(physicalId), properties, stackName),
    delete: ({ physicalId }) => needs.remove(stackNameOf(physicalId)),
  };
}
