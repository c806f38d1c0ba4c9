import { deleteNetworkEventSchema, type Network, newNetworkSchema, type Problem } from '@taskyard/contract';
import type { Context } from 'aws-lambda';
import { ApiProblem, problemBody } from '../api/api-problem.ts';
import { checkInput } from '../api/check-input.ts';
import { idempotencyClaim } from '../idempotency/idempotency-claim.ts';
import { makeNetwork } from './make-network.ts';
import type { NetworkTools } from './network-tools.ts';
import { unmakeNetwork } from './unmake-network.ts';

/** The maker of networks that were ordered without the API. */
export const DIRECT_MAKER: string = 'direct-invocation';

/** The answer to a direct invocation: the network, nothing after a deletion, or a problem (RFC 9457). */
export type DirectAnswer = Network | Problem | null;

/**
 * Serves an event that is no API's: the body of `POST /networks`, or `{"operation": "deleteNetwork", "networkId"}`.
 * IAM has decided that the caller may invoke the function; a problem is an answer, not a failure, so that an
 * asynchronous invocation is not tried again for nothing.
 */
export function directInvocation(
  tools: NetworkTools,
  log: { error(message: string, fields: Record<string, unknown>): void },
): (event: unknown, context: Context) => Promise<DirectAnswer> {
  return async (event, { awsRequestId }) => {
    try {
      return await serve(tools, event, awsRequestId);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      log.error('refused', { problem: error.kind, error: error.cause ?? error });
      return problemBody(error, awsRequestId);
    }
  };
}

async function serve(tools: NetworkTools, event: unknown, requestId: string): Promise<DirectAnswer> {
  if (typeof event === 'object' && event !== null && 'operation' in event) {
    const { networkId } = checked(checkInput(deleteNetworkEventSchema, event));
    await unmakeNetwork(tools, networkId, undefined);
    return null;
  }
  const wanted = checked(checkInput(newNetworkSchema, event));
  // Lambda sends an asynchronous invocation again under the same id.
  const claim = idempotencyClaim('invokeDirectly', requestId, wanted, tools.now());
  return (await makeNetwork(tools, { wanted, maker: DIRECT_MAKER, claim })).network;
}

function checked<Value>(result: ReturnType<typeof checkInput<Value>>): Value {
  if (result.ok) return result.value;
  throw new ApiProblem('invalid-request', { errors: result.errors });
}
