/** A verified token's claims, as they stand in the JWT. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** What is known of a token that was presented to a user pool. */
export type TokenVerification =
  | { readonly valid: true; readonly use: 'id' | 'access'; readonly claims: TokenClaims }
  /** `malformed`: not a JWT of ours at all; `issuer`: another pool's or nobody's. */
  | {
      readonly valid: false;
      readonly reason: 'malformed' | 'algorithm' | 'signature' | 'issuer' | 'expired';
      /** One plain sentence for the journal. Never holds the token. */
      readonly detail: string;
    };

/** How API Gateway's authorizers ask user pools about tokens. Verified tokens are remembered until `exp`. */
export interface TokenVerifier {
  /** `token` without a `Bearer ` prefix; any one of the pools may have issued it. */
  verify(userPoolArns: readonly string[], token: string): Promise<TokenVerification>;
}
