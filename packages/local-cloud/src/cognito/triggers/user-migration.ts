import { AwsError } from '../../aws/aws-error.ts';
import type { CognitoCore } from '../core.ts';
import { hidesUsers } from '../model/app-client.ts';
import { checkAttribute } from '../model/attribute-schema.ts';
import type { User, UserStatus } from '../model/user.ts';
import { namesUsersItself, srpPoolName, type UserPool } from '../model/user-pool.ts';
import { makeCredential } from '../passwords/password-credential.ts';
import { hintOf } from '../sign-in/refusal.ts';
import type { SignInContext } from '../sign-in/sign-in-context.ts';
import { newUser } from '../users/new-user.ts';

function attributesFrom(value: unknown): Record<string, string> {
  if (value === null || typeof value !== 'object') return {};
  const given = Object.entries(value).filter(([name]) => name !== 'sub' && name !== 'username');
  return Object.fromEntries(given.map(([name, each]) => [name, String(each)]));
}

/** A function that could not be run, which the client is not told of. One that threw knows nobody. */
function noteFault({ journal }: CognitoCore, pool: UserPool, error: unknown): void {
  if (!(error instanceof AwsError)) throw error;
  if (error.code === 'UserLambdaValidationException') return;
  const hint = hintOf(error);
  journal.write({
    source: 'cognito',
    outcome: 'failed',
    rule: `UserMigration trigger of ${pool.id}`,
    text: error.message,
    ...(hint === undefined ? {} : { hint }),
  });
}

/**
 * Asks the pool's UserMigration function about a name that nobody has, and keeps the user it knows.
 * `password` is absent when somebody forgot theirs. Undefined when there is no function.
 * Throws UserNotFoundException when the function threw, unless the client hides who exists.
 */
export async function migrateUser(
  core: CognitoCore,
  context: SignInContext,
  username: string,
  password?: string,
): Promise<User | undefined> {
  const { pool, client } = context;
  if (pool.settings.LambdaConfig.UserMigration === undefined) return undefined;
  const response = await core.triggers
    .run({
      pool,
      trigger: 'UserMigration',
      source: password === undefined ? 'UserMigration_ForgotPassword' : 'UserMigration_Authentication',
      clientId: client.id,
      userName: username,
      request: {
        ...(password === undefined ? {} : { password }),
        validationData: context.validationData ?? null,
        clientMetadata: context.clientMetadata ?? null,
      },
      response: {
        userAttributes: null,
        forceAliasCreation: null,
        finalUserStatus: null,
        messageAction: null,
        desiredDeliveryMediums: null,
      },
    })
    .catch((error: unknown) => {
      if (hidesUsers(client)) {
        noteFault(core, pool, error);
        return undefined;
      }
      throw new AwsError(
        'UserNotFoundException',
        `Exception migrating user in app client ${client.id}`,
        400,
        {},
        { cause: error },
      );
    });
  const attributes = attributesFrom(response?.userAttributes);
  if (Object.keys(attributes).length === 0) return undefined;
  for (const [name, value] of Object.entries(attributes)) checkAttribute(pool.schema, name, value);
  const status: UserStatus = response?.finalUserStatus === 'RESET_REQUIRED' ? 'RESET_REQUIRED' : 'CONFIRMED';
  const sub = core.sources.uuid();
  const name = namesUsersItself(pool) ? sub : username;
  const user = newUser(core, { sub, username: name, status, attributes });
  const credential = password === undefined ? undefined : makeCredential(srpPoolName(pool) + name, password);
  const complete = credential === undefined ? user : { ...user, credential };
  await core.users.create(pool, complete, { takeAliases: response?.forceAliasCreation === true });
  return complete;
}
