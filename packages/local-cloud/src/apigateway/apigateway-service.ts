import type { Account } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { AwsService } from '../aws/aws-service.ts';
import type { HttpRequest } from '../front-door/http.ts';
import { getApiKey } from './operations/get-api-key.ts';
import { getApiKeys } from './operations/get-api-keys.ts';
import { getRestApis } from './operations/get-rest-apis.ts';
import type { RestApiStore } from './rest-api-store.ts';
import { failure, success } from './wire.ts';

/** One call of an operation that looks at what there is. */
export interface ManagementCall {
  readonly store: RestApiStore;
  readonly request: HttpRequest;
  /** The parts of the path that the route leaves open, decoded. */
  readonly parameters: readonly string[];
}

export type ManagementOperation = (call: ManagementCall) => Promise<object>;

const OPERATIONS: readonly (readonly [path: RegExp, operation: ManagementOperation])[] = [
  [/^\/apikeys\/([^/]+)\/?$/, getApiKey],
  [/^\/apikeys\/?$/, getApiKeys],
  [/^\/restapis\/?$/, getRestApis],
];

/** The operations of API Gateway's own API: those that read. Templates make everything. */
export function apiGatewayService(store: RestApiStore, account: Account): AwsService {
  return {
    signingName: 'apigateway',
    isPublic: () => false,
    failure,
    async handle({ request, caller }) {
      for (const [path, operation] of OPERATIONS) {
        const match = path.exec(request.rawPath);
        if (match === null || request.method !== 'GET') continue;
        const parameters = match.slice(1).map(decoded);
        // Policies are about the decoded path: no encoding may lead around a Deny.
        const parts = [request.rawPath.split('/')[1], ...parameters];
        const resource = `arn:${account.partition}:apigateway:${account.region}::/${parts.join('/')}`;
        caller?.authorize({ action: 'apigateway:GET', resource });
        return success(await operation({ store, request, parameters }), request);
      }
      throw new AwsError(
        'NotFoundException',
        'Only GetApiKey, GetApiKeys and GetRestApis are emulated; change APIs by their template.',
        404,
      );
    },
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new AwsError('BadRequestException', 'The path is not encoded rightly.', 400, {}, { cause });
  }
}
