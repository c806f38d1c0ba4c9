/** One or more scope tokens with a space between two (RFC 6749 section 3.3). */
const SCOPE_LIST = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/;

/** Scopes that were asked for, or why they are refused. */
export type RequestedScopes =
  | { readonly ok: true; readonly scopes: readonly string[] }
  | { readonly ok: false; readonly text: string };

/** The scopes of a `scope` parameter, each of which must be allowed. All that are allowed when it is absent. */
export function requestedScopes(parameter: string | undefined, allowed: readonly string[]): RequestedScopes {
  if (parameter === undefined) return { ok: true, scopes: allowed };
  if (!SCOPE_LIST.test(parameter)) {
    return { ok: false, text: 'scope must hold scopes with one space between two.' };
  }
  const scopes = [...new Set(parameter.split(' '))];
  const foreign = scopes.filter((scope) => !allowed.includes(scope));
  return foreign.length === 0
    ? { ok: true, scopes }
    : { ok: false, text: `Not allowed for this client: ${foreign.join(' ').slice(0, 200)}` };
}
