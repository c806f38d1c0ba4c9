import { createDeployment } from '../../apigateway/create-deployment.ts';
import type { RestApiStore } from '../../apigateway/rest-api-store.ts';
import { templateIdentity } from '../../apigateway/template-identity.ts';
import type { ResourceProvider } from '../resource-provider.ts';
import { checkStageSettings, stageOf } from './apigateway-stage.ts';
import { requiredText, text } from './property-values.ts';

/** AWS::ApiGateway::Deployment */
export function deploymentProvider(store: RestApiStore): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::Deployment',
    properties: {
      RestApiId: 'supported',
      StageName: 'supported',
      StageDescription: 'supported',
      Description: { noted: 'descriptions are not kept' },
      DeploymentCanarySettings: { refused: 'a stage serves one deployment here, not a share of two.' },
    },
    check: (properties) => {
      const settings = properties.StageDescription;
      checkStageSettings('StageDescription', settings);
    },
    async create({ creationToken, properties }) {
      const apiId = requiredText(properties, 'RestApiId');
      const id = templateIdentity('deployment', creationToken, 6);
      await createDeployment(store, apiId, id);
      const stageName = text(properties, 'StageName');
      if (stageName !== undefined) {
        const settings = properties.StageDescription;
        const stage = stageOf(apiId, stageName, id, settings);
        await store.stages.put(`${apiId}/${stageName}`, stage);
      }
      return { physicalId: id, attributes: { DeploymentId: id } };
    },
    async update({ properties }, state, previous) {
      const apiId = requiredText(properties, 'RestApiId');
      if (apiId !== previous.RestApiId) return 'replace';
      const before = text(previous, 'StageName');
      const stageName = text(properties, 'StageName');
      if (before !== undefined && before !== stageName) await store.stages.delete(`${apiId}/${before}`);
      if (stageName !== undefined) {
        const stage = stageOf(apiId, stageName, state.physicalId, properties.StageDescription);
        await store.stages.put(`${apiId}/${stageName}`, stage);
      }
      return { physicalId: state.physicalId, attributes: state.attributes };
    },
    async delete({ physicalId }, previous) {
      const apiId = requiredText(previous, 'RestApiId');
      const stageName = text(previous, 'StageName');
      const stage = stageName === undefined ? undefined : store.stages.get(`${apiId}/${stageName}`);
      if (stage?.deploymentId === physicalId) await store.stages.delete(`${apiId}/${stage.name}`);
      await store.deployments.delete(`${apiId}/${physicalId}`);
    },
  };
}
