import { AwsError } from '../../aws/aws-error.ts';
import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { findUser } from '../users/find-user.ts';
import { sendResetCode } from '../users/forgot-password.ts';
import { type Operation, poolOperation } from './operation.ts';

const input = structure({
  UserPoolId: required(member.poolId),
  Username: required(member.username),
  ClientMetadata: member.clientMetadata,
});

export const adminResetUserPassword: Operation = poolOperation(
  'AdminResetUserPassword',
  input,
  async (core, given, pool) => {
    const user = findUser(core, pool, given.Username);
    if (user.status !== 'CONFIRMED' && user.status !== 'RESET_REQUIRED') {
      throw new AwsError('NotAuthorizedException', 'User password cannot be reset in the current state.');
    }
    await sendResetCode(core, pool, user, 'CLIENT_ID_NOT_APPLICABLE', given.ClientMetadata, (latest) => ({
      ...latest,
      status: 'RESET_REQUIRED',
      modifiedAt: core.sources.now(),
    }));
    return {};
  },
);
