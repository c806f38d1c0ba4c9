import type { Account } from '../aws/account.ts';
import { globalArn } from '../aws/account.ts';
import type { ConditionContext } from '../aws/aws-service.ts';
import { awsManagedPolicy } from './aws-managed-policies.ts';
import type { LocalSecrets } from './credentials-file.ts';
import type { CallerIdentity } from './iam-caller.ts';
import { type CompiledPolicy, compilePolicy } from './policy/compiled-policy.ts';
import type { Role, RoleDirectory } from './role-directory.ts';
import type { SessionClaims, SessionTokens } from './session-token.ts';
import { SignatureFailure } from './sigv4/signature-failure.ts';

/** Who stands behind access keys. */
export interface CallerIdentities {
  /** Throws SignatureFailure when the key is unknown or the token does not fit it or is over. */
  identify(accessKeyId: string, sessionToken: string | undefined): CallerIdentity;
  /** A session of a role that needs no keys: a service that acts in the role's name. */
  roleSession(role: Role, sessionName: string): CallerIdentity;
}

const KNOWN_TOKENS = 1000;
const ADMINISTRATOR = 'administrator';
const FULL_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess';

interface Session {
  readonly claims: SessionClaims;
  readonly identity: CallerIdentity;
}

export function callerIdentities(options: {
  readonly account: Account;
  readonly administrator: LocalSecrets['administrator'];
  readonly tokens: SessionTokens;
  readonly directory: RoleDirectory;
  now(): number;
}): CallerIdentities {
  const { account, administrator, tokens, directory, now } = options;
  const sessions = new Map<string, Session>();

  const userIdentity = (secretAccessKey: string, session?: SessionClaims): CallerIdentity => {
    const arn = globalArn(account, 'iam', `user/${ADMINISTRATOR}`);
    const everything = awsManagedPolicy(FULL_ACCESS);
    const identity = everything === undefined ? [] : [everything];
    const context = {
      'aws:PrincipalArn': arn,
      'aws:PrincipalAccount': account.accountId,
      'aws:PrincipalType': 'User',
      'aws:userid': administrator.userId,
      'aws:username': ADMINISTRATOR,
      ...(session === undefined ? {} : { 'aws:TokenIssueTime': new Date(session.issuedAt).toISOString() }),
    };
    return {
      secretAccessKey,
      arn,
      accountId: account.accountId,
      userId: administrator.userId,
      principal: { type: 'user', arn, accountId: account.accountId },
      roleId: undefined,
      subject: `user ${ADMINISTRATOR}`,
      temporary: session !== undefined,
      policies: () => ({ identity }),
      principalContext: () => context,
    };
  };

  const roleIdentity = (
    name: string,
    sessionName: string,
    secretAccessKey: string,
    claims?: SessionClaims,
  ): CallerIdentity => {
    const arn = sessionArn(account, name, sessionName);
    const session = claims?.policies?.map((text, index) =>
      compilePolicy(text, 'identity', `session policy ${index + 1}`),
    );
    const known = directory.role(name)?.record;
    const userId = `${known?.id ?? ''}:${sessionName}`;
    return {
      secretAccessKey,
      arn,
      accountId: account.accountId,
      userId,
      principal: {
        type: 'role',
        sessionArn: arn,
        roleArn: known?.arn ?? globalArn(account, 'iam', `role/${name}`),
        accountId: account.accountId,
      },
      roleId: known?.id,
      subject: `role ${name}`,
      temporary: true,
      policies: () => policiesOf(directory.role(name), session),
      principalContext: () => roleContext(account, directory.role(name), userId, claims),
    };
  };

  const openSession = (token: string): Session => {
    const known = sessions.get(token);
    if (known !== undefined) return known;
    const claims = tokens.open(token);
    if (claims === undefined) throw new SignatureFailure({ kind: 'wrong token' });
    const secret = tokens.secretOf(claims.accessKeyId);
    const { holder, sessionName } = claims;
    const identity =
      holder.type === 'user'
        ? userIdentity(secret, claims)
        : roleIdentity(holder.name, sessionName, secret, claims);
    const session = { claims, identity };
    sessions.set(token, session);
    for (const oldest of sessions.keys()) {
      if (sessions.size <= KNOWN_TOKENS) break;
      sessions.delete(oldest);
    }
    return session;
  };

  const administratorIdentity = userIdentity(administrator.secretAccessKey);
  return {
    identify(accessKeyId, sessionToken) {
      if (accessKeyId === administrator.accessKeyId) {
        if (sessionToken !== undefined) throw new SignatureFailure({ kind: 'wrong token' });
        return administratorIdentity;
      }
      if (sessionToken === undefined) {
        const kind = accessKeyId.startsWith('ASIA') ? 'wrong token' : 'unknown key';
        throw new SignatureFailure({ kind });
      }
      const { claims, identity } = openSession(sessionToken);
      if (claims.accessKeyId !== accessKeyId) throw new SignatureFailure({ kind: 'wrong token' });
      if (claims.expiration <= now()) throw new SignatureFailure({ kind: 'expired token' });
      const { holder } = claims;
      // A role that was made anew under an old name is another one.
      if (holder.type === 'role' && directory.role(holder.name)?.record.id !== holder.id) {
        sessions.delete(sessionToken);
        throw new SignatureFailure({ kind: 'wrong token' });
      }
      return identity;
    },
    roleSession: (role, sessionName) => roleIdentity(role.record.name, sessionName, ''),
  };
}

/** `arn:aws:sts::000000000000:assumed-role/<role>/<session>` */
export function sessionArn(account: Account, roleName: string, sessionName: string): string {
  return globalArn(account, 'sts', `assumed-role/${roleName}/${sessionName}`);
}

function policiesOf(
  role: Role | undefined,
  session: readonly CompiledPolicy[] | undefined,
): ReturnType<CallerIdentity['policies']> {
  return {
    identity: role?.identity ?? [],
    ...(role?.boundary === undefined ? {} : { boundary: role.boundary }),
    ...(session === undefined ? {} : { session }),
  };
}

function roleContext(
  account: Account,
  role: Role | undefined,
  userId: string,
  claims: SessionClaims | undefined,
): ConditionContext {
  const tags = { ...role?.record.tags, ...claims?.tags };
  return {
    ...(role === undefined ? {} : { 'aws:PrincipalArn': role.record.arn }),
    'aws:PrincipalAccount': account.accountId,
    'aws:PrincipalType': 'AssumedRole',
    'aws:userid': userId,
    ...(claims === undefined ? {} : { 'aws:TokenIssueTime': new Date(claims.issuedAt).toISOString() }),
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
  };
}
