import * as member from '../input/members.ts';
import {
  flag,
  integer,
  list,
  oneOf,
  required,
  type Shape,
  structure,
  text,
  textMap,
} from '../input/shape.ts';
import type { SchemaInput } from '../model/attribute-schema.ts';
import type {
  FirstFactor,
  InviteTemplate,
  LambdaConfig,
  PasswordPolicy,
  RecoveryOption,
  VerificationTemplate,
} from '../model/user-pool.ts';

/** The members that CreateUserPool and UpdateUserPool share. */
export interface PoolInput {
  readonly PoolName?: string;
  readonly Policies?: {
    readonly PasswordPolicy?: Partial<PasswordPolicy> & { readonly PasswordHistorySize?: number };
    readonly SignInPolicy?: { readonly AllowedFirstAuthFactors?: readonly FirstFactor[] };
  };
  readonly DeletionProtection?: 'ACTIVE' | 'INACTIVE';
  readonly LambdaConfig?: LambdaConfig & {
    readonly CustomSMSSender?: object;
    readonly CustomEmailSender?: object;
    readonly KMSKeyID?: string;
    readonly InboundFederation?: object;
  };
  readonly AutoVerifiedAttributes?: readonly string[];
  readonly AliasAttributes?: readonly string[];
  readonly UsernameAttributes?: readonly string[];
  readonly SmsVerificationMessage?: string;
  readonly EmailVerificationMessage?: string;
  readonly EmailVerificationSubject?: string;
  readonly SmsAuthenticationMessage?: string;
  readonly VerificationMessageTemplate?: VerificationTemplate;
  readonly UserAttributeUpdateSettings?: {
    readonly AttributesRequireVerificationBeforeUpdate?: readonly string[];
  };
  readonly MfaConfiguration?: 'OFF' | 'ON' | 'OPTIONAL';
  /** A template's way to name the second factors; the API has SetUserPoolMfaConfig. */
  readonly EnabledMfas?: readonly string[];
  readonly DeviceConfiguration?: object;
  readonly EmailConfiguration?: object;
  readonly SmsConfiguration?: object;
  readonly UserPoolTags?: Readonly<Record<string, string>>;
  readonly AdminCreateUserConfig?: {
    readonly AllowAdminCreateUserOnly?: boolean;
    readonly UnusedAccountValidityDays?: number;
    readonly InviteMessageTemplate?: InviteTemplate;
  };
  readonly Schema?: readonly SchemaInput[];
  readonly UserPoolAddOns?: {
    readonly AdvancedSecurityMode?: 'OFF' | 'AUDIT' | 'ENFORCED';
    readonly AdvancedSecurityAdditionalFlows?: { readonly CustomAuthMode?: 'AUDIT' | 'ENFORCED' };
  };
  readonly UsernameConfiguration?: { readonly CaseSensitive: boolean };
  readonly AccountRecoverySetting?: { readonly RecoveryMechanisms?: readonly RecoveryOption[] };
  readonly UserPoolTier?: 'LITE' | 'ESSENTIALS' | 'PLUS';
}

const address: Shape<string> = oneOf('email', 'phone_number');
const anything: Shape<object> = structure({});
const lambda: Shape<string> = member.arn;

/** Kept as it came: an object that has no effect here. */
const kept: Shape<object> = {
  read: (value, path, problems) => {
    anything.read(value, path, problems);
    return value as object;
  },
};

const passwordPolicy: Shape<NonNullable<NonNullable<PoolInput['Policies']>['PasswordPolicy']>> = structure({
  MinimumLength: integer(6, 99),
  RequireUppercase: flag(),
  RequireLowercase: flag(),
  RequireNumbers: flag(),
  RequireSymbols: flag(),
  PasswordHistorySize: integer(0, 24),
  TemporaryPasswordValidityDays: integer(0, 365),
});

const lambdaConfig: Shape<NonNullable<PoolInput['LambdaConfig']>> = structure({
  PreSignUp: lambda,
  CustomMessage: lambda,
  PostConfirmation: lambda,
  PreAuthentication: lambda,
  PostAuthentication: lambda,
  DefineAuthChallenge: lambda,
  CreateAuthChallenge: lambda,
  VerifyAuthChallengeResponse: lambda,
  PreTokenGeneration: lambda,
  PreTokenGenerationConfig: structure({
    LambdaVersion: required(oneOf('V1_0', 'V2_0', 'V3_0')),
    LambdaArn: required(lambda),
  }),
  UserMigration: lambda,
  CustomSMSSender: kept,
  CustomEmailSender: kept,
  KMSKeyID: text(),
  InboundFederation: kept,
});

