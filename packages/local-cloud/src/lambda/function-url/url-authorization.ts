import { AwsError } from '../../aws/aws-error.ts';
import type { AuthorizationRequest } from '../../aws/aws-service.ts';
import { type PolicyStatement, principalArns, principalMayByUrl } from '../resource-policy.ts';
import type { UrlAuthType } from './function-url.ts';

/** Who asks. Nobody is known where the URL asks for no signature. */
export interface UrlCaller {
  readonly arn: string;
  readonly accountId: string;
  readonly userId: string;
  readonly accessKey: string;
  /** Throws AwsError unless the caller's own policies allow it; undefined for somebody unknown. */
  readonly authorize: ((request: AuthorizationRequest) => void) | undefined;
}

const ACTIONS = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'] as const;

/**
 * The action that neither the caller's policies nor the function's allow; undefined when both are allowed, as they must
 * be since October 2025.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export function refusedByPolicy(
  caller: UrlCaller,
  statements: readonly PolicyStatement[],
  resource: string,
  authType: UrlAuthType,
): string | undefined {
  const principals = caller.authorize === undefined ? [] : principalArns(caller.arn);
  return ACTIONS.find((action) => {
    const byFunction = principalMayByUrl(statements, principals, action, authType);
    if (caller.authorize === undefined) return !byFunction;
    try {
      caller.authorize({
        action,
        resource,
        context: { 'lambda:FunctionUrlAuthType': authType, 'lambda:InvokedViaFunctionUrl': 'true' },
      });
      return false;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return error.message.includes('explicit deny') || !byFunction;
    }
  });
}
