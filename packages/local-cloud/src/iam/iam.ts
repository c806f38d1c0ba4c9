import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import { iamManagedPolicyProvider } from '../cloudformation/resources/iam-managed-policy.ts';
import { iamPolicyProvider } from '../cloudformation/resources/iam-policy.ts';
import { iamRoleProvider } from '../cloudformation/resources/iam-role.ts';
import { iamRolePolicyProvider } from '../cloudformation/resources/iam-role-policy.ts';
import { callerIdentities } from './caller-identities.ts';
import { openCredentialsFile } from './credentials-file.ts';
import { type CallerIdentity, IamCaller } from './iam-caller.ts';
import { iamService } from './iam-service.ts';
import {
  type RequestAuthenticator,
  requestAuthenticator,
  type StreamAuthenticator,
} from './request-authenticator.ts';
import type { RoleCredentials } from './role-credentials.ts';
import { openRoleDirectory, type RoleDirectory } from './role-directory.ts';
import { serviceRoles } from './service-roles.ts';
import { type SessionTokens, sessionTokens } from './session-token.ts';
import { type LeastPrivilege, leastPrivilege } from './usage/least-privilege.ts';
import { type PrivilegeReport, privilegesOf, type RoleHolder } from './usage/privilege-report.ts';
import { roleUsage } from './usage/role-usage.ts';

/** The keys of the one person who may do everything. */
export interface AdministratorKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

export interface Iam extends CloudPart {
  readonly roles: RoleCredentials;
  readonly administrator: AdministratorKeys;
  readonly directory: RoleDirectory;
  readonly tokens: SessionTokens;
  /**
   * Who signed the request. `service` is the signing name of the service that is called.
   * Throws AwsError in that service's own words when the signature is missing or not right.
   */
  readonly authenticate: RequestAuthenticator;
  /** The same for a service that reads its bodies itself. */
  readonly streams: StreamAuthenticator;
  /** Who stands behind keys whose signature somebody else has verified. Throws SignatureFailure. */
  identify(accessKeyId: string, sessionToken: string | undefined): CallerIdentity;
  /** A caller without a request of its own, such as one part of the cloud that calls another. */
  callerOf(identity: CallerIdentity, service: string): IamCaller;
  /**
   * What the role may do and never did since the start, and the smallest policy for what it did.
   * Undefined when there is no such role.
   */
  leastPrivilege(roleName: string): LeastPrivilege | undefined;
  /** The same of the roles of functions; of all roles when no function is wanted. */
  privileges(holders: readonly RoleHolder[], wanted: string | undefined): PrivilegeReport;
}

/** Opens the account's identities. The long-lived secrets are in `credentials.json` of the data directory. */
export async function createIam(
  context: PartContext,
  options: { readonly dataDirectory: string },
): Promise<Iam> {
  const { account, journal, sources } = context;
  const { secrets, wasExposed } = await openCredentialsFile(options.dataDirectory, sources);
  if (wasExposed) {
    journal.write({
      source: 'iam',
      outcome: 'notice',
      rule: 'credentials.json',
      text: 'Others on this machine could read credentials.json; it is closed to them now.',
      hint: 'Remove the file to have new keys made, if somebody may have read it.',
    });
  }
  const now = (): number => sources.now();
  const directory = await openRoleDirectory(context.store, journal);
  const tokens = sessionTokens(sources, secrets.sessionKey);
  const { administrator } = secrets;
  const identities = callerIdentities({ account, administrator, tokens, directory, now });
  const usage = roleUsage();
  const { accessKeyId, secretAccessKey } = administrator;
  const since = now();
  const compare = (roleName: string): LeastPrivilege | undefined => {
    const role = directory.role(roleName);
    return role === undefined ? undefined : leastPrivilege(role, usage.usedBy(role.record.id));
  };

  return {
    services: [iamService(context, directory, administrator)],
    providers: [
      iamRoleProvider(context, directory),
      iamPolicyProvider(directory),
      iamRolePolicyProvider(directory),
      iamManagedPolicyProvider(context, directory),
    ],
    roles: serviceRoles({ account, journal, tokens, directory, identities, usage, now }),
    administrator: { accessKeyId, secretAccessKey, region: account.region },
    directory,
    tokens,
    ...requestAuthenticator(context, identities, usage),
    identify: identities.identify,
    callerOf: (identity, service) =>
      new IamCaller(identity, { service, request: undefined, account, now: now() }, journal, usage),
    leastPrivilege: compare,
    privileges: (holders, wanted) => ({
      since,
      roles: privilegesOf(directory.roles(), holders, wanted, compare),
    }),
  };
}
