import type { Account } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { Journal } from '../journal/journal.ts';
import { accessDeniedText } from './access-denied.ts';
import type { CallerIdentities } from './caller-identities.ts';
import { explainDecision } from './decision-explanation.ts';
import { evaluate } from './policy/evaluate.ts';
import { requestContext } from './policy/request-context.ts';
import type { RoleCredentials } from './role-credentials.ts';
import type { Role, RoleDirectory } from './role-directory.ts';
import type { SessionTokens } from './session-token.ts';
import type { RoleUsage } from './usage/role-usage.ts';

/** How long credentials of a service's session are good for: as AWS Lambda's are. */
const SESSION_LENGTH = 12 * 60 * 60 * 1000;
const REMEMBERED_DENIALS = 1000;

/** How services take on roles and act in their names. */
export function serviceRoles(options: {
  readonly account: Account;
  readonly journal: Journal;
  readonly tokens: SessionTokens;
  readonly directory: RoleDirectory;
  readonly identities: CallerIdentities;
  readonly usage: RoleUsage;
  now(): number;
}): RoleCredentials {
  const { account, journal, tokens, directory, identities, usage, now } = options;
  const denials = new Set<string>();

  const requireTrust = (roleArn: string, service: string): Role => {
    const role = directory.roleOf(roleArn);
    if (role !== undefined && trusts(role, service, account.accountId)) return role;
    const error = assumptionRefused(roleArn, service);
    journal.write({
      source: 'iam',
      outcome: 'refused',
      rule: role === undefined ? `role ${roleArn}` : `trust policy of role ${role.record.name}`,
      text: error.message,
      hint:
        role === undefined
          ? 'There is no role with this ARN.'
          : `Its trust policy must allow sts:AssumeRole for the principal {"Service":"${service}"}.`,
    });
    throw error;
  };

  return {
    assumeForService(roleArn, sessionName, servicePrincipal) {
      const { record } = requireTrust(roleArn, servicePrincipal);
      const issuedAt = now();
      return tokens.issue({
        holder: { type: 'role', name: record.name, id: record.id },
        sessionName,
        issuedAt,
        expiration: issuedAt + SESSION_LENGTH,
      });
    },
    allows(roleArn, sessionName, action, resource) {
      const role = directory.roleOf(roleArn);
      if (role === undefined) return false;
      const identity = identities.roleSession(role, sessionName);
      const decision = evaluate(identity.policies(), {
        action,
        resource,
        principal: identity.principal,
        context: requestContext(() => identity.principalContext()),
      });
      if (decision.outcome === 'allowed') {
        usage.record(role.record.id, action, resource);
        return true;
      }
      // What a service does again and again is explained once.
      const key = `${roleArn} ${action} ${resource}`;
      if (!denials.has(key) && denials.size < REMEMBERED_DENIALS) {
        denials.add(key);
        journal.write({
          source: 'iam',
          outcome: 'refused',
          ...explainDecision(identity, { action, resource }, decision),
          text: accessDeniedText({ caller: identity.arn, action, resource }, decision),
        });
      }
      return false;
    },
  };
}

function trusts(role: Role, service: string, accountId: string): boolean {
  const decision = evaluate(
    { identity: [], resource: [role.trust] },
    {
      action: 'sts:AssumeRole',
      resource: role.record.arn,
      principal: { type: 'service', service },
      context: requestContext(() => ({
        'aws:SourceAccount': accountId,
        'aws:PrincipalIsAWSService': 'true',
      })),
    },
  );
  return decision.outcome === 'allowed';
}

function assumptionRefused(roleArn: string, service: string): AwsError {
  return service === 'lambda.amazonaws.com'
    ? new AwsError(
        'InvalidParameterValueException',
        'The role defined for the function cannot be assumed by Lambda.',
      )
    : new AwsError(
        'AccessDenied',
        `${service} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
        403,
      );
}
