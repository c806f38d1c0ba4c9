import { AwsError } from '../aws/aws-error.ts';
import type { RoleCredentials } from '../iam/role-credentials.ts';
import type { FunctionInvoker } from '../lambda/function-invoker.ts';
import { internalServerError, type Refusal } from './refusal.ts';
import { within } from './within.ts';

export interface LambdaCall {
  readonly functionArn: string;
  /** JSON */
  readonly payload: string;
  /** The role whose policies must allow the call; without one the function's resource policy must. */
  readonly credentials: string | undefined;
  readonly timeoutMs: number;
  /** The method or the authorizer in whose name the function is called. */
  readonly sourceArn: string;
  readonly traceId: string;
}

export interface LambdaOutcome {
  readonly payload: string;
  readonly functionError: boolean;
  /** The error's type and message, for the journal. */
  readonly summary: string;
}

/** How integrations and authorizers call functions. */
export interface LambdaCalls {
  call(call: LambdaCall): Promise<LambdaOutcome | Refusal>;
}

const PRINCIPAL = 'apigateway.amazonaws.com';

export function lambdaCalls(invoker: FunctionInvoker, roles: RoleCredentials | undefined): LambdaCalls {
  const permitted = (call: LambdaCall): boolean =>
    call.credentials === undefined
      ? invoker.allows(call.functionArn, PRINCIPAL, call.sourceArn)
      : (roles?.allows(
          call.credentials,
          'BackplaneAssumeRoleSession',
          'lambda:InvokeFunction',
          call.functionArn,
        ) ?? false);

  return {
    call: async (call) => {
      if (!permitted(call)) return notPermitted(call);
      try {
        const result = await within(
          call.timeoutMs,
          invoker.invoke(call.functionArn, call.payload, { traceId: call.traceId }),
        );
        if (result === 'timed out') return timedOut(call);
        const functionError = result.functionError !== undefined;
        return {
          payload: result.payload,
          functionError,
          summary: functionError ? errorSummary(result.payload) : '',
        };
      } catch (error) {
        if (error instanceof AwsError && error.code === 'RequestEntityTooLargeException') {
          return tooMuchForLambda(error.message);
        }
        const reason = error instanceof Error ? error.message : String(error);
        return internalServerError(
          500,
          `Invoke of ${call.functionArn}`,
          `Lambda did not take the invocation: ${reason}`,
        );
      }
    },
  };
}

function notPermitted(call: LambdaCall): Refusal {
  const byRole = call.credentials !== undefined;
  return internalServerError(
    500,
    byRole ? `policies of role ${call.credentials}` : `resource policy of ${call.functionArn}`,
    `API Gateway may not invoke ${call.functionArn} for ${call.sourceArn}.`,
    byRole
      ? 'Allow lambda:InvokeFunction on the function in the role and let apigateway.amazonaws.com assume it.'
      : `Add an AWS::Lambda::Permission for ${PRINCIPAL} whose SourceArn matches.`,
  );
}

/** Between what API Gateway takes (10 MB) and what Lambda takes (6 MB). */
function tooMuchForLambda(detail: string): Refusal {
  return {
    type: 'REQUEST_TOO_LARGE',
    message: 'Request Too Long',
    rule: 'payload size of Lambda',
    detail,
    hint: 'The event holds the body as text, and a binary one as base64: upload larger files to S3 with a presigned URL.',
  };
}

function timedOut(call: LambdaCall): Refusal {
  return {
    type: 'INTEGRATION_TIMEOUT',
    message: 'Endpoint request timed out',
    rule: 'integration timeout',
    detail: `${call.functionArn} did not answer within ${call.timeoutMs} ms.`,
    hint: 'The function goes on running: shorten its work, or answer first and finish it asynchronously.',
    failed: true,
  };
}

function errorSummary(payload: string): string {
  try {
    const { errorType, errorMessage } = JSON.parse(payload);
    return `${errorType ?? 'Error'}: ${errorMessage ?? ''}`.slice(0, 500);
  } catch {
    return 'an error without a type.';
  }
}

const FUNCTION_PATH = /:lambda:path\/[^/]+\/functions\/(.+)\/invocations$/;

/**
 * The function's ARN in `arn:aws:apigateway:<region>:lambda:path/2015-03-31/functions/<arn>/invocations`,
 * with stage variables filled in. An empty text when the URI is another service's.
 */
export function functionOf(uri: string, stageVariables: Readonly<Record<string, string>> | null): string {
  const arn = FUNCTION_PATH.exec(uri)?.[1] ?? '';
  return arn.replace(
    /\$\{stageVariables\.([A-Za-z0-9_]+)\}/g,
    (_, name: string) => stageVariables?.[name] ?? '',
  );
}
