import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_ACCOUNT } from '../../aws/account.ts';
import { SYSTEM_SOURCES } from '../../aws/sources.ts';
import { type Cognito, createCognito } from '../../cognito/cognito.ts';
import { adminCreateUser } from '../../cognito/users/admin-create-user.ts';
import { SILENT_JOURNAL } from '../../journal/journal.ts';
import { memoryStore } from '../../store/memory-store.ts';
import type { ClosableStore } from '../../store/ordered-store.ts';
import type { JsonObject, ResourceProvider, ResourceRequest, ResourceState } from '../resource-provider.ts';

let cognito: Cognito;
let store: ClosableStore;

function open(): Promise<Cognito> {
  return createCognito(
    {
      account: LOCAL_ACCOUNT,
      sources: SYSTEM_SOURCES,
      journal: SILENT_JOURNAL,
      store,
      origin: 'http://localhost:4566',
    },
    {
      invoker: () => {
        throw new Error('There are no functions.');
      },
    },
  );
}

beforeEach(async () => {
  store = memoryStore();
  cognito = await open();
});
afterEach(async () => {
  await cognito.close?.();
  await store.close();
});

function provider(type: string): ResourceProvider {
  const found = cognito.providers.find((each) => each.type === `AWS::Cognito::${type}`);
  if (found === undefined) throw new Error(`There is no provider of ${type}.`);
  return found;
}

function request(properties: JsonObject, logicalId = 'Pool'): ResourceRequest {
  const creationToken = `TOKEN${logicalId.toUpperCase()}`.slice(0, 12).padEnd(12, '0');
  return { stackName: 'app', stackId: 'arn:stack', logicalId, creationToken, properties };
}

/** As the CDK writes a pool for people who sign in with their email. */
const PEOPLE: JsonObject = {
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
  AutoVerifiedAttributes: ['email'],
  EmailVerificationMessage: 'The verification code to your new account is {####}',
  EmailVerificationSubject: 'Verify your new account',
  Policies: {
    PasswordPolicy: {
      MinimumLength: '12',
      RequireLowercase: 'true',
      RequireNumbers: true,
      RequireSymbols: true,
      RequireUppercase: true,
      TemporaryPasswordValidityDays: 7,
    },
  },
  Schema: [{ Mutable: true, Name: 'email', Required: true }],
  SmsVerificationMessage: 'The verification code to your new account is {####}',
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  UsernameAttributes: ['email'],
  UsernameConfiguration: { CaseSensitive: false },
  VerificationMessageTemplate: {
    DefaultEmailOption: 'CONFIRM_WITH_CODE',
    EmailMessage: 'The verification code to your new account is {####}',
    EmailSubject: 'Verify your new account',
    SmsMessage: 'The verification code to your new account is {####}',
  },
};

const newPool = (properties: JsonObject = PEOPLE): Promise<ResourceState> =>
  provider('UserPool').create(request(properties));

