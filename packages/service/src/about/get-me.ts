import type { Me, OperationInput } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';

/** Tells the caller what the gateway's authorizer has found out about them: it costs no read. */
export const getMe: Implementation<OperationInput, Me> = async ({ caller }) => ({
  status: 200,
  body: caller,
});
