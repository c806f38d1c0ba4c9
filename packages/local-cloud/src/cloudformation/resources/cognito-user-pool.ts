import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../../cognito/core.ts';
import { readInput } from '../../cognito/input/shape.ts';
import type { UserPool } from '../../cognito/model/user-pool.ts';
import { changedPoolInput, newPoolInput, schemaAttributes } from '../../cognito/pools/pool-input.ts';
import { unsupportedPoolSetting } from '../../cognito/pools/pool-support.ts';
import {
  addCustomAttributes,
  createUserPool,
  deleteUserPool,
  updateUserPool,
} from '../../cognito/pools/user-pools.ts';
import { providerName } from '../../cognito/tokens/issuer.ts';
import {
  type Json,
  type JsonObject,
  type ResourceProvider,
  type ResourceState,
  UnsupportedPropertyError,
} from '../resource-provider.ts';
import { asOperationInput, changes, sameValue } from './cognito-properties.ts';
import { generatedName } from './generated-name.ts';
import { isObject, onlyMembers } from './property-values.ts';

/** The nested members that have an effect; those that are refused are named by the pool itself. */
const NESTED: Readonly<Record<string, readonly string[]>> = {
  Policies: ['PasswordPolicy', 'SignInPolicy'],
  'Policies.PasswordPolicy': [
    'MinimumLength',
    'RequireLowercase',
    'RequireNumbers',
    'RequireSymbols',
    'RequireUppercase',
    'TemporaryPasswordValidityDays',
    'PasswordHistorySize',
  ],
  'Policies.SignInPolicy': ['AllowedFirstAuthFactors'],
  LambdaConfig: [
    'PreSignUp',
    'CustomMessage',
    'PostConfirmation',
    'PreAuthentication',
    'PostAuthentication',
    'DefineAuthChallenge',
    'CreateAuthChallenge',
    'VerifyAuthChallengeResponse',
    'PreTokenGeneration',
    'PreTokenGenerationConfig',
    'UserMigration',
    'CustomSMSSender',
    'CustomEmailSender',
    'InboundFederation',
    'KMSKeyID',
  ],
  'LambdaConfig.PreTokenGenerationConfig': ['LambdaVersion', 'LambdaArn'],
  AdminCreateUserConfig: ['AllowAdminCreateUserOnly', 'InviteMessageTemplate', 'UnusedAccountValidityDays'],
  'AdminCreateUserConfig.InviteMessageTemplate': ['EmailMessage', 'EmailSubject', 'SMSMessage'],
  VerificationMessageTemplate: [
    'DefaultEmailOption',
    'EmailMessage',
    'EmailMessageByLink',
    'EmailSubject',
    'EmailSubjectByLink',
    'SmsMessage',
  ],
  AccountRecoverySetting: ['RecoveryMechanisms'],
  UserAttributeUpdateSettings: ['AttributesRequireVerificationBeforeUpdate'],
  UsernameConfiguration: ['CaseSensitive'],
  UserPoolAddOns: ['AdvancedSecurityMode', 'AdvancedSecurityAdditionalFlows'],
  'UserPoolAddOns.AdvancedSecurityAdditionalFlows': ['CustomAuthMode'],
};

function nested(properties: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = properties;
  for (const name of path.split('.')) value = isObject(value) ? value[name] : undefined;
  return value;
}

function check(properties: JsonObject): void {
  for (const [path, known] of Object.entries(NESTED)) onlyMembers(nested(properties, path), path, known);
  const unsupported = unsupportedPoolSetting(asOperationInput(properties));
  if (unsupported) throw new UnsupportedPropertyError(unsupported.path, unsupported.reason);
  const { MfaConfiguration, EnabledMfas } = properties;
  const apps = Array.isArray(EnabledMfas) && EnabledMfas.includes('SOFTWARE_TOKEN_MFA');
  if ((MfaConfiguration ?? 'OFF') !== 'OFF' && !apps) {
    throw new UnsupportedPropertyError(
      'MfaConfiguration',
      'only authenticator apps are emulated as a second factor: name SOFTWARE_TOKEN_MFA in EnabledMfas.',
    );
  }
}

function poolInput({ UserPoolName, ...properties }: JsonObject): JsonObject {
  return {
    ...asOperationInput(properties),
    ...(UserPoolName === undefined ? {} : { PoolName: UserPoolName }),
  };
}

