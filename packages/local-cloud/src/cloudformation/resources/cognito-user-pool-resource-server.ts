import type { CognitoCore } from '../../cognito/core.ts';
import { readInput } from '../../cognito/input/shape.ts';
import { resourceServerId } from '../../cognito/model/resource-server.ts';
import {
  createResourceServer,
  resourceServerInput,
  updateResourceServer,
} from '../../cognito/pools/resource-servers.ts';
import type { ResourceProvider } from '../resource-provider.ts';
import { changes } from './cognito-properties.ts';
import { requiredText } from './property-values.ts';

/** AWS::Cognito::UserPoolResourceServer */
export function userPoolResourceServerProvider(core: CognitoCore): ResourceProvider {
  return {
    type: 'AWS::Cognito::UserPoolResourceServer',
    properties: {
      UserPoolId: 'supported',
      Identifier: 'supported',
      Name: 'supported',
      Scopes: 'supported',
    },
    async create({ creationToken, properties }) {
      const input = readInput(resourceServerInput, properties);
      await createResourceServer(core, input, creationToken);
      return { physicalId: input.Identifier, attributes: {} };
    },
    async update({ properties }, state, previous) {
      if (changes(previous, properties, ['UserPoolId', 'Identifier'])) return 'replace';
      await updateResourceServer(core, readInput(resourceServerInput, properties));
      return state;
    },
    delete: ({ physicalId }, previous) =>
      core.resourceServers.delete(resourceServerId(requiredText(previous, 'UserPoolId'), physicalId)),
  };
}
