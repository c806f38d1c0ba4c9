import type { Account } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { Caller, ConditionContext } from '../aws/aws-service.ts';
import type { Ec2Input } from './ec2-input.ts';
import type { NetworkStore } from './network-store.ts';
import type { Ec2Members } from './wire.ts';

/** What a caller must be allowed to do for an operation to go on. */
export interface Permission {
  /** Without `ec2:`; the operation's own name by default. */
  readonly action?: string;
  /** An ARN; absent for operations that are about no resource. */
  readonly resource?: string;
  readonly context?: ConditionContext;
}

/** One call of an EC2 operation. */
export interface Ec2Call {
  readonly account: Account;
  readonly networks: NetworkStore;
  readonly input: Ec2Input;
  /**
   * Returns when the caller has every permission. To be called once the input is read.
   * Throws AwsError `UnauthorizedOperation`, or `DryRunOperation` when that is all the caller wants to know.
   */
  permit(...permissions: readonly Permission[]): void;
}

export type Ec2Operation = (call: Ec2Call) => Promise<Ec2Members>;

/** The `permit` of a call. */
export function permitting(
  operation: string,
  caller: Caller,
  account: Account,
  dryRun: boolean,
): Ec2Call['permit'] {
  return (...permissions) => {
    for (const { action = operation, resource = '*', context = {} } of permissions) {
      authorize(caller, {
        action: `ec2:${action}`,
        resource,
        context: { 'ec2:Region': account.region, ...context },
      });
    }
    if (dryRun) {
      throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
    }
  };
}

function authorize(caller: Caller, request: Parameters<Caller['authorize']>[0]): void {
  try {
    caller.authorize(request);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'UnauthorizedOperation') throw error;
    throw new AwsError(
      error.code,
      refusalText(error.message, request, caller.arn),
      error.status,
      {},
      { cause: error },
    );
  }
}

/**
 * EC2 names no resource where the operation is about none; where it does, it adds a message for
 * sts:DecodeAuthorizationMessage. The one made here says no more than the sentence before it.
 */
function refusalText(
  text: string,
  { action, resource }: { readonly action: string; readonly resource: string },
  principal: string,
): string {
  if (resource === '*') return text.replace(/\.$/, '');
  const message = JSON.stringify({ allowed: false, context: { principal, action, resource } });
  return `${text} Encoded authorization failure message: ${Buffer.from(message).toString('base64url')}`;
}
