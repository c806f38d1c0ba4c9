import { CORS_MEMBERS } from '../../apigatewayv2/http-api-model.ts';
import type { Account } from '../../aws/account.ts';
import { functionNotFound, parseFunctionReference } from '../../lambda/function-name.ts';
import { functionArn } from '../../lambda/function-record.ts';
import type { FunctionStore } from '../../lambda/function-store.ts';
import {
  type FunctionUrl,
  functionUrlId,
  functionUrlText,
  withUrl,
} from '../../lambda/function-url/function-url.ts';
import { checkUrlQualifier, urlSettings } from '../../lambda/function-url/url-settings.ts';
import type { JsonObject, ResourceProvider, ResourceState } from '../resource-provider.ts';
import { onlyMembers } from './property-values.ts';

/** AWS::Lambda::Url */
export function lambdaUrlProvider(needs: {
  readonly account: Account;
  readonly functions: FunctionStore;
  readonly now: () => number;
}): ResourceProvider {
  const { account, functions } = needs;
  const placeOf = ({ TargetFunctionArn: target, Qualifier: given }: JsonObject) =>
    parseFunctionReference(account, String(target), given === undefined ? undefined : String(given));

  async function put(properties: JsonObject): Promise<ResourceState> {
    const reference = placeOf(properties);
    const { name, qualifier = '' } = reference;
    const record = functions.get(name);
    if (record === undefined) throw functionNotFound(account, reference);
    checkUrlQualifier(account, record, qualifier);
    const now = needs.now();
    const url: FunctionUrl = {
      id: functionUrlId(account, name, qualifier),
      createdAt: record.urls?.[qualifier]?.createdAt ?? now,
      changedAt: now,
      ...urlSettings(properties),
    };
    await functions.put(withUrl(record, qualifier, url));
    const arn = functionArn(account, name, qualifier === '' ? undefined : qualifier);
    return {
      physicalId: arn,
      attributes: { FunctionArn: arn, FunctionUrl: functionUrlText(account, url.id) },
    };
  }

  return {
    type: 'AWS::Lambda::Url',
    properties: {
      AuthType: 'supported',
      Cors: 'supported',
      InvokeMode: {
        supportedWhen: (value) => value === 'BUFFERED',
        otherwise: { refused: 'answers are not streamed here.' },
      },
      Qualifier: 'supported',
      TargetFunctionArn: 'supported',
    },
    check: ({ Cors }) => onlyMembers(Cors, 'Cors', CORS_MEMBERS),
    create: ({ properties }) => put(properties),
    async update({ properties }, _state, before) {
      const fixed = ['TargetFunctionArn', 'Qualifier'];
      return fixed.some((name) => properties[name] !== before[name]) ? 'replace' : put(properties);
    },
    async delete(_state, properties) {
      const { name, qualifier = '' } = placeOf(properties);
      const record = functions.get(name);
      if (record !== undefined) await functions.put(withUrl(record, qualifier, undefined));
    },
  };
}
