import { AwsError } from '../aws/aws-error.ts';
import type { AwsService, ServiceCall } from '../aws/aws-service.ts';
import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import type { HttpResponse } from '../front-door/http.ts';
import type { Iam } from '../iam/iam.ts';
import { IamCaller } from '../iam/iam-caller.ts';
import { queryAnswer, queryFailure, queryParameters, type XmlMembers } from '../iam/query-protocol.ts';
import { assumeRole } from './operations/assume-role.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';
import { getSessionToken } from './operations/get-session-token.ts';

/** What an operation of STS is given. */
export interface StsOperationCall {
  readonly context: PartContext;
  readonly iam: Iam;
  readonly caller: IamCaller;
  readonly parameters: URLSearchParams;
  readonly requestId: string;
}

type StsOperation = (call: StsOperationCall) => XmlMembers;

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const VERSION = '2011-06-15';
const OPERATIONS: ReadonlyMap<string, StsOperation> = new Map([
  ['AssumeRole', assumeRole],
  ['GetCallerIdentity', getCallerIdentity],
  ['GetSessionToken', getSessionToken],
]);

/** AWS Security Token Service: who the caller is, and temporary credentials. */
export function createSts(context: PartContext, iam: Iam): CloudPart {
  const service: AwsService = {
    signingName: 'sts',
    isPublic: () => false,
    handle: async (call) => {
      try {
        return answer(context, iam, call);
      } catch (error) {
        if (error instanceof AwsError) return service.failure(error, call.request);
        throw error;
      }
    },
    failure: (error, request) => queryFailure(NAMESPACE, error, request.id),
  };
  return { services: [service], providers: [] };
}

function answer(context: PartContext, iam: Iam, { request, body, caller }: ServiceCall): HttpResponse {
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
  const result = operation({ context, iam, caller, parameters, requestId: request.id });
  return queryAnswer(NAMESPACE, action, result, request.id);
}
