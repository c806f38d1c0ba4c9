import type { APIGatewayEventDefaultAuthorizerContext, APIGatewayProxyEvent } from 'aws-lambda';
import { ApiProblem } from './api-problem.ts';
import type { Caller } from './call.ts';

/**
 * The caller that the gateway's authorizer proved: the claims of the user pool's token, or the context of the
 * authorizer of personal access tokens. Never anything that the request itself says.
 */
export function callerOf(event: APIGatewayProxyEvent): Caller {
  const authorizer = event.requestContext.authorizer;
  const claims = authorizer?.claims;
  const caller = claims === undefined ? byPersonalToken(authorizer) : bySignIn(claims);
  if (caller === undefined) throw new ApiProblem('unauthorized');
  return caller;
}

type Told = APIGatewayEventDefaultAuthorizerContext;

function bySignIn(claims: Told): Caller | undefined {
  const { sub, scope, email, name } = texts(claims);
  if (sub === undefined) return undefined;
  return {
    sub,
    scopes: scope?.split(' ') ?? [],
    ...(email === undefined ? {} : { email }),
    ...(name === undefined ? {} : { name }),
  };
}

function byPersonalToken(context: Told): Caller | undefined {
  const { sub, scopes, tokenId: id, tokenName: name, tokenExpiresAt: expiresAt } = texts(context);
  if (sub === undefined) return undefined;
  const whole = id !== undefined && name !== undefined && expiresAt !== undefined;
  return { sub, scopes: scopes?.split(' ') ?? [], ...(whole ? { token: { id, name, expiresAt } } : {}) };
}

/** What an authorizer told that is text with something in it. */
function texts(told: Told): Readonly<Record<string, string>> {
  const members: readonly (readonly [string, unknown])[] = Object.entries(told ?? {});
  return Object.fromEntries(
    members.filter((member): member is [string, string] => typeof member[1] === 'string' && member[1] !== ''),
  );
}
