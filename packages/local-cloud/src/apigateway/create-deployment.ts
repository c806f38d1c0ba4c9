import type { Deployment } from './rest-api-model.ts';
import { ownedBy, type RestApiStore } from './rest-api-store.ts';

/**
 * Takes a snapshot of an API: what later changes is served only after another deployment.
 * Throws when the API has no method, as AWS does.
 */
export async function createDeployment(store: RestApiStore, apiId: string, id: string): Promise<Deployment> {
  const api = store.apis.get(apiId);
  if (api === undefined) throw new Error(`Invalid API identifier specified ${apiId}`);
  const methods = await ownedBy(store.methods, apiId);
  if (methods.length === 0) throw new Error("The REST API doesn't contain any methods");
  const deployment: Deployment = {
    id,
    apiId,
    api,
    methods,
    resources: await ownedBy(store.resources, apiId),
    authorizers: await ownedBy(store.authorizers, apiId),
    validators: await ownedBy(store.validators, apiId),
    models: await ownedBy(store.models, apiId),
    gatewayResponses: await ownedBy(store.gatewayResponses, apiId),
  };
  await store.deployments.put(`${apiId}/${id}`, deployment);
  return deployment;
}
