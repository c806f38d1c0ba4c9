import type { PasswordCredential } from '../passwords/password-credential.ts';

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';

/** What a mailed code is for. `attribute:email` verifies the address itself. */
export type CodePurpose = 'sign-up' | 'reset' | 'attribute:email' | 'attribute:phone_number';

/** A code that was sent. What is kept tells neither the code nor the address, and fits both together only. */
export interface IssuedCode {
  /** base64 */
  readonly salt: string;
  /** HMAC-SHA256 of the address and the code under the salt, base64. */
  readonly digest: string;
  /** What it was sent to, and proves. */
  readonly attribute: 'email' | 'phone_number';
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface SoftwareToken {
  /** base32, as it was shown once. */
  readonly secret: string;
  /** The number of the 30-second step that was used last: a code works once. */
  readonly lastStep?: number;
  readonly deviceName?: string;
}

export interface User {
  /** A UUID that never changes. */
  readonly sub: string;
  /** Equal to `sub` in a pool where people sign in with an address. */
  readonly username: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Every attribute but `sub`, as text. */
  readonly attributes: Readonly<Record<string, string>>;
  /** New addresses that only count once they are verified. */
  readonly pendingAttributes: Readonly<Record<string, string>>;
  /** Absent when the user never had a password. */
  readonly credential?: PasswordCredential;
  /** When a temporary password stops to work. */
  readonly temporaryUntil?: number;
  readonly codes: Readonly<Partial<Record<CodePurpose, IssuedCode>>>;
  readonly softwareToken?: SoftwareToken;
  /** The secret of an authenticator app that has not proved itself yet. */
  readonly pendingSoftwareToken?: string;
  readonly mfa: { readonly software: boolean; readonly preferred: boolean };
  /** Names, in the order of joining. */
  readonly groups: readonly string[];
  readonly creationToken?: string;
}

export function isVerified(user: User, attribute: 'email' | 'phone_number'): boolean {
  return user.attributes[attribute] !== undefined && user.attributes[`${attribute}_verified`] === 'true';
}

/** A copy of a record without the named entries. */
export function without<V>(
  record: Readonly<Record<string, V>>,
  names: readonly string[],
): Readonly<Record<string, V>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}
