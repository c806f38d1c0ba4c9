import type { Throttle, UsagePlan } from '../../apigateway/rest-api-model.ts';
import type { RestApiStore } from '../../apigateway/rest-api-store.ts';
import { templateIdentity } from '../../apigateway/template-identity.ts';
import {
  type JsonObject,
  type ResourceProvider,
  type ResourceState,
  UnsupportedPropertyError,
} from '../resource-provider.ts';
import { generatedName } from './generated-name.ts';
import { numeric, object, objects, oneOf, onlyMembers, requiredText, text } from './property-values.ts';

/** AWS::ApiGateway::UsagePlan */
export function usagePlanProvider(store: RestApiStore): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::UsagePlan',
    properties: {
      UsagePlanName: 'supported',
      ApiStages: 'supported',
      Throttle: 'supported',
      Quota: 'supported',
      Description: { noted: 'descriptions are not kept' },
      Tags: { noted: 'tags are not kept' },
    },
    check: (properties) => {
      onlyMembers(properties.Throttle, 'Throttle', ['BurstLimit', 'RateLimit']);
      onlyMembers(properties.Quota, 'Quota', ['Limit', 'Offset', 'Period']);
      objects(properties, 'ApiStages').forEach((stage, index) => {
        onlyMembers(stage, `ApiStages.${index}`, ['ApiId', 'Stage', 'Throttle']);
      });
      const offset = object(properties, 'Quota')?.Offset;
      if (offset !== undefined && Number(offset) !== 0) {
        throw new UnsupportedPropertyError('Quota.Offset', 'the first period counts like the others here.');
      }
    },
    create: (request) => {
      const id = templateIdentity('usage-plan', request.creationToken, 6);
      return put(
        id,
        text(request.properties, 'UsagePlanName') ?? generatedName(request, 128),
        request.properties,
      );
    },
    update: ({ properties }, { physicalId }) => {
      const name = text(properties, 'UsagePlanName') ?? store.usagePlans.get(physicalId)?.name ?? physicalId;
      return put(physicalId, name, properties);
    },
    delete: ({ physicalId }) => store.usagePlans.delete(physicalId),
  };

  async function put(id: string, name: string, properties: JsonObject): Promise<ResourceState> {
    const quota = object(properties, 'Quota');
    const plan: UsagePlan = {
      id,
      name,
      stages: objects(properties, 'ApiStages').map((stage) => ({
        apiId: requiredText(stage, 'ApiId'),
        stage: requiredText(stage, 'Stage'),
        throttle: methodThrottles(object(stage, 'Throttle') ?? {}),
      })),
      throttle: throttleOf(object(properties, 'Throttle') ?? {}),
      quota:
        quota === undefined
          ? undefined
          : {
              limit: numeric(quota, 'Limit') ?? 0,
              period: oneOf(quota, 'Period', ['DAY', 'WEEK', 'MONTH']) ?? 'MONTH',
            },
    };
    await store.usagePlans.put(id, plan);
    return { physicalId: id, attributes: { Id: id } };
  }
}

/** By `/items/GET`; templates write it so or as `/items/GET` with `~1` for slashes. */
function methodThrottles(throttles: JsonObject): Record<string, Throttle> {
  return Object.fromEntries(
    Object.keys(throttles).map((method) => [
      method.replaceAll('~1', '/').replace(/^\/\//, '/'),
      throttleOf(object(throttles, method) ?? {}),
    ]),
  );
}

function throttleOf(throttle: JsonObject): Throttle {
  return { rateLimit: numeric(throttle, 'RateLimit'), burstLimit: numeric(throttle, 'BurstLimit') };
}

/** AWS::ApiGateway::UsagePlanKey */
export function usagePlanKeyProvider(store: RestApiStore): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::UsagePlanKey',
    properties: {
      UsagePlanId: 'supported',
      KeyId: 'supported',
      KeyType: {
        supportedWhen: (value) => value === 'API_KEY',
        otherwise: { refused: 'usage plan keys are of the type API_KEY.' },
      },
    },
    async create({ properties }) {
      const planId = requiredText(properties, 'UsagePlanId');
      const keyId = requiredText(properties, 'KeyId');
      await store.usagePlanKeys.put(`${planId}/${keyId}`, { planId, keyId });
      const id = `${keyId}:${planId}`;
      return { physicalId: id, attributes: { Id: id } };
    },
    update: async () => 'replace',
    delete: ({ physicalId }) => {
      const [keyId = '', planId = ''] = physicalId.split(':');
      return store.usagePlanKeys.delete(`${planId}/${keyId}`);
    },
  };
}
