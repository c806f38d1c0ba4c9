import { requestTime } from '../apigateway/request-context.ts';
import { textAt } from '../apigateway/text-at.ts';
import type { HttpExchange } from './http-exchange.ts';

/**
 * The text of `context.x.y` or `stageVariables.x`; undefined when there is no such value.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export function contextVariable(name: string, exchange: HttpExchange): string | undefined {
  if (name.startsWith('stageVariables.')) {
    return textAt(exchange.facts.variables, name.slice('stageVariables.'.length));
  }
  if (name.startsWith('context.authorizer.')) {
    return textAt(authorizerVariables(exchange), name.slice('context.authorizer.'.length));
  }
  if (!name.startsWith('context.')) return undefined;
  return textAt(contextOf(exchange), name.slice('context.'.length));
}

function contextOf(exchange: HttpExchange): object {
  const { http, facts, authorizer, route } = exchange;
  const { account, apiId } = facts;
  const caller = authorizer?.type === 'iam' ? authorizer : undefined;
  return {
    accountId: account.accountId,
    apiId,
    domainName: `${apiId}.execute-api.${account.region}.${account.urlSuffix}`,
    domainPrefix: apiId,
    extendedRequestId: exchange.requestId,
    httpMethod: http.method,
    identity: {
      accountId: caller?.accountId,
      caller: caller?.userId,
      sourceIp: exchange.sourceIp,
      user: caller?.userId,
      userAgent: http.header('user-agent'),
      userArn: caller?.userArn,
    },
    // Undecoded: an escaped line break must not begin a new line in a log.
    path: http.rawPath,
    protocol: 'HTTP/1.1',
    requestId: exchange.requestId,
    requestTime: requestTime(http.receivedAt),
    requestTimeEpoch: http.receivedAt,
    routeKey: route?.routeKey,
    stage: facts.stage,
  };
}

function authorizerVariables({ authorizer }: HttpExchange): object | undefined {
  switch (authorizer?.type) {
    case 'jwt':
      return { claims: authorizer.claims };
    case 'lambda':
      return { ...authorizer.context, principalId: authorizer.principalId };
    default:
      return undefined;
  }
}
