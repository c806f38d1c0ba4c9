import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import { type CognitoServer, cognitoServer, type ServerOptions } from './cognito-server.ts';

export const PASSWORD = 'Correct-horse-9';

/** One pool with one client, and the usual steps of a test. */
export interface Fixture extends CognitoServer {
  readonly UserPoolId: string;
  readonly ClientId: string;
  newClient(settings?: Partial<CreateUserPoolClientCommandInput>): Promise<string>;
  /** A confirmed user with PASSWORD. */
  newUser(username: string, attributes?: Readonly<Record<string, string>>): Promise<void>;
  signIn(username: string, password?: string, clientId?: string): Promise<InitiateAuthCommandOutput>;
  /** The access token of a new session. */
  accessToken(username: string): Promise<string>;
}

const ALL_FLOWS: NonNullable<CreateUserPoolClientCommandInput['ExplicitAuthFlows']> = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
];

export async function fixture(
  settings: Partial<CreateUserPoolCommandInput> = {},
  options: ServerOptions = {},
): Promise<Fixture> {
  const server = await cognitoServer(options);
  const { client } = server;
  const { UserPool } = await client.send(
    new CreateUserPoolCommand({
      PoolName: 'people',
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      ...settings,
    }),
  );
  const UserPoolId = UserPool?.Id ?? '';

  async function newClient(given: Partial<CreateUserPoolClientCommandInput> = {}): Promise<string> {
    const { UserPoolClient } = await client.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'web',
        ExplicitAuthFlows: ALL_FLOWS,
        ...given,
      }),
    );
    return UserPoolClient?.ClientId ?? '';
  }

  const ClientId = await newClient();
  const signIn: Fixture['signIn'] = (username, password = PASSWORD, clientId = ClientId) =>
    client.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: username, PASSWORD: password },
      }),
    );

  return {
    ...server,
    UserPoolId,
    ClientId,
    newClient,
    async newUser(Username, attributes = { email_verified: 'true' }) {
      const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
      await client.send(
        new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' }),
      );
      await client.send(
        new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }),
      );
    },
    signIn,
    async accessToken(username) {
      return (await signIn(username)).AuthenticationResult?.AccessToken ?? '';
    },
  };
}
