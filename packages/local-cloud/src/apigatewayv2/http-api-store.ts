import { ownedBy } from '../apigateway/rest-api-store.ts';
import { type JsonCollection, jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import type {
  ApiSnapshot,
  HttpApi,
  HttpApiAuthorizer,
  HttpApiDeployment,
  HttpApiIntegration,
  HttpApiStage,
  HttpRoute,
} from './http-api-model.ts';

/** The HTTP APIs. What belongs to an API has ids that begin with `<apiId>/`. */
export interface HttpApiStore {
  readonly apis: JsonCollection<HttpApi>;
  readonly routes: JsonCollection<HttpRoute>;
  readonly integrations: JsonCollection<HttpApiIntegration>;
  readonly authorizers: JsonCollection<HttpApiAuthorizer>;
  readonly deployments: JsonCollection<HttpApiDeployment>;
  /** `<apiId>/<name>` */
  readonly stages: JsonCollection<HttpApiStage>;
  /** Calls `listener` after a change of what stages are made of. */
  onChange(listener: () => void): void;
}

export function httpApiStore(store: OrderedStore): HttpApiStore {
  const listeners: (() => void)[] = [];
  const collection = <Document>(name: string): JsonCollection<Document> => {
    const inner = jsonCollection<Document>(store.namespace(name));
    const announce = (): void => {
      for (const listener of listeners) listener();
    };
    return {
      ...inner,
      put: (id, document) => inner.put(id, document).then(announce),
      delete: (id) => inner.delete(id).then(announce),
    };
  };
  return {
    apis: collection('http-apis'),
    routes: collection('routes'),
    integrations: collection('integrations'),
    authorizers: collection('authorizers'),
    deployments: collection('deployments'),
    stages: collection('stages'),
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}

/** The API as it is now; undefined when there is none. */
export async function apiSnapshot(store: HttpApiStore, apiId: string): Promise<ApiSnapshot | undefined> {
  const api = store.apis.get(apiId);
  if (api === undefined) return undefined;
  return {
    api,
    routes: await ownedBy(store.routes, apiId),
    integrations: await ownedBy(store.integrations, apiId),
    authorizers: await ownedBy(store.authorizers, apiId),
  };
}

/** Removes an API with all that belongs to it. */
export async function deleteHttpApi(store: HttpApiStore, apiId: string): Promise<void> {
  for (const collection of [
    store.stages,
    store.deployments,
    store.routes,
    store.integrations,
    store.authorizers,
  ]) {
    const ids: string[] = [];
    for await (const [id] of collection.list(`${apiId}/`)) ids.push(id);
    for (const id of ids) await collection.delete(id);
  }
  await store.apis.delete(apiId);
}
