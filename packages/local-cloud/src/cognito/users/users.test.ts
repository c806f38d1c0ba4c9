import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, fixture, PASSWORD } from '../testing/fixture.ts';

const opened: Fixture[] = [];
async function open(...settings: Parameters<typeof fixture>): Promise<Fixture> {
  const made = await fixture(...settings);
  opened.push(made);
  return made;
}
afterAll(() => Promise.all(opened.map((each) => each.close())));

let pool: Fixture;
beforeAll(async () => {
  pool = await open();
});

async function attributesOf(at: Fixture, Username: string): Promise<Record<string, string | undefined>> {
  const user = await at.client.send(new sdk.AdminGetUserCommand({ UserPoolId: at.UserPoolId, Username }));
  return Object.fromEntries((user.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]));
}

function update(at: Fixture, AccessToken: string, attributes: Record<string, string>) {
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  return at.client.send(new sdk.UpdateUserAttributesCommand({ AccessToken, UserAttributes }));
}

describe('attributes', () => {
  it('change; a new address counts at once and is verified by a code', async () => {
    await pool.newUser('fay@example.com');
    const token = await pool.accessToken('fay@example.com');
    const { CodeDeliveryDetailsList } = await update(pool, token, {
      email: 'fay@new.example.com',
      name: 'Fay',
    });
    expect(CodeDeliveryDetailsList).toEqual([
      { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'f***@n***' },
    ]);
    expect(await attributesOf(pool, 'fay@new.example.com')).toMatchObject({
      email_verified: 'false',
      name: 'Fay',
    });
    await expect(pool.signIn('fay@example.com')).rejects.toMatchObject({ name: 'UserNotFoundException' });
    const verify = (Code: string) =>
      pool.client.send(
        new sdk.VerifyUserAttributeCommand({ AccessToken: token, AttributeName: 'email', Code }),
      );
    await expect(verify('0')).rejects.toMatchObject({ name: 'CodeMismatchException' });
    await pool.client.send(
      new sdk.GetUserAttributeVerificationCodeCommand({ AccessToken: token, AttributeName: 'email' }),
    );
    const code = await pool.codeFor('fay@new.example.com');
    await verify(code);
    await expect(verify(code)).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    expect(await attributesOf(pool, 'fay@new.example.com')).toMatchObject({ email_verified: 'true' });
    await pool.client.send(
      new sdk.DeleteUserAttributesCommand({ AccessToken: token, UserAttributeNames: ['name'] }),
    );
    expect(await attributesOf(pool, 'fay@new.example.com')).not.toHaveProperty('name');
  });

  it('keep a verified address until the next one is verified, where the pool says so', async () => {
    const at = await open({
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    });
    await at.newUser('old@example.com');
    await at.newUser('taken@example.com');
    const token = await at.accessToken('old@example.com');
    const { CodeDeliveryDetailsList } = await update(at, token, { email: 'next@example.com' });
    expect(CodeDeliveryDetailsList?.[0]?.Destination).toBe('n***@e***');
    expect(await attributesOf(at, 'old@example.com')).toMatchObject({ email_verified: 'true' });
    const verify = async (address: string) =>
      at.client.send(
        new sdk.VerifyUserAttributeCommand({
          AccessToken: token,
          AttributeName: 'email',
          Code: await at.codeFor(address),
        }),
      );
    await verify('next@example.com');
    expect(await attributesOf(at, 'next@example.com')).toMatchObject({
      email: 'next@example.com',
      email_verified: 'true',
    });
    await update(at, token, { email: 'taken@example.com' });
    await expect(verify('taken@example.com')).rejects.toMatchObject({
      name: 'AliasExistsException',
      message: 'An account with the email already exists.',
    });
    await at.signIn('taken@example.com');
  });

  it('are for the client to write, and some for nobody', async () => {
    const at = await open({ Schema: [{ Name: 'team', AttributeDataType: 'String', Mutable: false }] });
    const ClientId = await at.newClient({ WriteAttributes: ['name'], ReadAttributes: ['email'] });
    await at.newUser('fay@example.com', { 'custom:team': 'blue', name: 'Fay' });
    const { AuthenticationResult } = await at.signIn('fay@example.com', PASSWORD, ClientId);
    const token = AuthenticationResult?.AccessToken ?? '';
    const id = decodeJwt(AuthenticationResult?.IdToken ?? '');
    expect(id.email).toBe('fay@example.com');
    expect(id).not.toHaveProperty('name');
    expect(id).not.toHaveProperty('custom:team');
    await update(at, token, { name: 'Faye' });
    for (const attributes of [{ nickname: 'F' }, { email_verified: 'true' }, { sub: 'x' }]) {
      await expect(update(at, token, attributes)).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'A client attempted to write unauthorized attribute',
      });
    }
    const free = await at.accessToken('fay@example.com');
    await expect(update(at, free, { 'custom:team': 'red' })).rejects.toMatchObject({
      message: 'user.custom:team: Attribute cannot be updated.\n',
    });
  });
});

