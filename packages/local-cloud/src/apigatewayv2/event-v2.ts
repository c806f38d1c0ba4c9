import { requestTime } from '../apigateway/request-context.ts';
import { eventBody } from './event-body.ts';
import { cookiesOf, headerLists } from './event-headers.ts';
import type { HttpExchange, RouteAuthorizer } from './http-exchange.ts';

/**
 * The event of payload format 2.0. Members without a value are left out.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function eventV2(exchange: HttpExchange, context: object = {}): object {
  return { version: '2.0', ...requestV2(exchange, context), ...bodyV2(exchange) };
}

/** What integrations and authorizers both get. `context` stands in place of members of the request context. */
export function requestV2(exchange: HttpExchange, context: object = {}): object {
  const { http, facts, route, query } = exchange;
  const { accountId, region, urlSuffix } = facts.account;
  const headers: Record<string, string> = Object.create(null);
  for (const [name, values] of headerLists(exchange)) {
    // Cookies have a member of their own.
    if (name !== 'cookie') headers[name] = values.join(',');
  }
  const cookies = cookiesOf(exchange);
  const parameters = Object.entries(query.multi).map(([name, values]) => [name, values.join(',')]);
  return {
    routeKey: route?.routeKey,
    rawPath: exchange.rawPath,
    rawQueryString: http.rawQuery,
    ...(cookies === undefined ? {} : { cookies }),
    headers,
    ...(parameters.length === 0 ? {} : { queryStringParameters: withoutPrototype(parameters) }),
    requestContext: {
      accountId,
      apiId: facts.apiId,
      ...authorizerV2(exchange.authorizer),
      domainName: `${facts.apiId}.execute-api.${region}.${urlSuffix}`,
      domainPrefix: facts.apiId,
      http: {
        method: http.method,
        path: exchange.rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: exchange.sourceIp,
        userAgent: http.header('user-agent') ?? '',
      },
      requestId: exchange.requestId,
      routeKey: route?.routeKey,
      stage: facts.stage,
      time: requestTime(http.receivedAt),
      timeEpoch: http.receivedAt,
      ...context,
    },
    ...(route?.pathParameters === undefined ? {} : { pathParameters: route.pathParameters }),
    ...(facts.variables === undefined ? {} : { stageVariables: facts.variables }),
  };
}

function bodyV2(exchange: HttpExchange): object {
  const { body, isBase64Encoded } = eventBody(exchange);
  return body === undefined ? { isBase64Encoded } : { body, isBase64Encoded };
}

function authorizerV2(authorizer: RouteAuthorizer | undefined): object {
  if (authorizer === undefined) return {};
  switch (authorizer.type) {
    case 'jwt':
      return { authorizer: { jwt: { claims: authorizer.claims, scopes: authorizer.scopes } } };
    case 'lambda':
      return { authorizer: { lambda: authorizer.context } };
    case 'iam': {
      const { accessKey, accountId, userArn, userId } = authorizer;
      const iam = { accessKey, accountId, callerId: userId, cognitoIdentity: null, principalOrgId: null };
      return { authorizer: { iam: { ...iam, userArn, userId } } };
    }
  }
}

/** Clients choose the names: `__proto__` must stay an ordinary one. */
function withoutPrototype(entries: readonly (readonly string[])[]): Record<string, string> {
  const map: Record<string, string> = Object.create(null);
  for (const [name = '', value = ''] of entries) map[name] = value;
  return map;
}
