/** Milliseconds. A code is good for five minutes and for one redemption. */
export const CODE_LIFETIME: number = 5 * 60 * 1000;

/** What an authorization code stands for. */
export interface AuthorizationCode {
  readonly clientId: string;
  /** Exactly as the authorization request had it. */
  readonly redirectUri: string;
  readonly sub: string;
  readonly scopes: readonly string[];
  /** Seconds since the epoch. */
  readonly authTime: number;
  readonly nonce?: string;
  /** The S256 challenge of RFC 7636. */
  readonly challenge?: string;
}
