import type { Account } from '../../aws/account.ts';
import { configQualifier } from '../../lambda/event-invoke-settings.ts';
import { functionNotFound, parseFunctionReference } from '../../lambda/function-name.ts';
import type { EventInvokeConfig } from '../../lambda/function-record.ts';
import type { FunctionStore } from '../../lambda/function-store.ts';
import {
  type Json,
  type JsonObject,
  type ResourceProvider,
  UnsupportedPropertyError,
} from '../resource-provider.ts';

/** AWS::Lambda::EventInvokeConfig */
export function lambdaEventInvokeConfigProvider(needs: {
  readonly account: Account;
  readonly functions: FunctionStore;
  readonly now: () => number;
}): ResourceProvider {
  const { account, functions } = needs;

  async function put(properties: JsonObject, config: EventInvokeConfig | undefined): Promise<void> {
    const { name } = parseFunctionReference(account, String(properties.FunctionName));
    const record = functions.get(name);
    if (record === undefined) {
      if (config === undefined) return;
      throw functionNotFound(account, { name });
    }
    const qualifier = qualifierOf(properties);
    const { [qualifier]: _before, ...others } = record.eventInvokeConfigs;
    await functions.put({
      ...record,
      eventInvokeConfigs: config === undefined ? others : { ...others, [qualifier]: config },
    });
  }

  return {
    type: 'AWS::Lambda::EventInvokeConfig',
    properties: {
      DestinationConfig: 'supported',
      FunctionName: 'supported',
      MaximumEventAgeInSeconds: 'supported',
      MaximumRetryAttempts: 'supported',
      Qualifier: 'supported',
    },
    check({ DestinationConfig }) {
      for (const member of ['OnSuccess', 'OnFailure']) {
        const arn = destination(DestinationConfig, member);
        // A placeholder stands where the destination's ARN is not known yet.
        if (arn?.startsWith('arn:') && !['lambda', 'sqs', 'unknown'].includes(arn.split(':')[2] ?? '')) {
          throw new UnsupportedPropertyError(
            `DestinationConfig.${member}.Destination`,
            'only functions and queues are supported as destinations.',
          );
        }
      }
    },
    async create({ properties, creationToken }) {
      await put(properties, configOf(properties, needs.now()));
      return { physicalId: creationToken, attributes: {} };
    },
    async update({ properties }, state, before) {
      if (
        properties.FunctionName !== before.FunctionName ||
        qualifierOf(properties) !== qualifierOf(before)
      ) {
        return 'replace';
      }
      await put(properties, configOf(properties, needs.now()));
      return state;
    },
    delete: async (_state, properties) => put(properties, undefined),
  };
}

function qualifierOf({ Qualifier }: JsonObject): string {
  return configQualifier(Qualifier === undefined ? undefined : String(Qualifier));
}

function configOf(properties: JsonObject, lastModified: number): EventInvokeConfig {
  const { MaximumRetryAttempts: attempts, MaximumEventAgeInSeconds: age } = properties;
  const onSuccess = destination(properties.DestinationConfig, 'OnSuccess');
  const onFailure = destination(properties.DestinationConfig, 'OnFailure');
  return {
    lastModified,
    ...(attempts === undefined ? {} : { maximumRetryAttempts: Number(attempts) }),
    ...(age === undefined ? {} : { maximumEventAge: Number(age) }),
    ...(onSuccess === undefined ? {} : { onSuccess }),
    ...(onFailure === undefined ? {} : { onFailure }),
  };
}

function destination(config: Json | undefined, member: string): string | undefined {
  const entry = memberOf(config, member);
  const arn = memberOf(entry, 'Destination');
  return typeof arn === 'string' ? arn : undefined;
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return (value as JsonObject)[name];
}
