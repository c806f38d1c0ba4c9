import type { SchemaAttribute } from './attribute-schema.ts';

/** Lengths and character classes that a password must have. */
export interface PasswordPolicy {
  readonly MinimumLength: number;
  readonly RequireUppercase: boolean;
  readonly RequireLowercase: boolean;
  readonly RequireNumbers: boolean;
  readonly RequireSymbols: boolean;
  readonly TemporaryPasswordValidityDays: number;
}

export type FirstFactor = 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN';

/** The functions that a pool calls, by trigger. Values are function ARNs. */
export interface LambdaConfig {
  readonly PreSignUp?: string;
  readonly CustomMessage?: string;
  readonly PostConfirmation?: string;
  readonly PreAuthentication?: string;
  readonly PostAuthentication?: string;
  readonly DefineAuthChallenge?: string;
  readonly CreateAuthChallenge?: string;
  readonly VerifyAuthChallengeResponse?: string;
  readonly PreTokenGeneration?: string;
  readonly PreTokenGenerationConfig?: { readonly LambdaVersion: string; readonly LambdaArn: string };
  readonly UserMigration?: string;
}

export interface InviteTemplate {
  readonly EmailMessage?: string;
  readonly EmailSubject?: string;
  readonly SMSMessage?: string;
}

export interface VerificationTemplate {
  readonly EmailMessage?: string;
  readonly EmailSubject?: string;
  readonly SmsMessage?: string;
  readonly EmailMessageByLink?: string;
  readonly EmailSubjectByLink?: string;
  readonly DefaultEmailOption?: 'CONFIRM_WITH_LINK' | 'CONFIRM_WITH_CODE';
}

export interface RecoveryOption {
  readonly Name: 'verified_email' | 'verified_phone_number' | 'admin_only';
  readonly Priority: number;
}

/** A pool's settings in the words of CreateUserPool, with its defaults filled in. */
export interface UserPoolSettings {
  readonly Policies: {
    readonly PasswordPolicy: PasswordPolicy;
    readonly SignInPolicy: { readonly AllowedFirstAuthFactors: readonly FirstFactor[] };
  };
  readonly DeletionProtection: 'ACTIVE' | 'INACTIVE';
  readonly LambdaConfig: LambdaConfig;
  readonly AutoVerifiedAttributes: readonly string[];
  readonly AliasAttributes?: readonly string[];
  readonly UsernameAttributes?: readonly string[];
  readonly EmailVerificationMessage?: string;
  readonly EmailVerificationSubject?: string;
  readonly SmsVerificationMessage?: string;
  readonly SmsAuthenticationMessage?: string;
  readonly VerificationMessageTemplate: VerificationTemplate;
  readonly UserAttributeUpdateSettings?: {
    readonly AttributesRequireVerificationBeforeUpdate: readonly string[];
  };
  readonly MfaConfiguration: 'OFF' | 'ON' | 'OPTIONAL';
  /** Whether authenticator apps may be a second factor (`EnabledMfas`, SetUserPoolMfaConfig). */
  readonly SoftwareTokenMfa: boolean;
  readonly UserPoolTags: Readonly<Record<string, string>>;
  readonly AdminCreateUserConfig: {
    readonly AllowAdminCreateUserOnly: boolean;
    readonly InviteMessageTemplate?: InviteTemplate;
  };
  readonly UsernameConfiguration?: { readonly CaseSensitive: boolean };
  readonly AccountRecoverySetting?: { readonly RecoveryMechanisms: readonly RecoveryOption[] };
  readonly UserPoolTier: string;
  /** Kept and described, without effect here: how AWS would send mail and texts, and remember devices. */
  readonly delivery: Readonly<Record<string, unknown>>;
}

export interface UserPool {
  /** `<region>_<9 letters and digits>`. */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly settings: UserPoolSettings;
  readonly schema: readonly SchemaAttribute[];
  /** Of the sign-in pages, by client id or `ALL`; kept for SetUICustomization. */
  readonly styleSheets?: Readonly<Record<string, string>>;
  /** Names the creation, when a template made it. */
  readonly creationToken?: string;
}

/** Whether `A@x` and `a@x` name two users. They do unless the pool says otherwise. */
export function caseSensitive(pool: UserPool): boolean {
  return pool.settings.UsernameConfiguration?.CaseSensitive ?? true;
}

/** Whether people sign up with an address or a phone number, and the user name is made for them. */
export function namesUsersItself(pool: UserPool): boolean {
  return (pool.settings.UsernameAttributes?.length ?? 0) > 0;
}

/** The part of the pool's id behind the underscore, which SRP proofs are bound to. */
export function srpPoolName(pool: UserPool): string {
  return pool.id.slice(pool.id.indexOf('_') + 1);
}
