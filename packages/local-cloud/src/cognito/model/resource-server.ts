/** The scopes of one protected API: `<identifier>/<scope name>`. */
export interface ResourceServer {
  readonly poolId: string;
  readonly identifier: string;
  readonly name: string;
  readonly scopes: readonly { readonly ScopeName: string; readonly ScopeDescription: string }[];
  readonly creationToken?: string;
}

export function resourceServerId(poolId: string, identifier: string): string {
  return `${poolId}/${identifier}`;
}
