import type { HttpRequest } from '../front-door/http.ts';
import type { LambdaOperation } from './lambda-call.ts';
import { addPermission } from './operations/add-permission.ts';
import { createAlias } from './operations/create-alias.ts';
import { createEventSourceMapping } from './operations/create-event-source-mapping.ts';
import { createFunction } from './operations/create-function.ts';
import { createFunctionUrlConfig } from './operations/create-function-url-config.ts';
import { deleteAlias } from './operations/delete-alias.ts';
import { deleteEventSourceMapping } from './operations/delete-event-source-mapping.ts';
import { deleteFunction } from './operations/delete-function.ts';
import { deleteFunctionConcurrency } from './operations/delete-function-concurrency.ts';
import { deleteFunctionEventInvokeConfig } from './operations/delete-function-event-invoke-config.ts';
import { deleteFunctionUrlConfig } from './operations/delete-function-url-config.ts';
import { getAccountSettings } from './operations/get-account-settings.ts';
import { getAlias } from './operations/get-alias.ts';
import { getEventSourceMapping } from './operations/get-event-source-mapping.ts';
import { getFunction } from './operations/get-function.ts';
import { getFunctionConcurrency } from './operations/get-function-concurrency.ts';
import { getFunctionConfiguration } from './operations/get-function-configuration.ts';
import { getFunctionEventInvokeConfig } from './operations/get-function-event-invoke-config.ts';
import { getFunctionUrlConfig } from './operations/get-function-url-config.ts';
import { getPolicy } from './operations/get-policy.ts';
import { invoke } from './operations/invoke.ts';
import { listAliases } from './operations/list-aliases.ts';
import { listEventSourceMappings } from './operations/list-event-source-mappings.ts';
import { listFunctionEventInvokeConfigs } from './operations/list-function-event-invoke-configs.ts';
import { listFunctionUrlConfigs } from './operations/list-function-url-configs.ts';
import { listFunctions } from './operations/list-functions.ts';
import { listTags } from './operations/list-tags.ts';
import { listVersionsByFunction } from './operations/list-versions-by-function.ts';
import { publishVersion } from './operations/publish-version.ts';
import { putFunctionConcurrency } from './operations/put-function-concurrency.ts';
import { putFunctionEventInvokeConfig } from './operations/put-function-event-invoke-config.ts';
import { removePermission } from './operations/remove-permission.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateAlias } from './operations/update-alias.ts';
import { updateEventSourceMapping } from './operations/update-event-source-mapping.ts';
import { updateFunctionCode } from './operations/update-function-code.ts';
import { updateFunctionConfiguration } from './operations/update-function-configuration.ts';
import { updateFunctionEventInvokeConfig } from './operations/update-function-event-invoke-config.ts';
import { updateFunctionUrlConfig } from './operations/update-function-url-config.ts';

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly operation: LambdaOperation;
}

const FUNCTIONS = '/2015-03-31/functions';
const FUNCTION = `${FUNCTIONS}/(?<name>[^/]+)`;

const EVENT_INVOKE_CONFIG = '/2019-09-25/functions/(?<name>[^/]+)/event-invoke-config';
const URL_CONFIG = '/2021-10-31/functions/(?<name>[^/]+)/url';
const TAGS = '/2017-03-31/tags/(?<resource>[^/]+)';
const MAPPINGS = '/2015-03-31/event-source-mappings';

