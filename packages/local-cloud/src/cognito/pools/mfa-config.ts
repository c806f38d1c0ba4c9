import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import type { UserPool } from '../model/user-pool.ts';

export interface MfaConfigInput {
  readonly MfaConfiguration?: 'OFF' | 'ON' | 'OPTIONAL';
  readonly SoftwareTokenMfaConfiguration?: { readonly Enabled?: boolean };
  readonly SmsMfaConfiguration?: object;
  readonly EmailMfaConfiguration?: object;
  readonly WebAuthnConfiguration?: object;
}

/** As SetUserPoolMfaConfig and GetUserPoolMfaConfig answer it. */
export function mfaConfig({ settings }: UserPool): object {
  return {
    ...(settings.SoftwareTokenMfa ? { SoftwareTokenMfaConfiguration: { Enabled: true } } : {}),
    MfaConfiguration: settings.MfaConfiguration,
  };
}

/** Throws InvalidParameterException for second factors that are not emulated. */
export async function setMfaConfig(
  core: CognitoCore,
  pool: UserPool,
  input: MfaConfigInput,
): Promise<UserPool> {
  const foreign = (['SmsMfaConfiguration', 'EmailMfaConfiguration', 'WebAuthnConfiguration'] as const).find(
    (name) => input[name] !== undefined,
  );
  if (foreign) {
    throw new AwsError(
      'InvalidParameterException',
      `${foreign}: only authenticator apps are emulated as a second factor.`,
    );
  }
  const mfa = input.MfaConfiguration ?? 'OFF';
  const apps = input.SoftwareTokenMfaConfiguration?.Enabled ?? false;
  if (mfa !== 'OFF' && !apps) {
    throw new AwsError(
      'InvalidParameterException',
      "Invalid MFA configuration given, can't turn on MFA and disable all second factors.",
    );
  }
  const settings = { ...pool.settings, MfaConfiguration: mfa, SoftwareTokenMfa: apps };
  const changed = { ...pool, modifiedAt: core.sources.now(), settings };
  await core.pools.put(pool.id, changed);
  return changed;
}
