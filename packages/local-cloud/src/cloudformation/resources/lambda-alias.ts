import type { Account } from '../../aws/account.ts';
import { aliasRouting, checkAliasName, checkVersion, withoutAlias } from '../../lambda/alias-settings.ts';
import { functionNotFound, parseFunctionReference } from '../../lambda/function-name.ts';
import { type Alias, functionArn } from '../../lambda/function-record.ts';
import type { FunctionStore } from '../../lambda/function-store.ts';
import {
  type Json,
  type JsonObject,
  type ResourceProvider,
  UnsupportedPropertyError,
} from '../resource-provider.ts';

/** AWS::Lambda::Alias */
export function lambdaAliasProvider(needs: {
  readonly account: Account;
  readonly functions: FunctionStore;
  readonly newId: () => string;
}): ResourceProvider {
  const { account, functions } = needs;

  async function put(properties: JsonObject): Promise<string> {
    const reference = parseFunctionReference(account, String(properties.FunctionName));
    const name = String(properties.Name);
    const record = functions.get(reference.name);
    if (record === undefined) throw functionNotFound(account, reference);
    checkAliasName(name);
    const version = versionNumber(properties.FunctionVersion);
    checkVersion(account, record, version);
    const weights = weightsOf(properties.RoutingConfig).map(
      (one) => [versionNumber(one.FunctionVersion), Number(one.FunctionWeight)] as const,
    );
    const alias: Alias = {
      version,
      description: properties.Description === undefined ? '' : String(properties.Description),
      revisionId: needs.newId(),
      ...aliasRouting(account, record, version, Object.fromEntries(weights)),
    };
    await functions.put({ ...record, aliases: { ...record.aliases, [name]: alias } });
    return functionArn(account, record.name, name);
  }

  return {
    type: 'AWS::Lambda::Alias',
    properties: {
      Description: 'supported',
      FunctionName: 'supported',
      FunctionVersion: 'supported',
      Name: 'supported',
      ProvisionedConcurrencyConfig: { noted: 'environments are made as they are needed' },
      RoutingConfig: 'supported',
    },
    check(properties) {
      const weights = weightsOf(properties.RoutingConfig);
      if (weights.length > 1) {
        throw new UnsupportedPropertyError(
          'RoutingConfig.AdditionalVersionWeights',
          'an alias divides its requests between two versions at most.',
        );
      }
    },
    async create({ properties }) {
      const arn = await put(properties);
      return { physicalId: arn, attributes: { AliasArn: arn } };
    },
    async update({ properties }, state, before) {
      if (properties.Name !== before.Name || properties.FunctionName !== before.FunctionName)
        return 'replace';
      await put(properties);
      return state;
    },
    async delete({ physicalId }) {
      const { name, qualifier = '' } = parseFunctionReference(account, physicalId);
      const record = functions.get(name);
      if (record?.aliases[qualifier] === undefined) return;
      await functions.put(withoutAlias(record, qualifier));
    },
  };
}

/** `3` of `3` or of a version's ARN. */
function versionNumber(value: Json | undefined): string {
  return String(value).split(':').at(-1) ?? '';
}

function weightsOf(config: Json | undefined): readonly JsonObject[] {
  const weights =
    typeof config === 'object' && config !== null && 'AdditionalVersionWeights' in config
      ? config.AdditionalVersionWeights
      : [];
  return Array.isArray(weights) ? weights : [];
}
