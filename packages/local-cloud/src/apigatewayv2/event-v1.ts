import { valuesOrNull } from '../apigateway/proxy-event.ts';
import { requestTime } from '../apigateway/request-context.ts';
import { eventBody } from './event-body.ts';
import { headerLists } from './event-headers.ts';
import type { HttpExchange, RouteAuthorizer } from './http-exchange.ts';

/**
 * The event of payload format 1.0, the format of REST APIs. Members without a value are null.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function eventV1(exchange: HttpExchange): object {
  const { body, isBase64Encoded } = eventBody(exchange);
  return { version: '1.0', ...requestV1(exchange), body: body ?? null, isBase64Encoded };
}

/** The names that this format spells with capitals; all others are in lower case. */
const CAPITALS: ReadonlyMap<string, string> = new Map(
  [
    'Content-Length',
    'Host',
    'User-Agent',
    'X-Amzn-Trace-Id',
    'X-Forwarded-For',
    'X-Forwarded-Port',
    'X-Forwarded-Proto',
  ].map((name) => [name.toLowerCase(), name] as const),
);

/** What integrations and authorizers both get. */
export function requestV1(exchange: HttpExchange): object {
  const { http, facts, route, query } = exchange;
  const headers: Record<string, string> = Object.create(null);
  const multiValueHeaders: Record<string, readonly string[]> = Object.create(null);
  for (const [lower, values] of headerLists(exchange)) {
    const name = CAPITALS.get(lower) ?? lower;
    headers[name] = values.at(-1) ?? '';
    multiValueHeaders[name] = values;
  }
  return {
    resource: route?.path,
    path: exchange.rawPath,
    httpMethod: http.method,
    headers,
    multiValueHeaders,
    queryStringParameters: valuesOrNull(query, 'single'),
    multiValueQueryStringParameters: valuesOrNull(query, 'multi'),
    requestContext: requestContextV1(exchange),
    pathParameters: route?.pathParameters ?? null,
    stageVariables: facts.variables ?? null,
  };
}

function requestContextV1(exchange: HttpExchange): object {
  const { http, facts, route, authorizer } = exchange;
  const { account, apiId } = facts;
  const caller = authorizer?.type === 'iam' ? authorizer : undefined;
  return {
    accountId: account.accountId,
    apiId,
    authorizer: authorizerV1(authorizer),
    domainName: `${apiId}.execute-api.${account.region}.${account.urlSuffix}`,
    domainPrefix: apiId,
    extendedRequestId: exchange.requestId,
    httpMethod: http.method,
    identity: {
      accessKey: caller?.accessKey ?? null,
      accountId: caller?.accountId ?? null,
      caller: caller?.userId ?? null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: exchange.sourceIp,
      user: caller?.userId ?? null,
      userAgent: http.header('user-agent') ?? null,
      userArn: caller?.userArn ?? null,
    },
    path: exchange.rawPath,
    protocol: 'HTTP/1.1',
    requestId: exchange.requestId,
    requestTime: requestTime(http.receivedAt),
    requestTimeEpoch: http.receivedAt,
    resourceId: null,
    resourcePath: route?.path,
    stage: facts.stage,
  };
}

function authorizerV1(authorizer: RouteAuthorizer | undefined): object {
  switch (authorizer?.type) {
    case 'jwt':
      return { claims: authorizer.claims, scopes: authorizer.scopes };
    case 'lambda':
      return {
        ...authorizer.context,
        ...(authorizer.principalId === undefined ? {} : { principalId: authorizer.principalId }),
      };
    default:
      return { claims: null, scopes: null };
  }
}