describe('AWS::Cognito::UserPool', () => {
  it('is made once, with the attributes that templates see', async () => {
    const state = await newPool();
    expect(await newPool()).toEqual(state);
    expect(cognito.core.pools.list()).toHaveLength(1);
    expect(state.attributes).toEqual({
      Arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${state.physicalId}`,
      ProviderName: `cognito-idp.us-east-1.amazonaws.com/${state.physicalId}`,
      ProviderURL: `https://cognito-idp.us-east-1.amazonaws.com/${state.physicalId}`,
      UserPoolId: state.physicalId,
    });
    const pool = cognito.core.pools.get(state.physicalId);
    expect(pool?.name).toBe('app-Pool-TOKENPOOL000');
    expect(pool?.settings.Policies.PasswordPolicy).toMatchObject({
      MinimumLength: 12,
      RequireLowercase: true,
    });
    expect(cognito.backend.pool(state.physicalId)).toEqual({
      id: state.physicalId,
      name: 'app-Pool-TOKENPOOL000',
      hasDomain: false,
      selfSignUp: true,
      signInWith: 'email',
      requiredAttributes: [],
      passwordRules: [
        'At least 12 characters.',
        'An upper-case letter.',
        'A lower-case letter.',
        'A number.',
        'A symbol, such as ! or #.',
      ],
    });
  });

  it('keeps its users, keys and settings through updates and restarts', async () => {
    const state = await newPool();
    const pool = cognito.core.pools.get(state.physicalId);
    if (pool === undefined) throw new Error('There is no pool.');
    const user = await adminCreateUser(cognito.core, pool, { username: 'fay@example.com', attributes: {} });
    const keys = cognito.backend.jwks(pool.id);
    const changed = {
      ...PEOPLE,
      Policies: { PasswordPolicy: { MinimumLength: 8 } },
      Schema: [
        { Mutable: true, Name: 'email', Required: true },
        { Name: 'team', AttributeDataType: 'String' },
      ],
    };
    const update = await provider('UserPool').update(request(changed), state, PEOPLE);
    expect(update).toEqual(state);
    await cognito.close?.();
    cognito = await open();
    expect(cognito.backend.jwks(pool.id)).toEqual(keys);
    const kept = cognito.core.pools.get(pool.id);
    expect(kept?.settings.Policies.PasswordPolicy).toMatchObject({ MinimumLength: 8, RequireSymbols: false });
    expect(kept?.schema.map(({ Name }) => Name)).toContain('custom:team');
    expect(kept && cognito.core.users.bySignInName(kept, 'FAY@example.com')?.sub).toBe(user.sub);
  });

  it.each<[string, JsonObject, RegExp]>([
    [
      'how people sign in',
      { ...PEOPLE, UsernameAttributes: ['phone_number'] },
      /Updates are not allowed for property - UsernameAttributes/,
    ],
    [
      'the case of names',
      { ...PEOPLE, UsernameConfiguration: { CaseSensitive: true } },
      /UsernameConfiguration/,
    ],
    ['an attribute', { ...PEOPLE, Schema: [] }, /Existing schema attributes cannot be modified or deleted/],
  ])('does not let an update change %s', async (_what, properties, message) => {
    const state = await newPool();
    await expect(provider('UserPool').update(request(properties), state, PEOPLE)).rejects.toThrow(message);
  });

  it('is deleted once, unless something protects it', async () => {
    const properties = { ...PEOPLE, DeletionProtection: 'ACTIVE' };
    const state = await newPool(properties);
    const pools = provider('UserPool');
    await expect(pools.delete(state, properties)).rejects.toThrow(/deletion protection is activated/);
    await pools.update(request(PEOPLE), state, properties);
    const domain = { UserPoolId: state.physicalId, Domain: 'people' };
    const domainState = await provider('UserPoolDomain').create(request(domain, 'Domain'));
    await expect(pools.delete(state, PEOPLE)).rejects.toThrow(/has a domain configured/);
    await provider('UserPoolDomain').delete(domainState, domain);
    await pools.delete(state, PEOPLE);
    await pools.delete(state, PEOPLE);
    expect(cognito.core.pools.list()).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['UserPoolAddOns.AdvancedSecurityMode', { UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } }],
    [
      'UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode',
      {
        UserPoolAddOns: {
          AdvancedSecurityMode: 'OFF',
          AdvancedSecurityAdditionalFlows: { CustomAuthMode: 'ENFORCED' },
        },
      },
    ],
    ['MfaConfiguration', { MfaConfiguration: 'ON' }],
    ['EnabledMfas', { MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] }],
    [
      'Policies.PasswordPolicy.PasswordHistorySize',
      { Policies: { PasswordPolicy: { PasswordHistorySize: '3' } } },
    ],
    [
      'Policies.SignInPolicy.AllowedFirstAuthFactors',
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['WEB_AUTHN'] } } },
    ],
    ['LambdaConfig.CustomEmailSender', { LambdaConfig: { CustomEmailSender: { LambdaArn: 'x' } } }],
    ['LambdaConfig.Unheard', { LambdaConfig: { Unheard: 'x' } }],
    [
      'VerificationMessageTemplate.DefaultEmailOption',
      { VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' } },
    ],
  ])('refuses %s by name', (path, properties) => {
    expect(() => provider('UserPool').check?.(properties)).toThrow(expect.objectContaining({ path }));
  });
});

