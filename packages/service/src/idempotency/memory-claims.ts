import type { IdempotencyClaim } from './idempotency-claim.ts';
import type { InsertOutcome } from './insert-outcome.ts';

/** Claims of Idempotency-Keys in this process, for stores in memory. */
export interface MemoryClaims<Made> {
  /** Notes the claim, unless an earlier one holds. */
  take(owner: string, claim: IdempotencyClaim | undefined, made: Made): InsertOutcome<Made>;
}

export function memoryClaims<Made>(): MemoryClaims<Made> {
  const claims = new Map<string, { readonly claim: IdempotencyClaim; readonly made: Made }>();
  return {
    take(owner, claim, made) {
      if (claim === undefined) return { outcome: 'inserted' };
      const earlier = claims.get(`${owner}/${claim.key}`);
      if (earlier !== undefined && earlier.claim.expiresAt > claim.madeAt) {
        return earlier.claim.fingerprint === claim.fingerprint
          ? { outcome: 'replayed', made: earlier.made }
          : { outcome: 'key-reused' };
      }
      claims.set(`${owner}/${claim.key}`, { claim, made });
      return { outcome: 'inserted' };
    },
  };
}
