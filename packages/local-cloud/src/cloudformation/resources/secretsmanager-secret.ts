import { AwsError } from '../../aws/aws-error.ts';
import type { Sources } from '../../aws/sources.ts';
import { randomPassword } from '../../secretsmanager/random-password.ts';
import {
  checkSecretName,
  type SecretRecord,
  type SecretStore,
  withVersion,
} from '../../secretsmanager/secret-store.ts';
import type { JsonObject, ResourceProvider, ResourceRequest, ResourceState } from '../resource-provider.ts';
import { generatedName } from './generated-name.ts';
import { flag, listOf, numeric, object, objectOf, onlyMembers, text } from './property-values.ts';

const LONGEST_NAME = 512;
const GENERATE_MEMBERS = [
  'ExcludeCharacters',
  'ExcludeLowercase',
  'ExcludeNumbers',
  'ExcludePunctuation',
  'ExcludeUppercase',
  'GenerateStringKey',
  'IncludeSpace',
  'PasswordLength',
  'RequireEachIncludedType',
  'SecretStringTemplate',
];

/** AWS::SecretsManager::Secret */
export function secretProvider(needs: {
  readonly secrets: SecretStore;
  readonly sources: Sources;
}): ResourceProvider {
  const { secrets, sources } = needs;
  const state = ({ arn }: SecretRecord): ResourceState => ({ physicalId: arn, attributes: { Id: arn } });
  const settings = (properties: JsonObject): Pick<SecretRecord, 'description' | 'tags'> => {
    const description = text(properties, 'Description');
    const tags = listOf(properties.Tags).map((tag) => [
      String(objectOf(tag).Key),
      String(objectOf(tag).Value),
    ]);
    return { tags: Object.fromEntries(tags), ...(description === undefined ? {} : { description }) };
  };

  async function save(record: SecretRecord, value: string): Promise<ResourceState> {
    const version = { id: sources.uuid(), text: value, createdAt: sources.now() };
    await secrets.put(withVersion(record, version));
    return state(record);
  }

  return {
    type: 'AWS::SecretsManager::Secret',
    properties: {
      Description: 'supported',
      GenerateSecretString: 'supported',
      KmsKeyId: { noted: 'nothing is encrypted on the disk' },
      Name: 'supported',
      ReplicaRegions: { refused: 'there is only one region.' },
      SecretString: 'supported',
      Tags: 'supported',
    },
    check: ({ GenerateSecretString: generate }) =>
      onlyMembers(generate, 'GenerateSecretString', GENERATE_MEMBERS),

    async create(request: ResourceRequest) {
      const { properties, creationToken } = request;
      const name = text(properties, 'Name') ?? generatedName(request, LONGEST_NAME);
      checkSecretName(name);
      const existing = secrets.find(name);
      if (existing?.creationToken === creationToken) return state(existing);
      if (existing !== undefined) {
        throw new AwsError(
          'ResourceExistsException',
          `The operation failed because the secret ${name} already exists.`,
        );
      }
      const now = sources.now();
      const record: SecretRecord = {
        ...{ name, arn: secrets.newArn(name, creationToken), creationToken, versions: [] },
        ...{ createdAt: now, changedAt: now, ...settings(properties) },
      };
      return save(record, secretText(sources, properties));
    },

    async update({ properties }, { physicalId }, previous) {
      const record = secrets.find(physicalId);
      if (record === undefined || properties.Name !== previous.Name) return 'replace';
      const { description: _old, ...kept } = record;
      const changed = { ...kept, ...settings(properties) };
      const value = ['SecretString', 'GenerateSecretString'] as const;
      if (value.every((name) => JSON.stringify(properties[name]) === JSON.stringify(previous[name]))) {
        await secrets.put(changed);
        return state(changed);
      }
      return save(changed, secretText(sources, properties));
    },

    async delete({ physicalId }) {
      const record = secrets.find(physicalId);
      if (record !== undefined) await secrets.delete(record.name);
    },
  };
}

/** The given value, or a generated one; in a JSON template, where there is one. Throws AwsError. */
function secretText(sources: Sources, properties: JsonObject): string {
  const generate = object(properties, 'GenerateSecretString');
  if (generate === undefined) return text(properties, 'SecretString') ?? '';
  const excluded = (['lowercase', 'uppercase', 'numbers', 'punctuation'] as const).filter((kind) =>
    flag(generate, `Exclude${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`),
  );
  const password = randomPassword(sources, {
    ...{
      length: numeric(generate, 'PasswordLength'),
      excludeCharacters: text(generate, 'ExcludeCharacters'),
    },
    ...{ excluded, includeSpace: flag(generate, 'IncludeSpace') },
    requireEachIncludedType: text(generate, 'RequireEachIncludedType') !== 'false',
  });
  const template = text(generate, 'SecretStringTemplate');
  const key = text(generate, 'GenerateStringKey');
  if (template === undefined || key === undefined) return password;
  return JSON.stringify({ ...objectOf(JSON.parse(template)), [key]: password });
}
