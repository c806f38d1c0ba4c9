import { type JsonCollection, jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import type {
  ApiKey,
  AuthorizerSettings,
  Deployment,
  GatewayResponseSettings,
  Method,
  Model,
  RequestValidatorSettings,
  Resource,
  RestApi,
  Stage,
  UsagePlan,
  UsagePlanKey,
} from './rest-api-model.ts';

/** Everything that API Gateway keeps. What belongs to an API has ids that begin with `<apiId>/`. */
export interface RestApiStore {
  readonly apis: JsonCollection<RestApi>;
  readonly resources: JsonCollection<Resource>;
  /** `<apiId>/<resourceId>/<METHOD>` */
  readonly methods: JsonCollection<Method>;
  readonly authorizers: JsonCollection<AuthorizerSettings>;
  readonly validators: JsonCollection<RequestValidatorSettings>;
  /** `<apiId>/<name>` */
  readonly models: JsonCollection<Model>;
  /** `<apiId>/<responseType>` */
  readonly gatewayResponses: JsonCollection<GatewayResponseSettings>;
  readonly deployments: JsonCollection<Deployment>;
  /** `<apiId>/<name>` */
  readonly stages: JsonCollection<Stage>;
  readonly apiKeys: JsonCollection<ApiKey>;
  readonly usagePlans: JsonCollection<UsagePlan>;
  /** `<planId>/<keyId>` */
  readonly usagePlanKeys: JsonCollection<UsagePlanKey>;
  /** Calls `listener` after a change of what stages are made of; the change is done when it is. */
  onChange(listener: () => void | Promise<void>): void;
}

export function restApiStore(store: OrderedStore): RestApiStore {
  const listeners: (() => void | Promise<void>)[] = [];
  const collection = <Document>(name: string): JsonCollection<Document> => {
    const inner = jsonCollection<Document>(store.namespace(name));
    const announce = async (): Promise<void> => {
      for (const listener of listeners) await listener();
    };
    return {
      ...inner,
      put: async (id, document) => {
        await inner.put(id, document);
        await announce();
      },
      delete: async (id) => {
        await inner.delete(id);
        await announce();
      },
    };
  };
  return {
    apis: collection('rest-apis'),
    resources: collection('resources'),
    methods: collection('methods'),
    authorizers: collection('authorizers'),
    validators: collection('request-validators'),
    models: collection('models'),
    gatewayResponses: collection('gateway-responses'),
    deployments: collection('deployments'),
    stages: collection('stages'),
    apiKeys: collection('api-keys'),
    usagePlans: collection('usage-plans'),
    usagePlanKeys: collection('usage-plan-keys'),
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}

/** The documents that belong to one API (or one plan). */
export async function ownedBy<Document>(
  collection: JsonCollection<Document>,
  ownerId: string,
): Promise<Document[]> {
  const documents: Document[] = [];
  for await (const [, document] of collection.list(`${ownerId}/`)) documents.push(document);
  return documents;
}

/** Removes an API with all that belongs to it. */
export async function deleteRestApi(store: RestApiStore, apiId: string): Promise<void> {
  const owned = [
    store.stages,
    store.deployments,
    store.methods,
    store.resources,
    store.authorizers,
    store.validators,
    store.models,
    store.gatewayResponses,
  ];
  for (const collection of owned) {
    const ids: string[] = [];
    for await (const [id] of collection.list(`${apiId}/`)) ids.push(id);
    for (const id of ids) await collection.delete(id);
  }
  await store.apis.delete(apiId);
}
