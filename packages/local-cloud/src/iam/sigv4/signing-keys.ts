import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { CredentialScope } from './authorization.ts';

/** Derives signing keys, each once. */
export interface SigningKeys {
  /** The key for one secret within one scope. */
  get(accessKeyId: string, secretAccessKey: string, scope: CredentialScope): KeyObject;
}

/** Keeps up to `capacity` keys and forgets the oldest. */
export function signingKeys(capacity = 1000): SigningKeys {
  const keys = new Map<string, { readonly secret: string; readonly key: KeyObject }>();
  return {
    get(accessKeyId, secretAccessKey, scope) {
      const id = `${accessKeyId}/${scope.text}`;
      const found = keys.get(id);
      if (found !== undefined && found.secret === secretAccessKey) return found.key;
      const key = deriveSigningKey(secretAccessKey, scope);
      keys.set(id, { secret: secretAccessKey, key });
      for (const oldest of keys.keys()) {
        if (keys.size <= capacity) break;
        keys.delete(oldest);
      }
      return key;
    },
  };
}

function deriveSigningKey(secretAccessKey: string, scope: CredentialScope): KeyObject {
  const steps = [scope.date, scope.region, scope.service, 'aws4_request'];
  const key = steps.reduce<Buffer>(
    (previous, step) => createHmac('sha256', previous).update(step).digest(),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  return createSecretKey(key);
}
