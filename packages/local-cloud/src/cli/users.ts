import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { type AdministratorClient, administratorClient } from './administrator.ts';
import { namedOne } from './name-lookup.ts';
import { collected, paged } from './paged.ts';
import { DEFAULT_DATA_DIRECTORY, parseCommandLine, UsageError } from './usage-error.ts';

/** Lists the users of a pool, makes one who can sign in at once, or deletes one. */
export async function users(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string', default: DEFAULT_DATA_DIRECTORY },
      pool: { type: 'string' },
      password: { type: 'string' },
      group: { type: 'string', multiple: true, default: [] },
    },
  });
  const [action = 'list', email, ...more] = positionals;
  const known = action === 'list' ? email === undefined : action === 'create' || action === 'delete';
  if (!known || more.length > 0 || (action !== 'list' && email === undefined)) {
    throw new UsageError('Say what to do: local-cloud users [list | create <email> | delete <email>]');
  }
  const client = await administratorClient(resolve(values.data));
  const pool = await poolId(client, values.pool);
  if (email === undefined) await list(client, pool);
  else if (action === 'delete') {
    await client.call('cognito-idp', 'AdminDeleteUser', { UserPoolId: pool, Username: email });
    process.stdout.write(`deleted ${email}\n`);
  } else await create(client, pool, { email, password: values.password, groups: values.group });
}

interface User {
  readonly Username: string;
  readonly UserStatus: string;
  readonly Enabled: boolean;
  readonly Attributes?: readonly { readonly Name: string; readonly Value: string }[];
}

interface UserPage {
  readonly Users: readonly User[];
  readonly PaginationToken?: string;
}

async function list(client: AdministratorClient, pool: string): Promise<void> {
  const users = paged(async (token) => {
    const page: UserPage = await client.call('cognito-idp', 'ListUsers', {
      UserPoolId: pool,
      PaginationToken: token,
    });
    return { entries: page.Users, token: page.PaginationToken };
  });
  for await (const { Username, UserStatus, Enabled, Attributes = [] } of users) {
    const email = Attributes.find(({ Name }) => Name === 'email')?.Value ?? '-';
    process.stdout.write(`${[Username, email, Enabled ? UserStatus : 'DISABLED'].join('\t')}\n`);
  }
}

/** Makes a confirmed user. When any step is refused, none is left. */
async function create(
  client: AdministratorClient,
  pool: string,
  {
    email,
    password = `Aa1!${randomBytes(12).toString('base64url')}`,
    groups,
  }: {
    readonly email: string;
    readonly password: string | undefined;
    readonly groups: readonly string[];
  },
): Promise<void> {
  const user = { UserPoolId: pool, Username: email };
  await client.call('cognito-idp', 'AdminCreateUser', {
    ...user,
    MessageAction: 'SUPPRESS',
    UserAttributes: [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ],
  });
  try {
    await client.call('cognito-idp', 'AdminSetUserPassword', {
      ...user,
      Password: password,
      Permanent: true,
    });
    for (const GroupName of groups) {
      await client.call('cognito-idp', 'AdminAddUserToGroup', { ...user, GroupName });
    }
  } catch (error) {
    await client.call('cognito-idp', 'AdminDeleteUser', user);
    throw error;
  }
  process.stdout.write(`created ${email} with the password ${password}\n`);
}

interface PoolPage {
  readonly UserPools: readonly { readonly Id: string; readonly Name: string }[];
  readonly NextToken?: string;
}

/** The pool that was named by its id or name, or the only one. */
async function poolId(client: AdministratorClient, typed: string | undefined): Promise<string> {
  const pools = await collected(
    paged(async (token) => {
      const page: PoolPage = await client.call('cognito-idp', 'ListUserPools', {
        MaxResults: 60,
        NextToken: token,
      });
      return { entries: page.UserPools, token: page.NextToken };
    }),
  );
  const labels = pools.map(({ Id, Name }) => `${Id} (${Name})`);
  const [only] = pools;
  if (typed === undefined && only !== undefined && pools.length === 1) return only.Id;
  const label = namedOne('user pool', typed ?? '', labels);
  return label.slice(0, label.indexOf(' '));
}
