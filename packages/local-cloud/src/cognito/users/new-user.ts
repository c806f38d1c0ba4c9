import type { CognitoCore } from '../core.ts';
import type { User, UserStatus } from '../model/user.ts';

export interface NewUser {
  readonly sub: string;
  readonly username: string;
  readonly status: UserStatus;
  readonly attributes: Readonly<Record<string, string>>;
  readonly creationToken?: string;
}

/** A user as it is on its first day. */
export function newUser(
  core: CognitoCore,
  { sub, username, status, attributes, creationToken }: NewUser,
): User {
  const now = core.sources.now();
  return {
    sub,
    username,
    status,
    enabled: true,
    createdAt: now,
    modifiedAt: now,
    attributes,
    pendingAttributes: {},
    codes: {},
    mfa: { software: false, preferred: false },
    groups: [],
    ...(creationToken === undefined ? {} : { creationToken }),
  };
}
