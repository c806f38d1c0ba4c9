import { addCustomAttributes } from './add-custom-attributes.ts';
import { adminAddUserToGroup } from './admin-add-user-to-group.ts';
import { adminConfirmSignUp } from './admin-confirm-sign-up.ts';
import { adminCreateUser } from './admin-create-user.ts';
import { adminDeleteUser } from './admin-delete-user.ts';
import { adminDeleteUserAttributes } from './admin-delete-user-attributes.ts';
import { adminDisableUser } from './admin-disable-user.ts';
import { adminEnableUser } from './admin-enable-user.ts';
import { adminGetUser } from './admin-get-user.ts';
import { adminInitiateAuth } from './admin-initiate-auth.ts';
import { adminListGroupsForUser } from './admin-list-groups-for-user.ts';
import { adminRemoveUserFromGroup } from './admin-remove-user-from-group.ts';
import { adminResetUserPassword } from './admin-reset-user-password.ts';
import { adminRespondToAuthChallenge } from './admin-respond-to-auth-challenge.ts';
import { adminSetUserMFAPreference } from './admin-set-user-mfa-preference.ts';
import { adminSetUserPassword } from './admin-set-user-password.ts';
import { adminUpdateUserAttributes } from './admin-update-user-attributes.ts';
import { adminUserGlobalSignOut } from './admin-user-global-sign-out.ts';
import { associateSoftwareToken } from './associate-software-token.ts';
import { changePassword } from './change-password.ts';
import { confirmForgotPassword } from './confirm-forgot-password.ts';
import { confirmSignUp } from './confirm-sign-up.ts';
import { createGroup } from './create-group.ts';
import { createResourceServer } from './create-resource-server.ts';
import { createUserPool } from './create-user-pool.ts';
import { createUserPoolClient } from './create-user-pool-client.ts';
import { createUserPoolDomain } from './create-user-pool-domain.ts';
import { deleteGroup } from './delete-group.ts';
import { deleteResourceServer } from './delete-resource-server.ts';
import { deleteUser } from './delete-user.ts';
import { deleteUserAttributes } from './delete-user-attributes.ts';
import { deleteUserPool } from './delete-user-pool.ts';
import { deleteUserPoolClient } from './delete-user-pool-client.ts';
import { deleteUserPoolDomain } from './delete-user-pool-domain.ts';
import { describeResourceServer } from './describe-resource-server.ts';
import { describeUserPool } from './describe-user-pool.ts';
import { describeUserPoolClient } from './describe-user-pool-client.ts';
import { describeUserPoolDomain } from './describe-user-pool-domain.ts';
import { forgotPassword } from './forgot-password.ts';
import { getGroup } from './get-group.ts';
import { getTokensFromRefreshToken } from './get-tokens-from-refresh-token.ts';
import { getUICustomization } from './get-ui-customization.ts';
import { getUser } from './get-user.ts';
import { getUserAttributeVerificationCode } from './get-user-attribute-verification-code.ts';
import { getUserAuthFactors } from './get-user-auth-factors.ts';
import { getUserPoolMfaConfig } from './get-user-pool-mfa-config.ts';
import { globalSignOut } from './global-sign-out.ts';
import { initiateAuth } from './initiate-auth.ts';
import { listGroups } from './list-groups.ts';
import { listResourceServers } from './list-resource-servers.ts';
import { listTagsForResource } from './list-tags-for-resource.ts';
import { listUserPoolClients } from './list-user-pool-clients.ts';
import { listUserPools } from './list-user-pools.ts';
import { listUsers } from './list-users.ts';
import { listUsersInGroup } from './list-users-in-group.ts';
import type { Operation } from './operation.ts';
import { resendConfirmationCode } from './resend-confirmation-code.ts';
import { respondToAuthChallenge } from './respond-to-auth-challenge.ts';
import { revokeToken } from './revoke-token.ts';
import { setUICustomization } from './set-ui-customization.ts';
import { setUserMFAPreference } from './set-user-mfa-preference.ts';
import { setUserPoolMfaConfig } from './set-user-pool-mfa-config.ts';
import { signUp } from './sign-up.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';
import { updateGroup } from './update-group.ts';
import { updateResourceServer } from './update-resource-server.ts';
import { updateUserAttributes } from './update-user-attributes.ts';
import { updateUserPool } from './update-user-pool.ts';
import { updateUserPoolClient } from './update-user-pool-client.ts';
import { updateUserPoolDomain } from './update-user-pool-domain.ts';
import { verifySoftwareToken } from './verify-software-token.ts';
import { verifyUserAttribute } from './verify-user-attribute.ts';

const ALL: readonly Operation[] = [
  addCustomAttributes,
  adminAddUserToGroup,
  adminConfirmSignUp,
  adminCreateUser,
  adminDeleteUserAttributes,
  adminDeleteUser,
  adminDisableUser,
  adminEnableUser,
  adminGetUser,
  adminInitiateAuth,
  adminListGroupsForUser,
  adminRemoveUserFromGroup,
  adminResetUserPassword,
  adminRespondToAuthChallenge,
  adminSetUserMFAPreference,
  adminSetUserPassword,
  adminUpdateUserAttributes,
  adminUserGlobalSignOut,
  associateSoftwareToken,
  changePassword,
  confirmForgotPassword,
  confirmSignUp,
  createGroup,
  createResourceServer,
  createUserPoolClient,
  createUserPoolDomain,
  createUserPool,
  deleteGroup,
  deleteResourceServer,
  deleteUserAttributes,
  deleteUserPoolClient,
  deleteUserPoolDomain,
  deleteUserPool,
  deleteUser,
  describeResourceServer,
  describeUserPoolClient,
  describeUserPoolDomain,
  describeUserPool,
  forgotPassword,
  getGroup,
  getTokensFromRefreshToken,
  getUICustomization,
  getUserAttributeVerificationCode,
  getUserAuthFactors,
  getUserPoolMfaConfig,
  getUser,
  globalSignOut,
  initiateAuth,
  listGroups,
  listResourceServers,
  listTagsForResource,
  listUserPoolClients,
  listUserPools,
  listUsersInGroup,
  listUsers,
  resendConfirmationCode,
  respondToAuthChallenge,
  revokeToken,
  setUICustomization,
  setUserMFAPreference,
  setUserPoolMfaConfig,
  signUp,
  tagResource,
  untagResource,
  updateGroup,
  updateResourceServer,
  updateUserAttributes,
  updateUserPoolClient,
  updateUserPoolDomain,
  updateUserPool,
  verifySoftwareToken,
  verifyUserAttribute,
];

/** Every operation that is emulated, by its name. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  ALL.map((operation) => [operation.name, operation]),
);
