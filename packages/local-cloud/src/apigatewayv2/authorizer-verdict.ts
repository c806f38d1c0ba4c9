import { AwsError } from '../aws/aws-error.ts';
import { type CompiledPolicy, compilePolicy } from '../iam/policy/compiled-policy.ts';
import { explainMalformedPolicy } from '../iam/policy/malformed-policy.ts';

type Context = Readonly<Record<string, unknown>>;

/** What a Lambda authorizer found out about a caller. */
export type AuthorizerVerdict =
  | { readonly isAuthorized: boolean; readonly context: Context }
  | { readonly policy: CompiledPolicy; readonly principalId: string; readonly context: Context };

/** Why an answer is none, and what to answer instead. */
export interface WrongAnswer {
  readonly wrong: string;
  readonly hint: string;
}

/**
 * Reads what an authorizer's function returned. Unlike those of REST APIs, its context may hold lists
 * and objects.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function authorizerVerdict(
  payload: string,
  simple: boolean,
  name: string,
): AuthorizerVerdict | WrongAnswer {
  const hint = simple
    ? 'The authorizer has simple responses: return { isAuthorized: true or false, context }.'
    : 'Return { principalId, policyDocument: { Version, Statement }, context }, or enable simple responses.';
  const answer = parsed(payload);
  if (!isRecord(answer)) return { wrong: 'The authorizer returned no object.', hint };
  const { context = {}, isAuthorized, policyDocument, principalId } = answer;
  if (context !== null && !isRecord(context)) return { wrong: 'context is not an object.', hint };
  const found = context ?? {};
  if (simple) {
    return typeof isAuthorized === 'boolean'
      ? { isAuthorized, context: found }
      : { wrong: 'The authorizer returned no isAuthorized that is true or false.', hint };
  }
  if (typeof principalId !== 'string' || principalId === '') {
    return { wrong: 'The authorizer returned no principalId.', hint };
  }
  if (!isRecord(policyDocument)) return { wrong: 'The authorizer returned no policyDocument.', hint };
  try {
    return { policy: compilePolicy(policyDocument, 'authorizer', name), principalId, context: found };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { wrong: `policyDocument: ${explainMalformedPolicy(error)}`, hint };
  }
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
