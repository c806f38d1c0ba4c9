import { Readable } from 'node:stream';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HttpRequest } from '../../front-door/http.ts';
import { type Fixture, fixture } from '../testing/fixture.ts';

let pool: Fixture;
let UserPoolId: string;

beforeAll(async () => {
  pool = await fixture();
  UserPoolId = pool.UserPoolId;
});
afterAll(() => pool.close());

it('has domains, each of one pool', async () => {
  const Domain = 'people-of-one-pool';
  await pool.client.send(new sdk.CreateUserPoolDomainCommand({ UserPoolId, Domain }));
  const { DomainDescription } = await pool.client.send(new sdk.DescribeUserPoolDomainCommand({ Domain }));
  expect(DomainDescription).toMatchObject({ UserPoolId, Domain, Status: 'ACTIVE' });
  expect(pool.cognito.backend.pool(UserPoolId)?.hasDomain).toBe(true);
  await expect(
    pool.client.send(new sdk.CreateUserPoolDomainCommand({ UserPoolId, Domain })),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await expect(
    pool.client.send(new sdk.CreateUserPoolDomainCommand({ UserPoolId, Domain: 'my-cognito' })),
  ).rejects.toMatchObject({ message: 'Domain cannot contain reserved word: cognito' });
  await pool.client.send(new sdk.DeleteUserPoolDomainCommand({ UserPoolId, Domain }));
  expect(pool.cognito.backend.pool(UserPoolId)?.hasDomain).toBe(false);
});

it('has resource servers, whose scopes clients may have', async () => {
  const server = { UserPoolId, Identifier: 'https://tasks.example.com', Name: 'tasks' };
  const Scopes = [{ ScopeName: 'read', ScopeDescription: 'Read' }];
  await pool.client.send(new sdk.CreateResourceServerCommand({ ...server, Scopes }));
  const found = await pool.client.send(new sdk.ListResourceServersCommand({ UserPoolId, MaxResults: 5 }));
  expect(found.ResourceServers).toEqual([{ ...server, Scopes }]);
  const oauth: Partial<sdk.CreateUserPoolClientCommandInput> = {
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['https://tasks.example.com/read'],
  };
  await expect(pool.newClient(oauth)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  const machine = await pool.newClient({ ...oauth, GenerateSecret: true });
  const { accessToken } = await pool.cognito.backend.clientCredentials(UserPoolId, machine, [
    'https://tasks.example.com/read',
  ]);
  expect(await pool.cognito.backend.verifyToken(UserPoolId, accessToken)).toMatchObject({
    valid: true,
    use: 'access',
    claims: { sub: machine, scope: 'https://tasks.example.com/read', client_id: machine },
  });
  await pool.client.send(new sdk.DeleteResourceServerCommand({ UserPoolId, Identifier: server.Identifier }));
  await expect(
    pool.client.send(new sdk.DescribeResourceServerCommand({ UserPoolId, Identifier: server.Identifier })),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

it.each<[string, Partial<sdk.CreateUserPoolClientCommandInput>]>([
  ['a redirect over plain http', { CallbackURLs: ['http://example.com/callback'] }],
  ['a redirect into a script', { CallbackURLs: ['javascript:alert(1)'] }],
  ['a redirect with a fragment', { CallbackURLs: ['https://example.com/#x'] }],
  ['a default redirect that is not among them', { DefaultRedirectURI: 'https://example.com/' }],
  ['tokens of one minute', { AccessTokenValidity: 1, TokenValidityUnits: { AccessToken: 'minutes' } }],
  ['tokens of two days', { IdTokenValidity: 2, TokenValidityUnits: { IdToken: 'days' } }],
  ['OAuth without flows', { AllowedOAuthFlowsUserPoolClient: true }],
  ['another identity provider', { SupportedIdentityProviders: ['Google'] }],
  [
    'rotation with the old refresh flow',
    { RefreshTokenRotation: { Feature: 'ENABLED' }, ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] },
  ],
  ['old and new names of flows', { ExplicitAuthFlows: ['USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH'] }],
])('refuses a client with %s', async (_what, settings) => {
  await expect(pool.newClient(settings)).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

it('resets what an update leaves out, but not how people sign in', async () => {
  await pool.client.send(
    new sdk.UpdateUserPoolCommand({ UserPoolId, Policies: { PasswordPolicy: { MinimumLength: 20 } } }),
  );
  const { UserPool } = await pool.client.send(new sdk.DescribeUserPoolCommand({ UserPoolId }));
  expect(UserPool).toMatchObject({
    UsernameAttributes: ['email'],
    Policies: { PasswordPolicy: { MinimumLength: 20, RequireSymbols: false } },
  });
  expect(UserPool?.AutoVerifiedAttributes).toEqual([]);
});

it('keeps tags, attributes and style sheets', async () => {
  const ResourceArn = `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPoolId}`;
  await pool.client.send(new sdk.TagResourceCommand({ ResourceArn, Tags: { team: 'blue', stage: 'dev' } }));
  await pool.client.send(new sdk.UntagResourceCommand({ ResourceArn, TagKeys: ['stage'] }));
  const { Tags } = await pool.client.send(new sdk.ListTagsForResourceCommand({ ResourceArn }));
  expect(Tags).toEqual({ team: 'blue' });
  expect(pool.authorizations.at(-1)).toEqual({
    action: 'cognito-idp:ListTagsForResource',
    resource: ResourceArn,
  });
  const attribute = { UserPoolId, CustomAttributes: [{ Name: 'team' }] };
  await pool.client.send(new sdk.AddCustomAttributesCommand(attribute));
  await expect(pool.client.send(new sdk.AddCustomAttributesCommand(attribute))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await pool.client.send(new sdk.SetUICustomizationCommand({ UserPoolId, CSS: '.logo {}' }));
  const { UICustomization } = await pool.client.send(new sdk.GetUICustomizationCommand({ UserPoolId }));
  expect(UICustomization).toMatchObject({ ClientId: 'ALL', CSS: '.logo {}' });
});

it('serves nobody unsigned but the operations that AWS does', async () => {
  const [service] = pool.cognito.services;
  const request = (operation: string) =>
    new HttpRequest({
      id: 'r',
      receivedAt: 0,
      method: 'POST',
      target: '/',
      headers: [['X-Amz-Target', `AWSCognitoIdentityProviderService.${operation}`]],
      remoteAddress: '127.0.0.1',
      stream: Readable.from([]),
    });
  for (const operation of ['InitiateAuth', 'SignUp', 'GetUser', 'RevokeToken', 'GetTokensFromRefreshToken']) {
    expect(service?.isPublic(request(operation))).toBe(true);
  }
  for (const operation of ['ListUserPools', 'AdminGetUser', 'DescribeUserPoolClient']) {
    expect(service?.isPublic(request(operation))).toBe(false);
  }
  const refusals = [
    ['ListUserPools', 'MissingAuthenticationTokenException'],
    ['ConfirmDevice', 'UnknownOperationException'],
    ['', 'UnknownOperationException'],
  ] as const;
  for (const [operation, code] of refusals) {
    const body = Buffer.from('{"MaxResults":1}');
    const answer = await service?.handle({ request: request(operation), body, caller: undefined });
    expect(answer?.status).toBe(400);
    expect(String(answer?.body)).toContain(code);
  }
});
