import { createHmac } from 'node:crypto';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, fixture, PASSWORD } from '../testing/fixture.ts';

let pool: Fixture;
let hiding: string;
let srpOnly: string;
let secretClient: string;
let secret: string;

const KNOWN = 'known@example.com';
const NOBODY = 'nobody@example.com';
const wrongPassword = ['NotAuthorizedException', 'Incorrect username or password.'] as const;

beforeAll(async () => {
  pool = await fixture({
    Schema: [
      { Name: 'email', Required: true, Mutable: true },
      {
        Name: 'team',
        AttributeDataType: 'String',
        Mutable: false,
        StringAttributeConstraints: { MaxLength: '5' },
      },
      {
        Name: 'size',
        AttributeDataType: 'Number',
        NumberAttributeConstraints: { MinValue: '1', MaxValue: '9' },
      },
    ],
  });
  hiding = await pool.newClient({ PreventUserExistenceErrors: 'ENABLED' });
  srpOnly = await pool.newClient({ ExplicitAuthFlows: undefined });
  secretClient = await pool.newClient({ GenerateSecret: true });
  const described = await pool.client.send(
    new sdk.DescribeUserPoolClientCommand({ UserPoolId: pool.UserPoolId, ClientId: secretClient }),
  );
  secret = described.UserPoolClient?.ClientSecret ?? '';
  await pool.newUser(KNOWN);
  await pool.newUser('unverified@example.com', {});
  await pool.newUser('disabled@example.com');
  await pool.client.send(
    new sdk.AdminDisableUserCommand({ UserPoolId: pool.UserPoolId, Username: 'disabled@example.com' }),
  );
  await pool.client.send(
    new sdk.AdminCreateUserCommand({
      UserPoolId: pool.UserPoolId,
      Username: 'temporary@example.com',
      TemporaryPassword: 'Temporary-1',
      UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
    }),
  );
  await pool.client.send(
    new sdk.SignUpCommand({ ClientId: pool.ClientId, Username: 'waiting@example.com', Password: PASSWORD }),
  );
});
afterAll(() => pool.close());

function signUp(Username: string, Password: string, attributes: Record<string, string> = {}) {
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  return pool.client.send(
    new sdk.SignUpCommand({ ClientId: pool.ClientId, Username, Password, UserAttributes }),
  );
}

const at = (ClientId: () => string, Username: string) => ({ ClientId: ClientId(), Username });
const plain = (): string => pool.ClientId;
const hidden = (): string => hiding;
const nonconforming = 'Attributes did not conform to the schema: ';

