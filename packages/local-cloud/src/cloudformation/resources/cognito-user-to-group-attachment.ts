import type { CognitoCore } from '../../cognito/core.ts';
import { joinGroup, leaveGroup } from '../../cognito/pools/groups.ts';
import { findPool } from '../../cognito/sign-in/client-access.ts';
import { findUser } from '../../cognito/users/find-user.ts';
import type { ResourceProvider } from '../resource-provider.ts';
import { changes } from './cognito-properties.ts';
import { requiredText } from './property-values.ts';

/** AWS::Cognito::UserPoolUserToGroupAttachment */
export function userToGroupAttachmentProvider(core: CognitoCore): ResourceProvider {
  return {
    type: 'AWS::Cognito::UserPoolUserToGroupAttachment',
    properties: { UserPoolId: 'supported', Username: 'supported', GroupName: 'supported' },
    async create({ properties }) {
      const pool = findPool(core, requiredText(properties, 'UserPoolId'));
      const user = findUser(core, pool, requiredText(properties, 'Username'));
      const group = requiredText(properties, 'GroupName');
      await joinGroup(core, pool, user.sub, group);
      return { physicalId: `${pool.id}|${user.username}|${group}`, attributes: {} };
    },
    async update({ properties }, state, previous) {
      return changes(previous, properties, ['UserPoolId', 'Username', 'GroupName']) ? 'replace' : state;
    },
    async delete(_state, previous) {
      const pool = core.pools.get(requiredText(previous, 'UserPoolId'));
      const user = pool && core.users.bySignInName(pool, requiredText(previous, 'Username'));
      if (pool && user) await leaveGroup(core, pool, user.sub, requiredText(previous, 'GroupName'));
    },
  };
}
