import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ApiProblem } from './api-problem.ts';
import type { Caller } from './call.ts';

/**
 * The caller that the gateway's authorizer proved: the claims of the user pool's token, or the context of the
 * authorizer of personal access tokens. Never anything that the request itself says.
 */
export function callerOf(event: APIGatewayProxyEvent): Caller {
  const authorizer = event.requestContext.authorizer;
  const claims = authorizer?.claims;
  const sub: unknown = claims === undefined ? authorizer?.sub : claims.sub;
  const scopes: unknown = claims === undefined ? authorizer?.scopes : claims.scope;
  if (typeof sub !== 'string' || sub === '') throw new ApiProblem('unauthorized');
  return { sub, scopes: typeof scopes === 'string' ? scopes.split(' ') : [] };
}
