import { DEFAULT_TOKEN_DAYS, type NewlyMadeToken, type NewToken } from '@taskyard/contract';
import { ApiProblem } from '../api/api-problem.ts';
import type { Caller, Implementation } from '../api/call.ts';
import type { TokenTools } from './token-tools.ts';
import { newTokenValue, tokenHash } from './token-value.ts';

/** What a token of Cognito's own API carries in place of scopes: it may do all that the person may. */
const EVERYTHING = 'aws.cognito.signin.user.admin';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

export function createToken({
  store,
  now,
  newId,
  bytes,
}: TokenTools): Implementation<{ body: NewToken }, NewlyMadeToken> {
  return async ({ input, caller }) => {
    const { name, scopes, expiresInDays = DEFAULT_TOKEN_DAYS } = input.body;
    refuseMoreThan(caller, scopes);
    const value = newTokenValue(bytes);
    // Whole seconds, which is what the table keeps of an expiry.
    const moment = Math.floor(now() / 1000) * 1000;
    const token = {
      id: newId(),
      name,
      scopes,
      createdAt: new Date(moment).toISOString(),
      expiresAt: new Date(moment + expiresInDays * DAY_MILLISECONDS).toISOString(),
    };
    await store.insert({ ...token, owner: caller.sub, hash: tokenHash(value) });
    return { status: 201, body: { ...token, token: value } };
  };
}

/** Nobody gives a token what their own does not have. */
function refuseMoreThan(caller: Caller, scopes: NewToken['scopes']): void {
  if (caller.scopes.includes(EVERYTHING)) return;
  const errors = scopes.flatMap((scope, index) =>
    caller.scopes.includes(scope)
      ? []
      : [{ pointer: `/scopes/${index}`, detail: `You did not sign in with the scope ${scope}` }],
  );
  if (errors.length > 0) throw new ApiProblem('forbidden', { errors });
}
