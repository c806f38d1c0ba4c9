import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import type { User } from '../model/user.ts';
import type { UserPool } from '../model/user-pool.ts';
import type { Challenge } from '../sign-in/challenges.ts';
import { findClient, findPool } from '../sign-in/client-access.ts';
import { holderOf } from '../users/access-token.ts';
import { base32, matchingStep } from './totp.ts';

/** How the user proves to be the one: signed in, or at the step of sign-in that asks for an app. */
export interface EnrolmentProof {
  readonly AccessToken?: string;
  readonly Session?: string;
}

interface Enrolling {
  readonly pool: UserPool;
  readonly sub: string;
  readonly challenge?: Challenge;
}

const SECRET_BYTES = 32;

async function enrolling(core: CognitoCore, proof: EnrolmentProof): Promise<Enrolling> {
  const found = await proved(core, proof);
  if (found.pool.settings.MfaConfiguration === 'OFF') {
    throw new AwsError(
      'SoftwareTokenMFANotFoundException',
      'Software Token MFA has not been enabled by the userPool',
    );
  }
  return found;
}

async function proved(core: CognitoCore, proof: EnrolmentProof): Promise<Enrolling> {
  if (proof.AccessToken !== undefined) {
    const { pool, user } = await holderOf(core, proof.AccessToken);
    return { pool, sub: user.sub };
  }
  if (proof.Session === undefined) {
    throw new AwsError('InvalidParameterException', 'Either an AccessToken or a Session is required.');
  }
  const challenge = core.challenges.take(proof.Session, { names: ['MFA_SETUP'] });
  return { pool: findPool(core, challenge.poolId), sub: challenge.sub, challenge };
}

function reopened(core: CognitoCore, challenge: Challenge | undefined): { readonly Session?: string } {
  if (challenge === undefined) return {};
  const { client } = findClient(core, challenge.clientId);
  return { Session: core.challenges.open(challenge, client.settings.AuthSessionValidity) };
}

/** Gives the secret for a new authenticator app. The one in use stays until the new one proves itself. */
export async function associateSoftwareToken(
  core: CognitoCore,
  proof: EnrolmentProof,
): Promise<{ readonly SecretCode: string; readonly Session?: string }> {
  const { pool, sub, challenge } = await enrolling(core, proof);
  const secret = base32(core.sources.bytes(SECRET_BYTES));
  await core.users.change(pool, sub, (user) => ({ ...user, pendingSoftwareToken: secret }));
  return { SecretCode: secret, ...reopened(core, challenge) };
}

/** Takes the first code of the new app. Throws EnableSoftwareTokenMFAException for a wrong one. */
export async function verifySoftwareToken(
  core: CognitoCore,
  proof: EnrolmentProof,
  code: string,
  deviceName: string | undefined,
): Promise<{ readonly Status: 'SUCCESS'; readonly Session?: string }> {
  const { pool, sub, challenge } = await enrolling(core, proof);
  const now = core.sources.now();
  const change = (user: User): User => {
    const { pendingSoftwareToken: secret, ...rest } = user;
    const step = secret === undefined ? undefined : matchingStep(secret, code, now);
    if (secret === undefined || step === undefined) {
      throw new AwsError('EnableSoftwareTokenMFAException', 'Code mismatch');
    }
    return {
      ...rest,
      softwareToken: { secret, lastStep: step, ...(deviceName === undefined ? {} : { deviceName }) },
      mfa: challenge ? { software: true, preferred: true } : user.mfa,
    };
  };
  try {
    await core.users.change(pool, sub, change);
  } catch (error) {
    if (challenge && proof.Session) core.challenges.giveBack(proof.Session, challenge);
    throw error;
  }
  return { Status: 'SUCCESS', ...reopened(core, challenge && { ...challenge, enrolled: true }) };
}

export interface MfaPreference {
  readonly SMSMfaSettings?: FactorPreference;
  readonly EmailMfaSettings?: FactorPreference;
  readonly SoftwareTokenMfaSettings?: FactorPreference;
}

export interface FactorPreference {
  readonly Enabled?: boolean;
  readonly PreferredMfa?: boolean;
}

/** Throws InvalidParameterException for a factor that the user cannot have. */
export async function setMfaPreference(
  core: CognitoCore,
  pool: UserPool,
  sub: string,
  preference: MfaPreference,
): Promise<void> {
  if (preference.SMSMfaSettings?.Enabled || preference.EmailMfaSettings?.Enabled) {
    throw new AwsError(
      'InvalidParameterException',
      'SMS and email are not emulated as second factors; an authenticator app is.',
    );
  }
  const wanted = preference.SoftwareTokenMfaSettings;
  if (wanted === undefined) return;
  await core.users.change(pool, sub, (user) => {
    if (wanted.Enabled && user.softwareToken === undefined) {
      throw new AwsError('InvalidParameterException', 'User has not verified software token mfa');
    }
    const software = wanted.Enabled ?? false;
    return { ...user, mfa: { software, preferred: software && (wanted.PreferredMfa ?? false) } };
  });
}
