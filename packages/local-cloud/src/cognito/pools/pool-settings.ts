import { AwsError } from '../../aws/aws-error.ts';
import type { UserPoolSettings } from '../model/user-pool.ts';
import { DEFAULT_PASSWORD_POLICY } from '../passwords/password-policy.ts';
import type { PoolInput } from './pool-input.ts';
import { unsupportedPoolSetting } from './pool-support.ts';

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

function refuseContradictions(input: PoolInput): void {
  const unsupported = unsupportedPoolSetting(input);
  if (unsupported) throw invalid(`${unsupported.path}: ${unsupported.reason}`);
  if (input.AliasAttributes?.length && input.UsernameAttributes?.length) {
    throw invalid('Only one of the aliasAttributes or usernameAttributes can be set in a user pool.');
  }
  const mechanisms = input.AccountRecoverySetting?.RecoveryMechanisms ?? [];
  if (mechanisms.length > 1 && mechanisms.some(({ Name }) => Name === 'admin_only')) {
    throw invalid('Invalid account recovery setting: admin_only cannot be combined with other mechanisms.');
  }
  if (new Set(mechanisms.map(({ Priority }) => Priority)).size < mechanisms.length) {
    throw invalid('Invalid account recovery setting: priorities must differ.');
  }
}

/** The entries of `record` that have a value. */
function present<T extends object>(record: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Partial<T>;
}

type Optional = Pick<
  UserPoolSettings,
  | 'AliasAttributes'
  | 'UsernameAttributes'
  | 'EmailVerificationMessage'
  | 'EmailVerificationSubject'
  | 'SmsVerificationMessage'
  | 'SmsAuthenticationMessage'
  | 'UsernameConfiguration'
>;

/**
 * A pool's settings with AWS's defaults for what `input` leaves out. `softwareTokenMfa` is what counts
 * when the input does not name the second factors.
 * Throws InvalidParameterException for settings that contradict each other or are not emulated.
 */
export function poolSettings(input: PoolInput, softwareTokenMfa = false): UserPoolSettings {
  refuseContradictions(input);
  const mfa = input.MfaConfiguration ?? 'OFF';
  const authenticatorApps = input.EnabledMfas?.includes('SOFTWARE_TOKEN_MFA') ?? softwareTokenMfa;
  if (mfa !== 'OFF' && !authenticatorApps) {
    throw invalid(
      'MfaConfiguration: only authenticator apps are emulated as a second factor. Name SOFTWARE_TOKEN_MFA in EnabledMfas, or turn it on with SetUserPoolMfaConfig.',
    );
  }
  const { PasswordPolicy, SignInPolicy } = input.Policies ?? {};
  const given = PasswordPolicy ?? {};
  const { PasswordHistorySize: _history, ...policy } = given;
  // A policy that is given asks only for what it names.
  const base = PasswordPolicy
    ? {
        ...DEFAULT_PASSWORD_POLICY,
        RequireUppercase: false,
        RequireLowercase: false,
        RequireNumbers: false,
        RequireSymbols: false,
      }
    : DEFAULT_PASSWORD_POLICY;
  const { UnusedAccountValidityDays, ...adminConfig } = input.AdminCreateUserConfig ?? {};
  const passwordPolicy = { ...base, ...policy };
  const requireVerification = input.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate;
  const mechanisms = input.AccountRecoverySetting?.RecoveryMechanisms;
  return {
    ...present<Optional>({
      AliasAttributes: input.AliasAttributes,
      UsernameAttributes: input.UsernameAttributes,
      EmailVerificationMessage: input.EmailVerificationMessage,
      EmailVerificationSubject: input.EmailVerificationSubject,
      SmsVerificationMessage: input.SmsVerificationMessage,
      SmsAuthenticationMessage: input.SmsAuthenticationMessage,
      UsernameConfiguration: input.UsernameConfiguration,
    }),
    Policies: {
      PasswordPolicy:
        UnusedAccountValidityDays !== undefined && given.TemporaryPasswordValidityDays === undefined
          ? { ...passwordPolicy, TemporaryPasswordValidityDays: UnusedAccountValidityDays }
          : passwordPolicy,
      SignInPolicy: { AllowedFirstAuthFactors: SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD'] },
    },
    DeletionProtection: input.DeletionProtection ?? 'INACTIVE',
    LambdaConfig: input.LambdaConfig ?? {},
    AutoVerifiedAttributes: input.AutoVerifiedAttributes ?? [],
    VerificationMessageTemplate: {
      DefaultEmailOption: 'CONFIRM_WITH_CODE',
      ...input.VerificationMessageTemplate,
    },
    ...(requireVerification
      ? { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: requireVerification } }
      : {}),
    MfaConfiguration: mfa,
    SoftwareTokenMfa: authenticatorApps,
    UserPoolTags: input.UserPoolTags ?? {},
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, ...adminConfig },
    ...(mechanisms ? { AccountRecoverySetting: { RecoveryMechanisms: mechanisms } } : {}),
    UserPoolTier: input.UserPoolTier ?? 'ESSENTIALS',
    delivery: {
      ...(input.EmailConfiguration ? { EmailConfiguration: input.EmailConfiguration } : {}),
      ...(input.SmsConfiguration ? { SmsConfiguration: input.SmsConfiguration } : {}),
      ...(input.DeviceConfiguration ? { DeviceConfiguration: input.DeviceConfiguration } : {}),
      ...(input.UserPoolAddOns ? { UserPoolAddOns: input.UserPoolAddOns } : {}),
    },
  };
}
