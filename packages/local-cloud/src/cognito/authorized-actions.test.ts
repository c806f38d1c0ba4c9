import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll, describe, expect, it } from 'vitest';
import { operationNames } from '../../test/asked-actions.ts';
import { type Fixture, fixture } from './testing/fixture.ts';

/** What people and their clients call, with a token or a client id instead of a signature. */
const PUBLIC = [
  ...['AssociateSoftwareToken', 'ChangePassword', 'ConfirmForgotPassword', 'ConfirmSignUp'],
  ...['DeleteUser', 'DeleteUserAttributes', 'ForgotPassword', 'GetTokensFromRefreshToken', 'GetUser'],
  ...['GetUserAttributeVerificationCode', 'GetUserAuthFactors', 'GlobalSignOut', 'InitiateAuth'],
  ...['ResendConfirmationCode', 'RespondToAuthChallenge', 'RevokeToken', 'SetUserMFAPreference', 'SignUp'],
  ...['UpdateUserAttributes', 'VerifySoftwareToken', 'VerifyUserAttribute'],
];
/** What is about no pool yet, or about all of them. */
const WITHOUT_POOL = ['CreateUserPool', 'DescribeUserPoolDomain', 'ListUserPools'];
/** Files that hold no operation. */
const OTHER_FILES = ['Operation', 'OperationTable'];
/** Names that files cannot spell. */
const SPELLED: Readonly<Record<string, string>> = {
  AdminSetUserMfaPreference: 'AdminSetUserMFAPreference',
  GetUiCustomization: 'GetUICustomization',
  SetUiCustomization: 'SetUICustomization',
  SetUserMfaPreference: 'SetUserMFAPreference',
};

const operations = (await operationNames('cognito'))
  .filter((name) => !OTHER_FILES.includes(name))
  .map((name) => SPELLED[name] ?? name);

let pool: Fixture;
beforeAll(async () => {
  pool = await fixture();
  return () => pool.close();
});

/** Something of everything that inputs may name; clients send what the operation takes. */
function input(): Record<string, unknown> {
  const { UserPoolId, ClientId } = pool;
  return {
    ...{
      UserPoolId,
      ClientId,
      Username: 'ann',
      Password: 'Correct-horse-9',
      UserAttributes: [],
      MaxResults: 1,
    },
    ...{ ResourceArn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPoolId}` },
    ...{ Tags: { a: 'b' }, TagKeys: ['a'], GroupName: 'g', Identifier: 'x', Name: 'x', Domain: 'domain' },
    ...{
      PoolName: 'p',
      ClientName: 'c',
      UserAttributeNames: ['name'],
      AttributeName: 'email',
      Code: '123456',
    },
    ...{ CustomAttributes: [{ Name: 'x', AttributeDataType: 'String' }], CSS: '.a{}', Token: 'x' },
    ...{ AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'ann', PASSWORD: 'x' } },
    ...{
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeResponses: { USERNAME: 'ann' },
      Session: 'x'.repeat(20),
    },
    ...{ AccessToken: 'x.y.z', RefreshToken: 'x', ConfirmationCode: '123456', UserCode: '123456' },
    ...{ PreviousPassword: 'Correct-horse-9', ProposedPassword: 'Correct-horse-9' },
  };
}

/** Calls the operation; gives what was asked of the caller. */
async function asked(operation: string): Promise<string[]> {
  const commands: Readonly<Record<string, unknown>> = sdk;
  const Command = commands[`${operation}Command`] as typeof sdk.ListUsersCommand;
  pool.authorizations.length = 0;
  await pool.client.send(new Command(input() as unknown as sdk.ListUsersCommandInput)).catch(() => {});
  return pool.authorizations.map(({ action, resource }) => `${action} ${resource}`);
}

describe('the operations of cognito-idp', () => {
  it.each(operations.filter((name) => PUBLIC.includes(name)))('%s asks no policy', async (operation) => {
    expect(await asked(operation)).toEqual([]);
  });

  it.each(operations.filter((name) => !PUBLIC.includes(name)))('%s asks the policies', async (operation) => {
    const { UserPoolId } = pool;
    const onPool = `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPoolId}`;
    const resource = WITHOUT_POOL.includes(operation) ? '*' : onPool;
    expect(await asked(operation)).toEqual([`cognito-idp:${operation} ${resource}`]);
  });

  it('are all there', () => {
    for (const name of [...PUBLIC, ...WITHOUT_POOL]) expect(operations).toContain(name);
  });
});