const refusals: [what: string, ask: () => Promise<unknown>, code: string, message: string | RegExp][] = [
  ['a wrong password', () => pool.signIn(KNOWN, 'Wrong-horse-9'), ...wrongPassword],
  ['an unknown user', () => pool.signIn(NOBODY), 'UserNotFoundException', 'User does not exist.'],
  ['an unknown user, hidden', () => pool.signIn(NOBODY, PASSWORD, hiding), ...wrongPassword],
  [
    'an unconfirmed user',
    () => pool.signIn('waiting@example.com'),
    'UserNotConfirmedException',
    'User is not confirmed.',
  ],
  [
    'an unconfirmed user with a wrong password',
    () => pool.signIn('waiting@example.com', 'Wrong-horse-9'),
    ...wrongPassword,
  ],
  [
    'a disabled user',
    () => pool.signIn('disabled@example.com'),
    'NotAuthorizedException',
    'User is disabled.',
  ],
  [
    'a flow that is not enabled',
    () => pool.signIn(KNOWN, PASSWORD, srpOnly),
    'InvalidParameterException',
    'USER_PASSWORD_AUTH flow not enabled for this client',
  ],
  [
    'an administrator’s flow at the public door',
    () =>
      pool.client.send(
        new sdk.InitiateAuthCommand({
          ClientId: pool.ClientId,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: KNOWN, PASSWORD },
        }),
      ),
    'InvalidParameterException',
    'Initiate Auth method not supported.',
  ],
  [
    'no user name',
    () =>
      pool.client.send(
        new sdk.InitiateAuthCommand({ ClientId: pool.ClientId, AuthFlow: 'USER_PASSWORD_AUTH' }),
      ),
    'InvalidParameterException',
    'Missing required parameter USERNAME',
  ],
  [
    'an unknown client',
    () => pool.signIn(KNOWN, PASSWORD, 'a'.repeat(26)),
    'ResourceNotFoundException',
    `User pool client ${'a'.repeat(26)} does not exist.`,
  ],
  [
    'an unknown pool',
    () => pool.client.send(new sdk.DescribeUserPoolCommand({ UserPoolId: 'us-east-1_Nobodys00' })),
    'ResourceNotFoundException',
    'User pool us-east-1_Nobodys00 does not exist.',
  ],
  [
    'a secret client without a hash',
    () => pool.signIn(KNOWN, PASSWORD, secretClient),
    'NotAuthorizedException',
    /^Client \w+ is configured with secret but SECRET_HASH was not received$/,
  ],
  [
    'a secret client with a wrong hash',
    () =>
      pool.client.send(
        new sdk.SignUpCommand({
          ClientId: secretClient,
          Username: KNOWN,
          Password: PASSWORD,
          SecretHash: 'd3Jvbmc=',
        }),
      ),
    'NotAuthorizedException',
    /^Unable to verify secret hash for client \w+$/,
  ],
  ['a second sign-up', () => signUp(KNOWN, PASSWORD), 'UsernameExistsException', 'User already exists'],
  [
    'a name that is no email',
    () => signUp('fay', PASSWORD),
    'InvalidParameterException',
    'Username should be an email.',
  ],
  [
    'a short password',
    () => signUp('new@example.com', 'Aa1-'),
    'InvalidPasswordException',
    'Password did not conform with policy: Password not long enough',
  ],
  [
    'no upper case',
    () => signUp('new@example.com', 'correct-horse-9'),
    'InvalidPasswordException',
    'Password did not conform with policy: Password must have uppercase characters',
  ],
  [
    'no lower case',
    () => signUp('new@example.com', 'CORRECT-HORSE-9'),
    'InvalidPasswordException',
    'Password did not conform with policy: Password must have lowercase characters',
  ],
  [
    'no number',
    () => signUp('new@example.com', 'Correct-horse'),
    'InvalidPasswordException',
    'Password did not conform with policy: Password must have numeric characters',
  ],
  [
    'no symbol',
    () => signUp('new@example.com', 'Correcthorse9'),
    'InvalidPasswordException',
    'Password did not conform with policy: Password must have symbol characters',
  ],
  [
    'an attribute that is not in the schema',
    () => signUp('new@example.com', PASSWORD, { 'custom:colour': 'x' }),
    'InvalidParameterException',
    `${nonconforming}custom:colour: Attribute does not exist in the schema.\n`,
  ],
  [
    'a long attribute',
    () => signUp('new@example.com', PASSWORD, { 'custom:team': 'purple' }),
    'InvalidParameterException',
    /^Attributes did not conform to the schema: custom:team: String must be no longer/,
  ],
  [
    'a large number',
    () => signUp('new@example.com', PASSWORD, { 'custom:size': '10' }),
    'InvalidParameterException',
    /custom:size: Number must be no more than 9/,
  ],
  [
    'no number at all',
    () => signUp('new@example.com', PASSWORD, { 'custom:size': 'x' }),
    'InvalidParameterException',
    /custom:size: Attribute value is not a number/,
  ],
  [
    'one’s own verification',
    () => signUp('new@example.com', PASSWORD, { email_verified: 'true' }),
    'NotAuthorizedException',
    'A client attempted to write unauthorized attribute',
  ],
  [
    'a phone number without a plus',
    () => signUp('new@example.com', PASSWORD, { phone_number: '5551234' }),
    'InvalidParameterException',
    'Invalid phone number format.',
  ],
  [
    'a wrong code',
    () =>
      pool.client.send(
        new sdk.ConfirmSignUpCommand({ ...at(plain, 'waiting@example.com'), ConfirmationCode: '000' }),
      ),
    'CodeMismatchException',
    'Invalid verification code provided, please try again.',
  ],
  [
    'a code for a confirmed user',
    () => pool.client.send(new sdk.ConfirmSignUpCommand({ ...at(plain, KNOWN), ConfirmationCode: '000000' })),
    'NotAuthorizedException',
    'User cannot be confirmed. Current status is CONFIRMED',
  ],
  [
    'another code for a confirmed user',
    () => pool.client.send(new sdk.ResendConfirmationCodeCommand(at(plain, KNOWN))),
    'InvalidParameterException',
    'User is already confirmed.',
  ],
  [
    'another code for nobody',
    () => pool.client.send(new sdk.ResendConfirmationCodeCommand(at(plain, NOBODY))),
    'UserNotFoundException',
    'Username/client id combination not found.',
  ],
  [
    'a reset for nobody',
    () => pool.client.send(new sdk.ForgotPasswordCommand(at(plain, NOBODY))),
    'UserNotFoundException',
    'Username/client id combination not found.',
  ],
  [
    'a reset without a verified address',
    () => pool.client.send(new sdk.ForgotPasswordCommand(at(plain, 'unverified@example.com'))),
    'InvalidParameterException',
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  ],
  [
    'a reset of a temporary password',
    () => pool.client.send(new sdk.ForgotPasswordCommand(at(plain, 'temporary@example.com'))),
    'NotAuthorizedException',
    'User password cannot be reset in the current state.',
  ],
  [
    'a reset that nobody asked for',
    () =>
      pool.client.send(
        new sdk.ConfirmForgotPasswordCommand({
          ...at(hidden, 'quiet@example.com'),
          ConfirmationCode: '1',
          Password: PASSWORD,
        }),
      ),
    'ExpiredCodeException',
    'Invalid code provided, please request a code again.',
  ],
  [
    'a made-up session',
    () =>
      pool.client.send(
        new sdk.RespondToAuthChallengeCommand({
          ClientId: pool.ClientId,
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session: 'x'.repeat(40),
          ChallengeResponses: { USERNAME: KNOWN, NEW_PASSWORD: PASSWORD },
        }),
      ),
    'NotAuthorizedException',
    'Invalid session for the user.',
  ],
  [
    'a made-up access token',
    () => pool.client.send(new sdk.GetUserCommand({ AccessToken: 'a.b.c' })),
    'NotAuthorizedException',
    'Invalid Access Token',
  ],
  [
    'a made-up refresh token',
    () =>
      pool.client.send(
        new sdk.InitiateAuthCommand({
          ClientId: pool.ClientId,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN: 'a.b.c.d.e' },
        }),
      ),
    'NotAuthorizedException',
    'Invalid Refresh Token.',
  ],
  [
    'several wrong members',
    () => pool.client.send(new sdk.SignUpCommand({ ClientId: '', Username: ' ', Password: PASSWORD })),
    'InvalidParameterException',
    "2 validation errors detected: Value at 'clientId' failed to satisfy constraint: Member must have length greater than or equal to 1; Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
  ],
  [
    'a taken group name',
    async () => {
      const group = { UserPoolId: pool.UserPoolId, GroupName: 'twice' };
      await pool.client.send(new sdk.CreateGroupCommand(group));
      await pool.client.send(new sdk.CreateGroupCommand(group));
    },
    'GroupExistsException',
    'A group with the name already exists.',
  ],
  [
    'a filter in no form',
    () =>
      pool.client.send(new sdk.ListUsersCommand({ UserPoolId: pool.UserPoolId, Filter: 'email like "x"' })),
    'InvalidParameterException',
    'Error while parsing filter.',
  ],
  [
    'an operation that is not emulated',
    () => pool.client.send(new sdk.AdminListDevicesCommand({ UserPoolId: pool.UserPoolId, Username: KNOWN })),
    'UnknownOperationException',
    'The operation AdminListDevices of user pools is not emulated.',
  ],
  [
    'threat protection',
    () =>
      pool.client.send(
        new sdk.CreateUserPoolCommand({
          PoolName: 'x',
          UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
        }),
      ),
    'InvalidParameterException',
    /^UserPoolAddOns\.AdvancedSecurityMode: /,
  ],
];