/** On AWS these are fixed when the pool is made; a template that changes one does not deploy. */
const FIXED = ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration'];

function attributesOf(properties: JsonObject): Map<string, JsonObject> {
  const { Schema } = asOperationInput(properties);
  const attributes = Array.isArray(Schema) ? Schema.filter(isObject) : [];
  return new Map(attributes.map((attribute) => [String(attribute.Name), attribute]));
}

/** The attributes that are new. Throws when one that is there changed or went. */
function addedAttributes(before: JsonObject, after: JsonObject): JsonObject[] {
  const old = attributesOf(before);
  const next = attributesOf(after);
  for (const [name, attribute] of old) {
    if (!sameValue(attribute, next.get(name))) {
      throw new AwsError(
        'InvalidRequest',
        `Existing schema attributes cannot be modified or deleted: ${name}.`,
      );
    }
  }
  return [...next].filter(([name]) => !old.has(name)).map(([, attribute]) => attribute);
}

/** AWS::Cognito::UserPool */
export function userPoolProvider(core: CognitoCore): ResourceProvider {
  function state(pool: UserPool): ResourceState {
    const name = providerName(core.account, pool.id);
    return {
      physicalId: pool.id,
      attributes: {
        Arn: pool.arn,
        ProviderName: name,
        ProviderURL: `https://${name}`,
        UserPoolId: pool.id,
      },
    };
  }

  return {
    type: 'AWS::Cognito::UserPool',
    properties: {
      UserPoolName: 'supported',
      Policies: 'supported',
      LambdaConfig: 'supported',
      AutoVerifiedAttributes: 'supported',
      AliasAttributes: 'supported',
      UsernameAttributes: 'supported',
      UsernameConfiguration: 'supported',
      Schema: 'supported',
      AdminCreateUserConfig: 'supported',
      AccountRecoverySetting: 'supported',
      VerificationMessageTemplate: 'supported',
      EmailVerificationMessage: 'supported',
      EmailVerificationSubject: 'supported',
      SmsVerificationMessage: 'supported',
      SmsAuthenticationMessage: 'supported',
      UserAttributeUpdateSettings: 'supported',
      MfaConfiguration: 'supported',
      EnabledMfas: 'supported',
      DeletionProtection: 'supported',
      UserPoolTags: 'supported',
      UserPoolAddOns: {
        supportedWhen: (value) =>
          !isObject(value) ||
          (value.AdvancedSecurityMode === 'OFF' && value.AdvancedSecurityAdditionalFlows === undefined),
        otherwise: { noted: 'threats are not watched for' },
      },
      UserPoolTier: 'supported',
      EmailConfiguration: { noted: 'mail arrives in the local mail box, whatever its sender' },
      EmailAuthenticationMessage: { noted: 'mailed sign-in codes come in the default words' },
      EmailAuthenticationSubject: { noted: 'mailed sign-in codes come in the default words' },
      SmsConfiguration: { noted: 'texts arrive in the local mail box' },
      DeviceConfiguration: { noted: 'devices are not remembered: second factors are always asked for' },
      WebAuthnRelyingPartyID: { noted: 'there are no passkeys' },
      WebAuthnUserVerification: { noted: 'there are no passkeys' },
      WebAuthnFactorConfiguration: { noted: 'there are no passkeys' },
    },
    check,

    async create(request) {
      const { creationToken, properties } = request;
      const existing = core.pools.list().find((pool) => pool.creationToken === creationToken);
      if (existing) return state(existing);
      const input = { PoolName: generatedName(request, 128), ...poolInput(properties) };
      return state(await createUserPool(core, readInput(newPoolInput, input), creationToken));
    },

    async update({ properties }, { physicalId }, previous) {
      const fixed = FIXED.find((name) => changes(previous, properties, [name]));
      if (fixed) {
        throw new AwsError('InvalidRequest', `Updates are not allowed for property - ${fixed}.`);
      }
      const added = addedAttributes(previous, properties);
      const input = readInput(changedPoolInput, { ...poolInput(properties), UserPoolId: physicalId });
      if (added.length > 0) {
        await addCustomAttributes(core, physicalId, readInput(schemaAttributes, added));
      }
      return state(await updateUserPool(core, physicalId, input));
    },

    async delete({ physicalId }) {
      if (core.pools.get(physicalId)) await deleteUserPool(core, physicalId);
    },
  };
}
