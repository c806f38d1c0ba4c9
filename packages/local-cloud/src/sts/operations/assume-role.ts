import { AwsError } from '../../aws/aws-error.ts';
import type { ConditionContext } from '../../aws/aws-service.ts';
import { sessionArn } from '../../iam/caller-identities.ts';
import { compilePolicy } from '../../iam/policy/compiled-policy.ts';
import { evaluateTrust } from '../../iam/policy/evaluate.ts';
import { listParameter, type XmlMembers } from '../../iam/query-protocol.ts';
import type { Role } from '../../iam/role-directory.ts';
import { credentialsXml } from '../credentials-xml.ts';
import { readDuration, readParameter, refuseParameters } from '../parameters.ts';
import type { StsOperationCall } from '../sts.ts';

const SHORTEST = 900;
const USUAL = 3600;
/** A role's session may hand itself on for an hour at most. */
const LONGEST_CHAINED = 3600;
const LONGEST_POLICY = 2048;
const ARN = {
  least: 20,
  most: 2048,
  pattern: /^\P{Cc}+$/u,
};
const SESSION_NAME = { least: 2, most: 64, pattern: /^[\w+=,.@-]*$/ };

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function assumeRole(call: StsOperationCall): XmlMembers {
  const { context, iam, caller, parameters } = call;
  refuseParameters(parameters, [
    'SerialNumber',
    'TokenCode',
    'SourceIdentity',
    'PolicyArns',
    'ProvidedContexts',
  ]);
  const roleArn = readParameter(parameters, 'RoleArn', ARN);
  const sessionName = readParameter(parameters, 'RoleSessionName', SESSION_NAME);
  const policy = parameters.get('Policy') ?? undefined;
  const tags = readTags(parameters);
  const role = iam.directory.roleOf(roleArn);
  const seconds = readDuration(parameters, USUAL, SHORTEST, 43_200);

  checkTrust(call, roleArn, role, { 'sts:RoleSessionName': sessionName, ...requestTags(tags) });
  if (caller.identity.temporary && seconds > LONGEST_CHAINED) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > role.record.maxSessionDuration) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  if (policy !== undefined) checkSessionPolicy(policy);

  const { name, id } = role.record;
  const issuedAt = context.sources.now();
  const credentials = iam.tokens.issue({
    holder: { type: 'role', name, id },
    sessionName,
    issuedAt,
    expiration: issuedAt + seconds * 1000,
    ...(policy === undefined ? {} : { policies: [policy] }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
  });
  return {
    AssumedRoleUser: {
      AssumedRoleId: `${id}:${sessionName}`,
      Arn: sessionArn(context.account, name, sessionName),
    },
    Credentials: credentialsXml(credentials),
  };
}

/** AWS does not tell a role that is missing from one that does not trust the caller. */
function checkTrust(
  { context, caller, parameters, requestId }: StsOperationCall,
  roleArn: string,
  role: Role | undefined,
  keys: ConditionContext,
): asserts role is Role {
  const actions = 'aws:TagKeys' in keys ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole'];
  const externalId = parameters.get('ExternalId');
  for (const action of actions) {
    const decision =
      role === undefined
        ? undefined
        : evaluateTrust(role.trust, caller.identity.policies(), {
            action,
            resource: roleArn,
            principal: caller.identity.principal,
            context: caller.contextOf({
              ...keys,
              ...(externalId === null ? {} : { 'sts:ExternalId': externalId }),
            }),
          });
    if (decision?.outcome === 'allowed') continue;
    const text = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${roleArn}`;
    context.journal.write({
      source: 'iam',
      outcome: 'refused',
      requestId,
      rule: role === undefined ? `role ${roleArn}` : `trust policy of role ${role.record.name}`,
      text,
      hint:
        role === undefined
          ? 'There is no role with this ARN.'
          : `Its trust policy, and where that names only the account the caller's own policies, must allow ${action}.`,
    });
    throw new AwsError('AccessDenied', text, 403);
  }
}

function checkSessionPolicy(policy: string): void {
  if (policy.length > LONGEST_POLICY) {
    throw new AwsError(
      'PackedPolicyTooLarge',
      `The session policy has more than ${LONGEST_POLICY} characters.`,
    );
  }
  compilePolicy(policy, 'identity', 'session policy');
}

function readTags(parameters: URLSearchParams): Readonly<Record<string, string>> {
  const tags: [string, string][] = [];
  for (let index = 1; index <= 50; index += 1) {
    const key = parameters.get(`Tags.member.${index}.Key`);
    if (key === null) break;
    tags.push([key, parameters.get(`Tags.member.${index}.Value`) ?? '']);
  }
  if (listParameter(parameters, 'TransitiveTagKeys').length > 0) {
    throw new AwsError(
      'ValidationError',
      'The parameter TransitiveTagKeys is not supported by the local cloud.',
    );
  }
  return Object.fromEntries(tags);
}

function requestTags(tags: Readonly<Record<string, string>>): ConditionContext {
  const keys = Object.keys(tags);
  if (keys.length === 0) return {};
  const entries = Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]);
  return { 'aws:TagKeys': keys, ...Object.fromEntries(entries) };
}
