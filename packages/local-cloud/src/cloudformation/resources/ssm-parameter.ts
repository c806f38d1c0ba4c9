import { AwsError } from '../../aws/aws-error.ts';
import {
  checkParameterName,
  type ParameterRecord,
  type ParameterStore,
  withValue,
} from '../../ssm/parameter-store.ts';
import type { JsonObject, ResourceProvider, ResourceRequest, ResourceState } from '../resource-provider.ts';
import { generatedName } from './generated-name.ts';
import { requiredText, text, textMap } from './property-values.ts';

const LONGEST_NAME = 1011;

/** AWS::SSM::Parameter */
export function ssmParameterProvider(needs: {
  readonly parameters: ParameterStore;
  now(): number;
}): ResourceProvider {
  const { parameters } = needs;

  async function save(
    name: string,
    properties: JsonObject,
    before?: Partial<ParameterRecord>,
  ): Promise<ResourceState> {
    const description = text(properties, 'Description');
    const allowedPattern = text(properties, 'AllowedPattern');
    const type = requiredText(properties, 'Type') === 'StringList' ? 'StringList' : 'String';
    const value = requiredText(properties, 'Value');
    const settings: ParameterRecord = {
      ...{
        name,
        tier: text(properties, 'Tier') ?? 'Standard',
        dataType: text(properties, 'DataType') ?? 'text',
      },
      ...{ tags: textMap(properties, 'Tags'), versions: before?.versions ?? [] },
      ...(before?.creationToken === undefined ? {} : { creationToken: before.creationToken }),
      ...(description === undefined ? {} : { description }),
      ...(allowedPattern === undefined ? {} : { allowedPattern }),
    };
    const last = settings.versions.at(-1);
    const same = last?.value === value && last.type === type;
    const changed = {
      value,
      type,
      changedAt: needs.now(),
      changedBy: 'cloudformation.amazonaws.com',
    } as const;
    await parameters.put(same ? settings : withValue(settings, changed));
    return { physicalId: name, attributes: { Type: type, Value: value } };
  }

  return {
    type: 'AWS::SSM::Parameter',
    properties: {
      AllowedPattern: 'supported',
      DataType: {
        supportedWhen: (value) => value === 'text',
        otherwise: { refused: 'only text is emulated.' },
      },
      Description: 'supported',
      Name: 'supported',
      Policies: { refused: 'policies of parameters are not supported.' },
      Tags: 'supported',
      Tier: 'supported',
      Type: {
        supportedWhen: (value) => value === 'String' || value === 'StringList',
        otherwise: { refused: 'CloudFormation makes parameters of the types String and StringList only.' },
      },
      Value: 'supported',
    },
    async create(request: ResourceRequest) {
      const name = text(request.properties, 'Name') ?? generatedName(request, LONGEST_NAME);
      checkParameterName(name);
      const { creationToken } = request;
      const before = parameters.get(name);
      if (before !== undefined && before.creationToken !== creationToken) {
        throw new AwsError('ParameterAlreadyExists', `${name} already exists in the parameter store.`);
      }
      return save(name, request.properties, { ...before, creationToken });
    },
    async update({ properties }, { physicalId }, previous) {
      if (properties.Name !== previous.Name) return 'replace';
      return save(physicalId, properties, parameters.get(physicalId));
    },
    delete: ({ physicalId }) => parameters.delete(physicalId),
  };
}