describe('passwords', () => {
  it('are forgotten and set anew with a mailed code', async () => {
    const Username = 'forgetful@example.com';
    await pool.newUser(Username);
    const { CodeDeliveryDetails } = await pool.client.send(
      new sdk.ForgotPasswordCommand({ ClientId: pool.ClientId, Username }),
    );
    expect(CodeDeliveryDetails).toEqual({
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: 'f***@e***',
    });
    const code = await pool.codeFor(Username);
    const confirm = (ConfirmationCode: string, Password = 'Another-horse-9') =>
      pool.client.send(
        new sdk.ConfirmForgotPasswordCommand({
          ClientId: pool.ClientId,
          Username,
          ConfirmationCode,
          Password,
        }),
      );
    await expect(confirm(code, 'weak')).rejects.toMatchObject({ name: 'InvalidPasswordException' });
    await expect(confirm(code === '000000' ? '111111' : '000000')).rejects.toMatchObject({
      name: 'CodeMismatchException',
    });
    await confirm(code);
    await expect(confirm(code)).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    await expect(pool.signIn(Username)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await pool.signIn(Username, 'Another-horse-9');
    await pool.client.send(new sdk.ForgotPasswordCommand({ ClientId: pool.ClientId, Username }));
    pool.advance(3600_000);
    await expect(confirm(await pool.codeFor(Username))).rejects.toMatchObject({
      name: 'ExpiredCodeException',
      message: 'Invalid code provided, please request a code again.',
    });
  });

  it('are not set anew, nor an address verified, by a code that went to another address', async () => {
    const mine = 'mallory@example.com';
    const theirs = 'victim@example.com';
    await pool.newUser(mine);
    const token = await pool.accessToken(mine);
    await pool.client.send(new sdk.ForgotPasswordCommand({ ClientId: pool.ClientId, Username: mine }));
    const ConfirmationCode = await pool.codeFor(mine);
    await update(pool, token, { email: theirs });
    const confirm = (Username: string) =>
      pool.client.send(
        new sdk.ConfirmForgotPasswordCommand({
          ClientId: pool.ClientId,
          Username,
          ConfirmationCode,
          Password: 'Another-horse-9',
        }),
      );
    await expect(confirm(theirs)).rejects.toMatchObject({ name: 'CodeMismatchException' });
    expect(await attributesOf(pool, theirs)).toMatchObject({ email_verified: 'false' });
    await update(pool, token, { email: mine });
    await confirm(mine);
  });

  it('are kept apart from their codes, of which only a salted digest is kept', async () => {
    const Username = 'kept@example.com';
    await pool.newUser(Username);
    await pool.client.send(new sdk.ForgotPasswordCommand({ ClientId: pool.ClientId, Username }));
    const { core } = pool.cognito;
    const [people] = core.pools.list();
    const user = people && core.users.bySignInName(people, Username);
    expect(user?.codes.reset).toEqual({
      salt: expect.stringMatching(/^[\w+/]{22}==$/),
      digest: expect.stringMatching(/^[\w+/]{43}=$/),
      attribute: 'email',
      expiresAt: expect.any(Number),
    });
    expect(user?.credential).toEqual({
      srpSalt: expect.stringMatching(/^[0-9a-f]{1,32}$/),
      srpVerifier: expect.stringMatching(/^[0-9a-f]{760,768}$/),
    });
  });

  it('are changed by who knows them, and reset by administrators', async () => {
    const Username = 'changing@example.com';
    await pool.newUser(Username);
    const AccessToken = await pool.accessToken(Username);
    const change = (PreviousPassword: string) =>
      pool.client.send(
        new sdk.ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword: 'Another-horse-9' }),
      );
    await expect(change('Wrong-horse-9')).rejects.toMatchObject({
      message: 'Incorrect username or password.',
    });
    await change(PASSWORD);
    await pool.signIn(Username, 'Another-horse-9');
    await pool.client.send(new sdk.AdminResetUserPasswordCommand({ UserPoolId: pool.UserPoolId, Username }));
    await expect(pool.signIn(Username, 'Another-horse-9')).rejects.toMatchObject({
      name: 'PasswordResetRequiredException',
      message: 'Password reset required for the user',
    });
    await pool.client.send(
      new sdk.ConfirmForgotPasswordCommand({
        ClientId: pool.ClientId,
        Username,
        ConfirmationCode: await pool.codeFor(Username),
        Password: PASSWORD,
      }),
    );
    await pool.signIn(Username);
  });
});

