import type { APIGatewayProxyEvent, Context } from 'aws-lambda';

/** A request as a test writes it. */
export interface TestRequest {
  readonly method: string;
  /** The template that the gateway matched. */
  readonly resource: string;
  readonly path?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  /** The caller's `sub`; null for an event that no authorizer has seen. */
  readonly as?: string | null;
  /** What the caller's token may do. */
  readonly scope?: string;
}

/** The event that API Gateway's proxy integration (payload 1.0) makes of a request. */
export function proxyEvent(request: TestRequest): APIGatewayProxyEvent {
  const {
    method,
    resource,
    parameters,
    query,
    headers = {},
    body,
    as = 'ada',
    scope = 'tasks/read tasks/write',
  } = request;
  const lists = Object.entries(query ?? {}).map(([name, value]) => [name, [value].flat()] as const);
  const path =
    request.path ?? resource.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => parameters?.[name] ?? '');
  return {
    resource,
    path,
    httpMethod: method,
    headers: { ...headers },
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters:
      lists.length === 0 ? null : Object.fromEntries(lists.map(([name, values]) => [name, values.at(-1)])),
    multiValueQueryStringParameters: lists.length === 0 ? null : Object.fromEntries(lists),
    pathParameters: parameters ?? null,
    stageVariables: null,
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
    // Only what the code reads of the many members that the gateway gives.
    requestContext: {
      requestId: '0b6d3a6e-2f3c-4a54-9f0e-000000000001',
      authorizer: as === null ? null : { claims: { sub: as, scope } },
    } as unknown as APIGatewayProxyEvent['requestContext'],
  };
}

/** What the code reads of an invocation's context. */
export const testContext: Context = { awsRequestId: 'invocation-1', functionName: 'tasks' } as Context;
