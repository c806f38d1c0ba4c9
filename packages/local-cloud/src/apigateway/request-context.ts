import type { AuthorizerContext, Exchange } from './exchange.ts';

/** `requestContext` of a proxy event and `$context` of a template. */
export interface RequestContext {
  readonly [name: string]: unknown;
  readonly identity: Readonly<Record<string, string | null>>;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `20/Nov/2026:11:00:00 +0000` */
export function requestTime(epochMs: number): string {
  const date = new Date(epochMs);
  const iso = date.toISOString();
  return `${iso.slice(8, 10)}/${MONTHS[date.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}

/** What is known once the request is routed; `authorizer` and the API key are added as they are found. */
export function requestContext(exchange: Exchange): RequestContext {
  const { http, facts, routed, apiKey, caller } = exchange;
  const { account, apiId } = facts;
  return {
    resourceId: routed?.resourceId ?? null,
    resourcePath: routed?.resourcePath ?? null,
    ...(routed?.operationName === undefined ? {} : { operationName: routed.operationName }),
    httpMethod: http.method,
    extendedRequestId: exchange.extendedRequestId,
    requestTime: requestTime(http.receivedAt),
    path: exchange.stagePath,
    accountId: account.accountId,
    protocol: 'HTTP/1.1',
    stage: facts.stage,
    domainPrefix: apiId,
    requestTimeEpoch: http.receivedAt,
    requestId: http.id,
    identity: {
      cognitoIdentityPoolId: null,
      accountId: caller?.accountId ?? null,
      cognitoIdentityId: null,
      caller: caller?.userId ?? null,
      sourceIp: exchange.sourceIp,
      principalOrgId: null,
      accessKey: null,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn: caller?.arn ?? null,
      userAgent: http.header('user-agent') ?? null,
      user: caller?.userId ?? null,
      ...(apiKey === undefined ? {} : { apiKey: apiKey.value, apiKeyId: apiKey.id }),
    },
    domainName: `${apiId}.execute-api.${account.region}.${account.urlSuffix}`,
    deploymentId: facts.deploymentId,
    apiId,
  };
}

/** The context with the authorizer's findings, where there are any. */
export function withAuthorizer(
  context: RequestContext,
  authorizer: AuthorizerContext | undefined,
): RequestContext {
  return authorizer === undefined ? context : { ...context, authorizer };
}
