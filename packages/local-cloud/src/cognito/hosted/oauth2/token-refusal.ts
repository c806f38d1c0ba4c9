import { Refusal, type RefusalReason } from '../refusal.ts';

/** The error codes of RFC 6749 section 5.2 and RFC 7009 section 2.2.1. */
export type TokenErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'unsupported_token_type';

/** A refusal as the token endpoint answers it: the code alone, the reason only in the journal. */
export function tokenRefusal(error: TokenErrorCode, reason: RefusalReason, status = 400): Refusal {
  return new Refusal({ kind: 'json', status, error }, reason);
}
