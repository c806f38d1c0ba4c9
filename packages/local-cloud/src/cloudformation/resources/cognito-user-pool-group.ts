import type { CognitoCore } from '../../cognito/core.ts';
import { readInput } from '../../cognito/input/shape.ts';
import { groupId } from '../../cognito/model/group.ts';
import { createGroup, deleteGroup, groupInput, updateGroup } from '../../cognito/pools/groups.ts';
import { findPool } from '../../cognito/sign-in/client-access.ts';
import type { ResourceProvider } from '../resource-provider.ts';
import { asOperationInput, changes } from './cognito-properties.ts';
import { generatedName } from './generated-name.ts';
import { requiredText } from './property-values.ts';

/** AWS::Cognito::UserPoolGroup */
export function userPoolGroupProvider(core: CognitoCore): ResourceProvider {
  return {
    type: 'AWS::Cognito::UserPoolGroup',
    properties: {
      UserPoolId: 'supported',
      GroupName: 'supported',
      Description: 'supported',
      Precedence: 'supported',
      RoleArn: 'supported',
    },
    async create(request) {
      const { creationToken, properties } = request;
      const given = { GroupName: generatedName(request, 128), ...asOperationInput(properties) };
      const input = readInput(groupInput, given);
      const group = await createGroup(core, findPool(core, input.UserPoolId), input, creationToken);
      return { physicalId: group.name, attributes: {} };
    },
    async update({ properties }, state, previous) {
      if (changes(previous, properties, ['UserPoolId', 'GroupName'])) return 'replace';
      const given = { ...asOperationInput(properties), GroupName: state.physicalId };
      const input = readInput(groupInput, given);
      await updateGroup(core, findPool(core, input.UserPoolId), input);
      return state;
    },
    async delete({ physicalId }, previous) {
      const pool = core.pools.get(requiredText(previous, 'UserPoolId'));
      if (pool && core.groups.get(groupId(pool.id, physicalId))) await deleteGroup(core, pool, physicalId);
    },
  };
}
