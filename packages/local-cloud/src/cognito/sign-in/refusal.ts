import { AwsError } from '../../aws/aws-error.ts';

/**
 * An answer that tells the caller less than the journal: `why` becomes the error's cause, which is
 * never sent. It must hold no secret.
 */
export function refusal(code: string, message: string, why: string): AwsError {
  return new AwsError(code, message, 400, {}, { cause: new Error(why) });
}

/** What the journal says of an error. */
export function reasonOf(error: AwsError): string {
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}

/** Hints for the mistakes that nearly everybody makes once. */
const HINTS: readonly (readonly [message: RegExp, hint: string])[] = [
  [
    /flow not enabled for this client/,
    'Name the flow in the app client’s ExplicitAuthFlows (`authFlows` in the CDK).',
  ],
  [/SECRET_HASH was not received/, 'Browser clients cannot keep a secret: use a client without one.'],
  [
    /does not have required scopes/,
    'GetUser and the like take API-issued access tokens, or ones with the scope aws.cognito.signin.user.admin.',
  ],
  [/User is not confirmed/, 'The confirmation code is in the mail box.'],
  [
    /^\w+ invocation failed due to error AccessDeniedException/,
    'Give the function an AWS::Lambda::Permission for cognito-idp.amazonaws.com with the pool as its source.',
  ],
];

/** What to change, where the mistake is a classic one. */
export function hintOf(error: AwsError): string | undefined {
  return HINTS.find(([message]) => message.test(error.message))?.[1];
}

export function wrongCredentials(why: string): AwsError {
  return refusal('NotAuthorizedException', 'Incorrect username or password.', why);
}
