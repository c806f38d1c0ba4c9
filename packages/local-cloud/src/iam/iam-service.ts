import { AwsError } from '../aws/aws-error.ts';
import type { AwsService, ServiceCall } from '../aws/aws-service.ts';
import type { PartContext } from '../aws/cloud-part.ts';
import type { HttpResponse } from '../front-door/http.ts';
import type { LocalSecrets } from './credentials-file.ts';
import { IamCaller } from './iam-caller.ts';
import { getPolicy } from './operations/get-policy.ts';
import { getPolicyVersion } from './operations/get-policy-version.ts';
import { getRole } from './operations/get-role.ts';
import { getRolePolicy } from './operations/get-role-policy.ts';
import { getUser } from './operations/get-user.ts';
import { listAttachedRolePolicies } from './operations/list-attached-role-policies.ts';
import { listRolePolicies } from './operations/list-role-policies.ts';
import { listRoles } from './operations/list-roles.ts';
import type { IamOperation } from './operations/operation.ts';
import { simulatePrincipalPolicy } from './operations/simulate-principal-policy.ts';
import { queryAnswer, queryFailure, queryParameters } from './query-protocol.ts';
import type { RoleDirectory } from './role-directory.ts';

const NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/';
const VERSION = '2010-05-08';
const OPERATIONS: ReadonlyMap<string, IamOperation> = new Map([
  ['GetPolicy', getPolicy],
  ['GetPolicyVersion', getPolicyVersion],
  ['GetRole', getRole],
  ['GetRolePolicy', getRolePolicy],
  ['GetUser', getUser],
  ['ListAttachedRolePolicies', listAttachedRolePolicies],
  ['ListRolePolicies', listRolePolicies],
  ['ListRoles', listRoles],
  ['SimulatePrincipalPolicy', simulatePrincipalPolicy],
]);

/** What of AWS IAM's own API can be called: looking at roles and policies. Templates change them. */
export function iamService(
  context: PartContext,
  directory: RoleDirectory,
  administrator: LocalSecrets['administrator'],
): AwsService {
  const answer = ({ request, body, caller }: ServiceCall): HttpResponse => {
    const parameters = queryParameters(request, body);
    const action = parameters.get('Action') ?? '';
    const version = parameters.get('Version') ?? VERSION;
    const operation = version === VERSION ? OPERATIONS.get(action) : undefined;
    if (operation === undefined) {
      throw new AwsError('InvalidAction', `Could not find operation ${action} for version ${version}`);
    }
    if (!(caller instanceof IamCaller)) {
      throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
    }
    const result = operation({ context, directory, administrator, caller, parameters });
    return queryAnswer(NAMESPACE, action, result, request.id);
  };
  const service: AwsService = {
    signingName: 'iam',
    isPublic: () => false,
    handle: async (call) => {
      try {
        return answer(call);
      } catch (error) {
        if (error instanceof AwsError) return service.failure(error, call.request);
        throw error;
      }
    },
    failure: (error, request) => queryFailure(NAMESPACE, error, request.id),
  };
  return service;
}