describe('names', () => {
  it('differ by case unless the pool says otherwise', async () => {
    await pool.newUser('Case@example.com');
    await pool.newUser('case@example.com');
    const folding = await open({ UsernameConfiguration: { CaseSensitive: false } });
    await folding.newUser('Case@example.com');
    await expect(folding.newUser('case@example.com')).rejects.toMatchObject({
      name: 'UsernameExistsException',
    });
    await folding.signIn('CASE@example.com');
  });

  it('may be aliases, which are the last verified one’s or the first one’s', async () => {
    const at = await open({
      UsernameAttributes: undefined,
      AliasAttributes: ['email', 'preferred_username'],
    });
    const email = 'shared@example.com';
    await at.newUser('first', { email, email_verified: 'true' });
    const user = await at.signIn(email);
    expect(decodeJwt(user.AuthenticationResult?.AccessToken ?? '').username).toBe('first');
    const signUp = { ClientId: at.ClientId, Password: PASSWORD };
    await expect(
      at.client.send(new sdk.SignUpCommand({ ...signUp, Username: 'mail@example.com' })),
    ).rejects.toMatchObject({
      message: 'Username cannot be of email format, since user pool is configured for email alias.',
    });
    await at.client.send(
      new sdk.SignUpCommand({
        ...signUp,
        Username: 'second',
        UserAttributes: [{ Name: 'email', Value: email }],
      }),
    );
    const confirmation = {
      ClientId: at.ClientId,
      Username: 'second',
      ConfirmationCode: await at.codeFor(email),
    };
    await expect(at.client.send(new sdk.ConfirmSignUpCommand(confirmation))).rejects.toMatchObject({
      name: 'AliasExistsException',
    });
    await at.client.send(new sdk.ConfirmSignUpCommand({ ...confirmation, ForceAliasCreation: true }));
    const now = await at.signIn(email);
    expect(decodeJwt(now.AuthenticationResult?.AccessToken ?? '').username).toBe('second');
    expect(await attributesOf(at, 'first')).toMatchObject({ email_verified: 'false' });
  });

  it('are free again when their user is gone, and the tokens of the user are not', async () => {
    const Username = 'leaving@example.com';
    await pool.newUser(Username);
    const AccessToken = await pool.accessToken(Username);
    await pool.client.send(new sdk.DeleteUserCommand({ AccessToken }));
    await expect(pool.client.send(new sdk.GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      name: 'UserNotFoundException',
    });
    await pool.newUser(Username);
    await expect(pool.client.send(new sdk.GetUserCommand({ AccessToken }))).rejects.toThrow();
  });
});

