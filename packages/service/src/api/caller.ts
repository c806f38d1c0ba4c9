import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ApiProblem } from './api-problem.ts';
import type { Caller } from './call.ts';

/** The caller that the Cognito authorizer proved. Never anything that the request itself says. */
export function callerOf(event: APIGatewayProxyEvent): Caller {
  const sub: unknown = event.requestContext.authorizer?.claims?.sub;
  if (typeof sub !== 'string' || sub === '') throw new ApiProblem('unauthorized');
  return { sub };
}
