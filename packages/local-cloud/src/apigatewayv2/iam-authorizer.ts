import { bodyReader } from '../apigateway/body-reader.ts';
import type { Authenticate } from '../apigateway/iam-authorizer.ts';
import { asSigned } from '../apigateway/signed-path.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { HttpRequest } from '../front-door/http.ts';
import type { RouteCheck } from './http-exchange.ts';

const RULE = 'AWS_IAM authorizer';

/** The check of AWS_IAM routes: the signature, then the caller's policies. Every refusal is a 403 `Forbidden`. */
export function iamAuthorizer(authenticate: Authenticate): RouteCheck {
  return async (exchange) => {
    const unread = await bodyReader(exchange);
    if (unread !== undefined) return unread;
    const { http, facts } = exchange;
    try {
      const caller = authenticate(asSigned(http, facts.apiId), exchange.body, 'execute-api');
      caller.authorize({ action: 'execute-api:Invoke', resource: exchange.arnOf(exchange.path) });
      const { accountId, arn: userArn, userId } = caller;
      exchange.allowedBy = RULE;
      exchange.authorizer = { type: 'iam', accessKey: accessKeyOf(http), accountId, userArn, userId };
      return undefined;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return { type: 'ACCESS_DENIED', message: 'Forbidden', rule: RULE, explained: true };
    }
  };
}

/** The access key's id, which is no secret, out of a signature that was found right. */
function accessKeyOf(http: HttpRequest): string {
  const scope =
    /Credential=([^,\s]+)/.exec(http.header('authorization') ?? '')?.[1] ??
    http.query.get('X-Amz-Credential') ??
    '';
  return scope.split('/')[0] ?? '';
}