describe('groups', () => {
  it('are in the tokens, by precedence, from the next issue on', async () => {
    const at = await open();
    await at.newUser('fay@example.com');
    const { UserPoolId } = at;
    const role = (name: string): string => `arn:aws:iam::000000000000:role/${name}`;
    const groups = [
      { GroupName: 'readers' },
      { GroupName: 'admins', Precedence: 1, RoleArn: role('admin') },
      { GroupName: 'writers', Precedence: 5, RoleArn: role('writer') },
    ];
    for (const group of groups) {
      await at.client.send(new sdk.CreateGroupCommand({ UserPoolId, ...group }));
      await at.client.send(
        new sdk.AdminAddUserToGroupCommand({
          UserPoolId,
          Username: 'fay@example.com',
          GroupName: group.GroupName,
        }),
      );
    }
    const { AuthenticationResult } = await at.signIn('fay@example.com');
    expect(decodeJwt(AuthenticationResult?.IdToken ?? '')).toMatchObject({
      'cognito:groups': ['admins', 'writers', 'readers'],
      'cognito:roles': [role('admin'), role('writer')],
      'cognito:preferred_role': role('admin'),
    });
    const access = decodeJwt(AuthenticationResult?.AccessToken ?? '');
    expect(access['cognito:groups']).toEqual(['admins', 'writers', 'readers']);
    expect(access).not.toHaveProperty('cognito:roles');
    await at.client.send(new sdk.DeleteGroupCommand({ UserPoolId, GroupName: 'admins' }));
    const refreshed = await at.client.send(
      new sdk.InitiateAuthCommand({
        ClientId: at.ClientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? '' },
      }),
    );
    expect(decodeJwt(refreshed.AuthenticationResult?.AccessToken ?? '')['cognito:groups']).toEqual([
      'writers',
      'readers',
    ]);
    const of = await at.client.send(
      new sdk.AdminListGroupsForUserCommand({ UserPoolId, Username: 'fay@example.com' }),
    );
    expect(of.Groups?.map(({ GroupName }) => GroupName)).toEqual(['readers', 'writers']);
    const members = await at.client.send(
      new sdk.ListUsersInGroupCommand({ UserPoolId, GroupName: 'readers' }),
    );
    expect(members.Users).toHaveLength(1);
    await at.client.send(
      new sdk.AdminRemoveUserFromGroupCommand({
        UserPoolId,
        Username: 'fay@example.com',
        GroupName: 'readers',
      }),
    );
    const left = await at.client.send(new sdk.ListUsersInGroupCommand({ UserPoolId, GroupName: 'readers' }));
    expect(left.Users).toEqual([]);
  });
});

it('lists users in pages, each once', async () => {
  const at = await open();
  const names = Array.from({ length: 7 }, (_, index) => `user-${index}@example.com`);
  await Promise.all(names.map((name) => at.newUser(name)));
  const seen: (string | undefined)[] = [];
  let PaginationToken: string | undefined;
  do {
    const page = await at.client.send(
      new sdk.ListUsersCommand({ UserPoolId: at.UserPoolId, Limit: 3, PaginationToken }),
    );
    expect(page.Users?.length).toBeLessThanOrEqual(3);
    const emails = (page.Users ?? []).map(
      ({ Attributes }) => Attributes?.find(({ Name }) => Name === 'email')?.Value,
    );
    seen.push(...emails);
    PaginationToken = page.PaginationToken;
  } while (PaginationToken !== undefined);
  expect(seen.toSorted()).toEqual(names);
  const list = (Filter: string) =>
    at.client.send(new sdk.ListUsersCommand({ UserPoolId: at.UserPoolId, Filter }));
  const [found] = (await list('email = "user-3@example.com"')).Users ?? [];
  expect(found?.Attributes).toContainEqual({ Name: 'email', Value: 'user-3@example.com' });
  expect((await list(`sub = "${found?.Username}"`)).Users).toEqual([found]);
  expect((await list(`username = "${found?.Username}"`)).Users).toEqual([found]);
  expect((await list('username = "user-3@example.com"')).Users).toEqual([]);
  expect((await list('email = "USER-3@example.com"')).Users).toEqual([]);
});
