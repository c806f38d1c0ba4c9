import type { Exchange } from './exchange.ts';
import type { ParameterMaps } from './query-parameters.ts';
import { withAuthorizer } from './request-context.ts';

type Values = Readonly<Record<string, unknown>> | null;

/**
 * The event that a Lambda proxy integration hands to its function, format 1.0, as JSON.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function proxyEvent(exchange: Exchange): string {
  const { http, facts, routed } = exchange;
  const binary = facts.isBinary(http.header('content-type'));
  return JSON.stringify({
    resource: routed?.resourcePath,
    path: exchange.path,
    httpMethod: http.method,
    headers: exchange.headers.single,
    multiValueHeaders: exchange.headers.multi,
    queryStringParameters: valuesOrNull(exchange.query, 'single'),
    multiValueQueryStringParameters: valuesOrNull(exchange.query, 'multi'),
    pathParameters: exchange.pathParameters,
    stageVariables: facts.variables,
    requestContext: withAuthorizer(exchange.context, exchange.authorizer),
    body: exchange.body.length === 0 ? null : exchange.body.toString(binary ? 'base64' : 'utf8'),
    isBase64Encoded: binary && exchange.body.length > 0,
  });
}

/** Empty maps are null in an event. */
export function valuesOrNull(maps: ParameterMaps, which: 'single' | 'multi'): Values {
  for (const _ in maps.single) return maps[which];
  return null;
}
