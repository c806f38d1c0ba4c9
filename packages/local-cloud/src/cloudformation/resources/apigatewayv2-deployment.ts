import { templateIdentity } from '../../apigateway/template-identity.ts';
import { apiSnapshot, type HttpApiStore } from '../../apigatewayv2/http-api-store.ts';
import type { ResourceProvider } from '../resource-provider.ts';
import { requiredText, text } from './property-values.ts';

/** AWS::ApiGatewayV2::Deployment: the API as it is when the deployment is made. */
export function httpDeploymentProvider(store: HttpApiStore): ResourceProvider {
  return {
    type: 'AWS::ApiGatewayV2::Deployment',
    properties: {
      ApiId: 'supported',
      StageName: 'supported',
      Description: { noted: 'descriptions are not kept' },
    },
    async create({ creationToken, properties }) {
      const apiId = requiredText(properties, 'ApiId');
      const id = templateIdentity('http-deployment', creationToken, 6);
      const snapshot = await apiSnapshot(store, apiId);
      if (snapshot === undefined) throw new Error(`Invalid API identifier specified ${apiId}`);
      if (snapshot.routes.length === 0) {
        throw new Error('Unable to deploy API because no routes exist in this API');
      }
      await store.deployments.put(`${apiId}/${id}`, { ...snapshot, id });
      await moveStage(apiId, text(properties, 'StageName'), id);
      return { physicalId: id, attributes: { DeploymentId: id } };
    },
    async update({ properties }, { physicalId, attributes }, previous) {
      const apiId = requiredText(properties, 'ApiId');
      if (apiId !== previous.ApiId) return 'replace';
      await moveStage(apiId, text(properties, 'StageName'), physicalId);
      return { physicalId, attributes };
    },
    delete: ({ physicalId }, previous) =>
      store.deployments.delete(`${requiredText(previous, 'ApiId')}/${physicalId}`),
  };

  async function moveStage(apiId: string, name: string | undefined, deploymentId: string): Promise<void> {
    if (name === undefined) return;
    const id = `${apiId}/${name}`;
    const stage = store.stages.get(id);
    if (stage === undefined) throw new Error(`Invalid stage identifier specified ${name}`);
    await store.stages.put(id, { ...stage, deploymentId });
  }
}
