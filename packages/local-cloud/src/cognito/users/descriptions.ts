import type { NamedValue } from '../input/members.ts';
import { isVerified, type User } from '../model/user.ts';
import type { UserPool } from '../model/user-pool.ts';
import { timestamp } from '../pools/descriptions.ts';

/** The attributes as operations list them; `sub` is one of them. */
export function attributeList(attributes: Readonly<Record<string, string>>, sub?: string): NamedValue[] {
  const own = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  return sub === undefined ? own : [...own, { Name: 'sub', Value: sub }];
}

/** The second factors that the user turned on. */
export function mfaSettings(user: User): object {
  if (!user.mfa.software || user.softwareToken === undefined) return {};
  return {
    UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
    ...(user.mfa.preferred ? { PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA' } : {}),
  };
}

export interface DescribedUser {
  readonly Username: string;
  readonly Attributes: NamedValue[];
  readonly UserCreateDate: number;
  readonly UserLastModifiedDate: number;
  readonly Enabled: boolean;
  readonly UserStatus: string;
}

/** `UserType`, as AdminCreateUser and ListUsers answer it. */
export function describedUser(user: User): DescribedUser {
  return {
    Username: user.username,
    Attributes: attributeList(user.attributes, user.sub),
    UserCreateDate: timestamp(user.createdAt),
    UserLastModifiedDate: timestamp(user.modifiedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

/** The first factors that the user could sign in with. */
export function authFactors(pool: UserPool, user: User): string[] {
  const allowed = pool.settings.Policies.SignInPolicy.AllowedFirstAuthFactors;
  return [
    ...(user.credential ? ['PASSWORD'] : []),
    ...(allowed.includes('EMAIL_OTP') && isVerified(user, 'email') ? ['EMAIL_OTP'] : []),
  ];
}
