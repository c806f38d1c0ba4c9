import type { PoolInput } from './pool-input.ts';

/** A setting that would be silently without effect, and why that matters. */
export interface Unsupported {
  /** Such as `UserPoolAddOns.AdvancedSecurityMode`. */
  readonly path: string;
  readonly reason: string;
}

interface Limit {
  readonly path: string;
  readonly reason: string;
  readonly applies: (input: PoolInput) => boolean;
}

/** Asked of templates before they are validated: what should be a list may be anything. */
function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

const LIMITS: readonly Limit[] = [
  {
    path: 'UserPoolAddOns.AdvancedSecurityMode',
    reason: 'Threat protection is not emulated: ENFORCED would block sign-ins on AWS that pass here.',
    applies: (input) => input.UserPoolAddOns?.AdvancedSecurityMode === 'ENFORCED',
  },
  {
    path: 'UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode',
    reason: 'Threat protection is not emulated: ENFORCED would block custom sign-ins on AWS that pass here.',
    applies: (input) => input.UserPoolAddOns?.AdvancedSecurityAdditionalFlows?.CustomAuthMode === 'ENFORCED',
  },
  {
    path: 'Policies.PasswordPolicy.PasswordHistorySize',
    reason: 'Former passwords are not kept, so that their reuse would pass here and fail on AWS.',
    applies: (input) => (input.Policies?.PasswordPolicy?.PasswordHistorySize ?? 0) > 0,
  },
  {
    path: 'Policies.SignInPolicy.AllowedFirstAuthFactors',
    reason: 'Signing in with SMS_OTP or WEB_AUTHN is not emulated; PASSWORD and EMAIL_OTP are.',
    applies: (input) =>
      texts(input.Policies?.SignInPolicy?.AllowedFirstAuthFactors).some((factor) =>
        ['SMS_OTP', 'WEB_AUTHN'].includes(factor),
      ),
  },
  {
    path: 'EnabledMfas',
    reason: 'Only SOFTWARE_TOKEN_MFA is emulated as a second factor; SMS and mailed codes are not.',
    applies: (input) =>
      (input.MfaConfiguration ?? 'OFF') !== 'OFF' &&
      texts(input.EnabledMfas).some((factor) => factor !== 'SOFTWARE_TOKEN_MFA'),
  },
  {
    path: 'LambdaConfig.CustomSMSSender',
    reason: 'Custom senders get codes encrypted with a KMS key, which is not emulated.',
    applies: (input) => input.LambdaConfig?.CustomSMSSender !== undefined,
  },
  {
    path: 'LambdaConfig.CustomEmailSender',
    reason: 'Custom senders get codes encrypted with a KMS key, which is not emulated.',
    applies: (input) => input.LambdaConfig?.CustomEmailSender !== undefined,
  },
  {
    path: 'LambdaConfig.InboundFederation',
    reason: 'Sign-in through other identity providers is not emulated.',
    applies: (input) => input.LambdaConfig?.InboundFederation !== undefined,
  },
  {
    path: 'LambdaConfig.PreTokenGenerationConfig.LambdaVersion',
    reason: 'Version V3_0 of the event, for machine clients, is not emulated; V1_0 and V2_0 are.',
    applies: (input) => input.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion === 'V3_0',
  },
  {
    path: 'VerificationMessageTemplate.DefaultEmailOption',
    reason: 'Verification by link is not emulated: people would wait for a link and get a code.',
    applies: (input) => input.VerificationMessageTemplate?.DefaultEmailOption === 'CONFIRM_WITH_LINK',
  },
];

/** The first setting of a pool that is not emulated; undefined when all are. */
export function unsupportedPoolSetting(input: PoolInput): Unsupported | undefined {
  return LIMITS.find((limit) => limit.applies(input));
}
