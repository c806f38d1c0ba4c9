import { AwsError } from '../../../aws/aws-error.ts';
import { hintOf, reasonOf } from '../../sign-in/refusal.ts';
import type { HostedExchange } from '../hosted-site.ts';
import type { AuthorizationRequest } from '../oauth2/authorization-request.ts';
import { callbackRefusal } from '../oauth2/grant.ts';

const TRIGGER_FAULTS: ReadonlySet<string> = new Set([
  'UserLambdaValidationException',
  'UnexpectedLambdaException',
  'InvalidLambdaResponseException',
]);

/**
 * What a person reads when the pool refused a step, written to the journal as well.
 * Throws what is no AwsError as it is.
 */
export function explain({ site, request }: HostedExchange, error: unknown): string {
  if (!(error instanceof AwsError)) throw error;
  const hint = hintOf(error);
  site.journal.write({
    source: 'cognito',
    outcome: 'refused',
    requestId: request.id,
    rule: error.code,
    text: reasonOf(error),
    ...(hint === undefined ? {} : { hint }),
  });
  return plainWords(error);
}

/** The same for a step of a sign-in, where a Lambda trigger that threw is the app's to hear. */
export function explainSignIn(
  exchange: HostedExchange,
  authorization: AuthorizationRequest,
  error: unknown,
): string {
  if (error instanceof AwsError && TRIGGER_FAULTS.has(error.code))
    throw callbackRefusal(authorization, error);
  return explain(exchange, error);
}

function plainWords(error: AwsError): string {
  const { code, message } = error;
  if (code === 'InvalidPasswordException') {
    return sentence(message.replace(/^Password did not conform with policy: /, ''));
  }
  if (code === 'InvalidParameterException' && /^\d+ validation errors? detected/.test(message)) {
    return 'Something that you typed is not in the form that is asked for.';
  }
  return sentence(message);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
