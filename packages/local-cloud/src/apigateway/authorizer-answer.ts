import { AwsError } from '../aws/aws-error.ts';
import { type CompiledPolicy, compilePolicy } from '../iam/policy/compiled-policy.ts';
import { explainMalformedPolicy } from '../iam/policy/malformed-policy.ts';

/** What a Lambda authorizer found out about a caller. */
export interface AuthorizerAnswer {
  readonly principalId: string;
  readonly policy: CompiledPolicy;
  /** As functions see it: every value a string. */
  readonly context: Readonly<Record<string, string>>;
  readonly usageIdentifierKey: string | undefined;
}

/**
 * Reads what an authorizer's function returned; `wrong` says what API Gateway cannot work with.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export function authorizerAnswer(
  payload: string,
  name: string,
): AuthorizerAnswer | { readonly wrong: string } {
  let answer: unknown;
  try {
    answer = JSON.parse(payload);
  } catch {
    return { wrong: 'The authorizer returned something that is not JSON.' };
  }
  if (!isRecord(answer)) return { wrong: 'The authorizer returned no object.' };
  const { principalId, policyDocument, context = {}, usageIdentifierKey } = answer;
  if (typeof principalId !== 'string' || principalId === '') {
    return { wrong: 'The authorizer returned no principalId.' };
  }
  if (!isRecord(policyDocument)) return { wrong: 'The authorizer returned no policyDocument.' };
  if (context !== null && !isRecord(context)) return { wrong: 'context is not an object.' };
  const texts: Record<string, string> = Object.create(null);
  for (const [key, value] of Object.entries(context ?? {})) {
    if (value === null) continue;
    if (typeof value === 'object') return { wrong: `context.${key.slice(0, 40)} is an object or a list.` };
    texts[key] = String(value);
  }
  try {
    return {
      principalId,
      policy: compilePolicy(policyDocument, 'authorizer', name),
      context: texts,
      usageIdentifierKey: typeof usageIdentifierKey === 'string' ? usageIdentifierKey : undefined,
    };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { wrong: `policyDocument: ${explainMalformedPolicy(error)}` };
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