describe('refused', () => {
  it.each(refusals)('is %s', async (_what, ask, name, message) => {
    await expect(ask()).rejects.toMatchObject({
      name,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
    const entry = pool.journal.at(-1);
    expect(entry).toMatchObject({ source: 'cognito', outcome: 'refused' });
    expect(entry?.rule).toContain(name);
    expect(JSON.stringify(entry)).not.toContain(PASSWORD);
  });

  it.each<[string, string]>([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['a wrong type', '{"ClientId":7}'],
    ['a deep nest', `${'['.repeat(20000)}`],
    ['an object for a text', '{"ClientId":{}}'],
  ])('is a body that is %s', async (_what, body) => {
    const response = await fetch(pool.origin, {
      method: 'POST',
      headers: {
        'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp',
        'content-type': 'application/x-amz-json-1.1',
      },
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'SerializationException' });
    expect(response.headers.get('x-amzn-errortype')).toBe('SerializationException');
  });
});

it('takes a right secret hash', async () => {
  const hash = createHmac('sha256', secret).update(`${KNOWN}${secretClient}`).digest('base64');
  const { AuthenticationResult } = await pool.client.send(
    new sdk.InitiateAuthCommand({
      ClientId: secretClient,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: KNOWN, PASSWORD, SECRET_HASH: hash },
    }),
  );
  expect(AuthenticationResult?.AccessToken).toBeDefined();
});