const ROUTES: readonly Route[] = [
  route('POST', `${FUNCTION}/invocations`, invoke),
  route('GET', `${FUNCTIONS}/?`, listFunctions),
  route('POST', `${FUNCTIONS}/?`, createFunction),
  route('GET', FUNCTION, getFunction),
  route('DELETE', FUNCTION, deleteFunction),
  route('PUT', `${FUNCTION}/code`, updateFunctionCode),
  route('GET', `${FUNCTION}/configuration`, getFunctionConfiguration),
  route('PUT', `${FUNCTION}/configuration`, updateFunctionConfiguration),
  route('GET', `${FUNCTION}/policy`, getPolicy),
  route('POST', `${FUNCTION}/policy`, addPermission),
  route('DELETE', `${FUNCTION}/policy/(?<sid>[^/]+)`, removePermission),
  route('POST', `${FUNCTION}/versions`, publishVersion),
  route('GET', `${FUNCTION}/versions`, listVersionsByFunction),
  route('GET', `${FUNCTION}/aliases`, listAliases),
  route('POST', `${FUNCTION}/aliases`, createAlias),
  route('GET', `${FUNCTION}/aliases/(?<alias>[^/]+)`, getAlias),
  route('PUT', `${FUNCTION}/aliases/(?<alias>[^/]+)`, updateAlias),
  route('DELETE', `${FUNCTION}/aliases/(?<alias>[^/]+)`, deleteAlias),
  route('GET', EVENT_INVOKE_CONFIG, getFunctionEventInvokeConfig),
  route('PUT', EVENT_INVOKE_CONFIG, putFunctionEventInvokeConfig),
  route('POST', EVENT_INVOKE_CONFIG, updateFunctionEventInvokeConfig),
  route('DELETE', EVENT_INVOKE_CONFIG, deleteFunctionEventInvokeConfig),
  route('GET', `${EVENT_INVOKE_CONFIG}/list`, listFunctionEventInvokeConfigs),
  route('PUT', '/2017-10-31/functions/(?<name>[^/]+)/concurrency', putFunctionConcurrency),
  route('DELETE', '/2017-10-31/functions/(?<name>[^/]+)/concurrency', deleteFunctionConcurrency),
  route('GET', '/2019-09-30/functions/(?<name>[^/]+)/concurrency', getFunctionConcurrency),
  route('POST', URL_CONFIG, createFunctionUrlConfig),
  route('GET', URL_CONFIG, getFunctionUrlConfig),
  route('PUT', URL_CONFIG, updateFunctionUrlConfig),
  route('DELETE', URL_CONFIG, deleteFunctionUrlConfig),
  route('GET', `${URL_CONFIG}s`, listFunctionUrlConfigs),
  route('GET', `${MAPPINGS}/?`, listEventSourceMappings),
  route('POST', `${MAPPINGS}/?`, createEventSourceMapping),
  route('GET', `${MAPPINGS}/(?<uuid>[^/]+)`, getEventSourceMapping),
  route('PUT', `${MAPPINGS}/(?<uuid>[^/]+)`, updateEventSourceMapping),
  route('DELETE', `${MAPPINGS}/(?<uuid>[^/]+)`, deleteEventSourceMapping),
  route('GET', TAGS, listTags),
  route('POST', TAGS, tagResource),
  route('DELETE', TAGS, untagResource),
  route('GET', '/2016-08-19/account-settings/?', getAccountSettings),
];

/** What of Lambda is known and not emulated, by its paths. */
const REFUSED: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^\/2021-11-15\/functions\/[^/]+\/response-streaming-invocations$/, 'InvokeWithResponseStream is'],
  [/\/code-signing-config/, 'Code signing is'],
  [/\/provisioned-concurrency$/, 'Provisioned concurrency is'],
];

/** A sentence that says what is not supported, by its name where it is known. */
export function unsupported({ method, rawPath }: HttpRequest): string {
  const name = REFUSED.find(([pattern]) => pattern.test(rawPath))?.[1];
  return `${name ?? `The operation ${method} ${rawPath.slice(0, 200)} is`} not supported.`;
}

/** The operation that a request asks for, and what its path holds; undefined when it is not one of ours. */
export function routeOf(
  request: HttpRequest,
): { readonly operation: LambdaOperation; readonly path: Readonly<Record<string, string>> } | undefined {
  for (const { method, pattern, operation } of ROUTES) {
    const groups = method === request.method ? pattern.exec(request.rawPath) : null;
    if (groups !== null) return { operation, path: decoded(groups.groups ?? {}) };
  }
  return undefined;
}

function route(method: string, path: string, operation: LambdaOperation): Route {
  return { method, pattern: new RegExp(`^${path}$`), operation };
}

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}
