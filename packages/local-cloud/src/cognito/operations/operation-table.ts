import { adminConfirmSignUp } from './admin-confirm-sign-up.ts';
import { adminCreateUser } from './admin-create-user.ts';
import { adminDeleteUser } from './admin-delete-user.ts';
import { adminGetUser } from './admin-get-user.ts';
import { adminInitiateAuth } from './admin-initiate-auth.ts';
import { adminSetUserPassword } from './admin-set-user-password.ts';
import { confirmForgotPassword } from './confirm-forgot-password.ts';
import { confirmSignUp } from './confirm-sign-up.ts';
import { createUserPool } from './create-user-pool.ts';
import { createUserPoolClient } from './create-user-pool-client.ts';
import { deleteUserPool } from './delete-user-pool.ts';
import { deleteUserPoolClient } from './delete-user-pool-client.ts';
import { describeUserPool } from './describe-user-pool.ts';
import { describeUserPoolClient } from './describe-user-pool-client.ts';
import { forgotPassword } from './forgot-password.ts';
import { getUser } from './get-user.ts';
import { initiateAuth } from './initiate-auth.ts';
import { listUserPoolClients } from './list-user-pool-clients.ts';
import { listUserPools } from './list-user-pools.ts';
import { listUsers } from './list-users.ts';
import type { Operation } from './operation.ts';
import { resendConfirmationCode } from './resend-confirmation-code.ts';
import { signUp } from './sign-up.ts';
import { updateUserPool } from './update-user-pool.ts';
import { updateUserPoolClient } from './update-user-pool-client.ts';

const ALL: readonly Operation[] = [
  adminConfirmSignUp,
  adminCreateUser,
  adminDeleteUser,
  adminGetUser,
  adminInitiateAuth,
  adminSetUserPassword,
  confirmForgotPassword,
  confirmSignUp,
  createUserPoolClient,
  createUserPool,
  deleteUserPoolClient,
  deleteUserPool,
  describeUserPoolClient,
  describeUserPool,
  forgotPassword,
  getUser,
  initiateAuth,
  listUserPoolClients,
  listUserPools,
  listUsers,
  resendConfirmationCode,
  signUp,
  updateUserPoolClient,
  updateUserPool,
];

/** Every operation that is emulated, by its name. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  ALL.map((operation) => [operation.name, operation]),
);
