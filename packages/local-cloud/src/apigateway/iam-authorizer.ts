import { AwsError } from '../aws/aws-error.ts';
import type { Caller } from '../aws/aws-service.ts';
import type { HttpRequest } from '../front-door/http.ts';
import type { CompiledPolicy } from '../iam/policy/compiled-policy.ts';
import { bodyReader } from './body-reader.ts';
import type { Check } from './check.ts';
import type { GatewayResponseType } from './gateway-response-types.ts';
import type { Refusal } from './refusal.ts';
import { maskedArn } from './resource-policy.ts';
import { asSigned } from './signed-path.ts';

/** Proves who signed a request for `execute-api`; writes to the journal why not. Throws AwsError. */
export type Authenticate = (request: HttpRequest, body: Buffer, service: string) => Caller;

const RULE = 'AWS_IAM authorizer';

/** The check of AWS_IAM methods: the signature, then the caller's policies and the API's own. */
export function iamAuthorizer(authenticate: Authenticate, resourcePolicy: CompiledPolicy | undefined): Check {
  return async (exchange) => {
    const unread = await bodyReader(exchange);
    if (unread !== undefined) return unread;
    const resource = exchange.arnOf(exchange.path);
    try {
      const caller = authenticate(
        asSigned(exchange.http, exchange.facts.apiId),
        exchange.body,
        'execute-api',
      );
      caller.authorize({
        action: 'execute-api:Invoke',
        resource,
        ...(resourcePolicy === undefined ? {} : { resourcePolicy }),
      });
      exchange.allowedBy = RULE;
      exchange.caller = caller;
      return undefined;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return refused(error, resource);
    }
  };
}

const TYPES: Readonly<Record<string, GatewayResponseType>> = {
  MissingAuthenticationTokenException: 'MISSING_AUTHENTICATION_TOKEN',
  ExpiredTokenException: 'EXPIRED_TOKEN',
  AccessDeniedException: 'ACCESS_DENIED',
};

function refused(error: AwsError, arn: string): Refusal {
  const type = TYPES[error.code] ?? 'INVALID_SIGNATURE';
  if (type === 'ACCESS_DENIED') {
    const message = error.message.replace(arn, maskedArn(arn));
    return { type, message, builtInBody: JSON.stringify({ Message: message }), rule: RULE, explained: true };
  }
  return {
    type,
    message: type === 'MISSING_AUTHENTICATION_TOKEN' ? 'Missing Authentication Token' : error.message,
    errorType: error.code,
    rule: RULE,
    explained: true,
  };
}