describe('the other types', () => {
  it('make what belongs to a pool, once each', async () => {
    const { physicalId: UserPoolId } = await newPool();
    const server: JsonObject = {
      UserPoolId,
      Identifier: 'tasks',
      Name: 'tasks',
      Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read tasks' }],
    };
    const servers = provider('UserPoolResourceServer');
    const serverState = await servers.create(request(server, 'Server'));
    expect(await servers.create(request(server, 'Server'))).toEqual(serverState);
    expect(serverState.physicalId).toBe('tasks');

    const client: JsonObject = {
      UserPoolId,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['openid', 'tasks/read'],
      CallbackURLs: ['http://localhost:5173/callback'],
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      GenerateSecret: true,
      IdTokenValidity: '60',
      PreventUserExistenceErrors: 'ENABLED',
      RefreshTokenValidity: 43200,
      SupportedIdentityProviders: ['COGNITO'],
      TokenValidityUnits: { IdToken: 'minutes', RefreshToken: 'minutes' },
    };
    const clients = provider('UserPoolClient');
    const clientState = await clients.create(request(client, 'Client'));
    expect(await clients.create(request(client, 'Client'))).toEqual(clientState);
    expect(clientState.attributes).toMatchObject({ Name: 'app-Client-TOKENCLIENT0' });
    expect(clientState.attributes.ClientSecret).toMatch(/^[a-z0-9]{52}$/);
    expect(cognito.backend.client(UserPoolId, clientState.physicalId)).toMatchObject({
      oauthEnabled: true,
      scopes: ['openid', 'tasks/read'],
      flows: new Set(['code']),
    });
    expect(cognito.backend.client('us-east-1_Other0000', clientState.physicalId)).toBeUndefined();
    const changed = { ...client, CallbackURLs: ['https://example.com/callback'] };
    const updated = await clients.update(request(changed, 'Client'), clientState, client);
    expect(updated).toEqual(clientState);
    expect(await clients.update(request({ ...client, GenerateSecret: false }), clientState, client)).toBe(
      'replace',
    );
    const unknownScope = { ...client, AllowedOAuthScopes: ['tasks/write'] };
    await expect(clients.update(request(unknownScope), clientState, client)).rejects.toMatchObject({
      code: 'ScopeDoesNotExistException',
    });
    expect(() => clients.check?.({ SupportedIdentityProviders: ['COGNITO', 'Google'] })).toThrow(/Google/);

    const look: JsonObject = { UserPoolId, ClientId: clientState.physicalId, CSS: '.logo {}' };
    const looks = provider('UserPoolUICustomizationAttachment');
    const styles = (): unknown => cognito.core.pools.get(UserPoolId)?.styleSheets;
    const lookState = await looks.create(request(look, 'Look'));
    expect(styles()).toEqual({ [clientState.physicalId]: '.logo {}' });
    await looks.update(request({ ...look, CSS: '.other {}' }, 'Look'), lookState, look);
    expect(styles()).toEqual({ [clientState.physicalId]: '.other {}' });
    expect(await looks.update(request({ ...look, ClientId: 'ALL' }), lookState, look)).toBe('replace');
    await looks.delete(lookState, look);
    await looks.delete(lookState, look);
    expect(styles()).toEqual({});

    const user: JsonObject = {
      UserPoolId,
      Username: 'fay@example.com',
      UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
    };
    const userState = await provider('UserPoolUser').create(request(user, 'User'));
    expect(await provider('UserPoolUser').create(request(user, 'User'))).toEqual(userState);
    const group: JsonObject = { UserPoolId, GroupName: 'staff', Precedence: '3' };
    await provider('UserPoolGroup').create(request(group, 'Group'));
    const membership: JsonObject = { UserPoolId, GroupName: 'staff', Username: userState.physicalId };
    const attachment = provider('UserPoolUserToGroupAttachment');
    const attached = await attachment.create(request(membership, 'Membership'));
    const pool = cognito.core.pools.get(UserPoolId);
    const groups = (): readonly string[] | undefined =>
      pool && cognito.core.users.bySignInName(pool, 'fay@example.com')?.groups;
    expect(groups()).toEqual(['staff']);
    await attachment.delete(attached, membership);
    expect(groups()).toEqual([]);
  });
});

it('reaches the addresses of AWS here', async () => {
  const { physicalId: id } = await newPool();
  await provider('UserPoolDomain').create(request({ UserPoolId: id, Domain: 'people' }, 'Domain'));
  const here = 'http://localhost:4566';
  const addresses: Record<string, string | undefined> = {
    [`https://cognito-idp.us-east-1.amazonaws.com/${id}`]: `${here}/${id}`,
    [`https://cognito-idp.us-east-1.amazonaws.com/${id}/.well-known/jwks.json`]: `${here}/${id}/.well-known/jwks.json`,
    'https://cognito-idp.us-east-1.amazonaws.com/': `${here}/`,
    'https://people.auth.us-east-1.amazoncognito.com': `${here}/${id}`,
    'https://people.auth.us-east-1.amazoncognito.com/login?client_id=x': `${here}/${id}/login?client_id=x`,
    'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Nobodys00': undefined,
    'https://others.auth.us-east-1.amazoncognito.com': undefined,
    'https://people.auth.eu-west-1.amazoncognito.com': undefined,
    'https://example.com/': undefined,
  };
  for (const [url, address] of Object.entries(addresses)) {
    expect([url, cognito.localAddress?.(new URL(url))]).toEqual([url, address]);
  }
});