const constraint: Shape<string> = text({ max: 131072 });

const schemaAttribute: Shape<SchemaInput> = structure({
  Name: text({ min: 1, max: 20, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+' }),
  AttributeDataType: oneOf('String', 'Number', 'DateTime', 'Boolean'),
  DeveloperOnlyAttribute: flag(),
  Mutable: flag(),
  Required: flag(),
  NumberAttributeConstraints: structure({ MinValue: constraint, MaxValue: constraint }),
  StringAttributeConstraints: structure({ MinLength: constraint, MaxLength: constraint }),
});

export const schemaAttributes: Shape<SchemaInput[]> = list(schemaAttribute, 1, 50);

const emailMessage: Shape<string> = text({ min: 6, max: 20000 });
const emailSubject: Shape<string> = text({ min: 1, max: 140 });
const smsMessage: Shape<string> = text({ min: 6, max: 140 });

/** The members of both operations, to be spread into their own shapes. */
const POOL_MEMBERS = {
  PoolName: member.displayName,
  Policies: structure({
    PasswordPolicy: passwordPolicy,
    SignInPolicy: structure({
      AllowedFirstAuthFactors: list(oneOf('PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'), 1, 4),
    }),
  }),
  DeletionProtection: oneOf('ACTIVE', 'INACTIVE'),
  LambdaConfig: lambdaConfig,
  AutoVerifiedAttributes: list(address),
  AliasAttributes: list(oneOf('phone_number', 'email', 'preferred_username')),
  UsernameAttributes: list(address),
  SmsVerificationMessage: smsMessage,
  EmailVerificationMessage: emailMessage,
  EmailVerificationSubject: emailSubject,
  SmsAuthenticationMessage: smsMessage,
  VerificationMessageTemplate: structure({
    SmsMessage: smsMessage,
    EmailMessage: emailMessage,
    EmailSubject: emailSubject,
    EmailMessageByLink: emailMessage,
    EmailSubjectByLink: emailSubject,
    DefaultEmailOption: oneOf('CONFIRM_WITH_LINK', 'CONFIRM_WITH_CODE'),
  }),
  UserAttributeUpdateSettings: structure({ AttributesRequireVerificationBeforeUpdate: list(address) }),
  MfaConfiguration: oneOf('OFF', 'ON', 'OPTIONAL'),
  EnabledMfas: list(text()),
  DeviceConfiguration: kept,
  EmailConfiguration: kept,
  SmsConfiguration: kept,
  UserPoolTags: textMap(),
  AdminCreateUserConfig: structure({
    AllowAdminCreateUserOnly: flag(),
    UnusedAccountValidityDays: integer(0, 365),
    InviteMessageTemplate: structure({
      SMSMessage: smsMessage,
      EmailMessage: emailMessage,
      EmailSubject: emailSubject,
    }),
  }),
  Schema: schemaAttributes,
  UserPoolAddOns: structure({
    AdvancedSecurityMode: oneOf('OFF', 'AUDIT', 'ENFORCED'),
    AdvancedSecurityAdditionalFlows: structure({ CustomAuthMode: oneOf('AUDIT', 'ENFORCED') }),
  }),
  UsernameConfiguration: structure({ CaseSensitive: required(flag()) }),
  AccountRecoverySetting: structure({
    RecoveryMechanisms: list(
      structure({
        Priority: required(integer(1, 2)),
        Name: required(oneOf('verified_email', 'verified_phone_number', 'admin_only')),
      }),
      1,
      2,
    ),
  }),
  UserPoolTier: oneOf('LITE', 'ESSENTIALS', 'PLUS'),
};

export const newPoolInput: Shape<PoolInput & { readonly PoolName: string }> = structure({
  ...POOL_MEMBERS,
  PoolName: required(member.displayName),
});

export const changedPoolInput: Shape<PoolInput & { readonly UserPoolId: string }> = structure({
  ...POOL_MEMBERS,
  UserPoolId: required(member.poolId),
});
